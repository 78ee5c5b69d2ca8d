// usage: node commands.mjs PAWL
// `pawl command` as a GitHub App, against a GitHub of one pull request that checks the App's
// signature and refuses a file's change that does not name what it changes. Closes with
// "N passed, N failed".
import assert from "node:assert/strict";
import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import http from "node:http";
import path from "node:path";

import { Job } from "./pawl.mjs";

const SHA = "ce587453ced02b1526dfb4cb910479d431683101";
const TOKEN = "ghs_planted0secret0of0the0app";
const BASELINE = "baselines/committed/bare/default.json";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" });

let now; // what GitHub holds, anew for each test
const forget = () => (now = { files: {}, comments: [], reactions: [], reruns: 0, repository: "o/r", log: [] });

function isApp(authorization) {
  const [head, claims, signature] = (authorization ?? "").replace("Bearer ", "").split(".");
  if (!signature) return false;
  const { iat, exp, iss } = JSON.parse(Buffer.from(claims, "base64url"));
  const isSigned = createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(publicKey, signature, "base64url");
  const seconds = Date.now() / 1000;
  return isSigned && iss === "4711" && iat <= seconds && exp > seconds && exp - iat <= 600;
}

const shaOf = (text) => createHash("sha1").update(text).digest("hex");
const routes = [
  [/^GET \/repos\/o\/r\/installation$/, () => [200, { id: 9 }], isApp],
  [/^POST \/app\/installations\/9\/access_tokens$/, (_, { repositories }) => [repositories[0] === "r" ? 201 : 422, { token: TOKEN }], isApp],
  [/^GET \/user$/, () => [403, {}]],
  [/collaborators\/(\w+)\/permission$/, ([, login]) => (login === "me" ? [200, { permission: "write" }] : [404, {}])],
  [/^GET \/repos\/o\/r\/pulls\/7$/, () => [200, { state: "open", head: { sha: SHA, ref: "topic", repo: { full_name: now.repository } } }]],
  [/^POST .*\/comments\/5\/reactions$/, (_, { content }) => [201, { id: now.reactions.push(content) }]],
  [/^GET .*\/issues\/7\/comments/, () => [200, now.comments]],
  [/^POST .*\/issues\/7\/comments$/, (_, { body }) => [201, now.comments[now.comments.push({ id: now.comments.length + 1, body, user: { type: "Bot", login: "app[bot]" } }) - 1]]],
  [/^GET .*\/contents\/([^?]*)/, ([, name]) => (now.files[name] ? [200, { encoding: "base64", sha: shaOf(now.files[name]), content: Buffer.from(now.files[name]).toString("base64").replace(/(.{60})/g, "$1\n") }] : [404, {}])],
  [
    /^PUT .*\/contents\/(.*)$/,
    ([, name], { content, sha, branch }) => {
      if (branch !== "topic" || sha !== (now.files[name] && shaOf(now.files[name]))) return [409, { message: "is at another sha" }];
      now.files[name] = Buffer.from(content, "base64").toString();
      return [201, {}];
    },
  ],
  [/^GET .*\/actions\/runs\?/, () => [200, { workflow_runs: [{ id: 3, name: "pawl", head_sha: SHA, status: "completed" }] }]],
  [/^POST .*\/actions\/runs\/3\/rerun$/, () => [201, { n: ++now.reruns }]],
];
const isToken = (authorization) => authorization === `Bearer ${TOKEN}`;
const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const line = `${request.method} ${request.url}`;
  now.log.push(line);
  const [pattern, handle, mayAsk = isToken] = routes.find(([route]) => route.test(line)) ?? [/.*/, () => [404, {}]];
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : {};
  const [status, json] = mayAsk(request.headers.authorization) ? handle(line.match(pattern), body) : [401, {}];
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(json));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const job = new Job(path.resolve(process.argv[2]), {
  GITHUB_API_URL: `http://127.0.0.1:${server.address().port}`,
  GITHUB_REPOSITORY: "o/r",
  PAWL_APP_ID: "4711",
  PAWL_APP_KEY: pem,
});
const series = (value) => [{ benchmark: "token/small", metric: "wall_time", unit: "s", better: "lower", samples: [[value], [value * 1.01]] }];
const measured = (commit, value = 0.1) => ({ format: "pawl-run", version: 1, suite: "default", testbed: "bare", commit, branch: "topic", time: "2026-11-23T22:41:05Z", machine: {}, series: series(value) });

async function say(body, { login = "me", isPull = true, commit = SHA, value } = {}) {
  const issue = isPull ? { number: 7, pull_request: { url: "x" } } : { number: 7 };
  const event = job.write("event.json", { action: "created", issue, comment: { id: 5, body, user: { login, type: "User" } } });
  const outcome = await job.pawl(["command", "--event", event, "--run", job.write("run.json", measured(commit, value))]);
  assert.equal(outcome.status, 0, outcome.err);
  return now.comments.at(-1)?.body ?? "";
}

const tests = {
  async "a writer's acceptance is committed to the branch, and again over it"() {
    assert.match(await say("/pawl accept reason: slower, but safe"), /Accepted/);
    assert.match(now.files[BASELINE], /slower, but safe/);
    now.comments = [];
    assert.match(await say("/pawl accept token/small reason: better still", { value: 0.2 }), /Accepted/);
    assert.match(now.files[BASELINE], /better still/);
    assert.deepEqual(now.reactions, ["+1", "+1"]);
  },
  async "a command read twice is answered once"() {
    await say("/pawl help");
    await say("/pawl help");
    assert.equal(now.comments.length, 1);
  },
  async "a stranger gets a polite no and changes nothing"() {
    assert.match(await say("/pawl accept reason: mine", { login: "mallory" }), /Thank you, but/);
    assert.match(await say("/pawl rerun", { login: "mallory" }), /Thank you, but/);
    assert.deepEqual([now.files, now.reruns], [{}, 0]);
  },
  async "on a plain issue nothing happens"() {
    await say("/pawl accept reason: x", { isPull: false });
    assert.deepEqual([now.files, now.comments, now.reactions], [{}, [], []]);
  },
  async "another commit's run and a fork's branch are refused"() {
    assert.match(await say("/pawl accept reason: x", { commit: "f".repeat(40) }), /another commit/);
    now.comments = [];
    now.repository = "mallory/r";
    assert.match(await say("/pawl accept reason: x"), /fork/);
    assert.deepEqual(now.files, {});
  },
  async "a rerun starts the head's workflow"() {
    await say("/pawl rerun");
    assert.equal(now.reruns, 1);
  },
  async "neither key nor token was ever said"() {
    assert.ok(!job.said.includes("planted0secret") && !job.said.includes(pem.split("\n")[1]));
  },
};

let passed = 0;
let failed = 0;
for (const [law, test] of Object.entries(tests)) {
  forget();
  try {
    await test();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: ${law}\n${error.message}\n`);
  }
}
server.closeAllConnections();
server.close();
job.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
