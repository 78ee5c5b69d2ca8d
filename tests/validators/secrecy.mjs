// usage: node secrecy.mjs DIRECTORY PAWL
// A planted secret for each destination is searched for in all that a failing delivery leaves: what
// it said, its outbox, its other files, the process list, a core. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { generateKeyPairSync } from "node:crypto";

import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";

const program = path.resolve(process.argv[3]);
const PLANTED = "planted0secret";

/// Answers every request alike: by `how`, a function of the request, whole.
let how;
const seen = [];
const server = http.createServer((request, response) => {
  seen.push(request.url);
  how(request, response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}`;

const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });
const key = pem.split("\n")[3];
const environment = (to = url) => ({
  GITHUB_API_URL: to,
  GITHUB_REPOSITORY: "o/r",
  GITHUB_REF: "refs/heads/main",
  GITHUB_SHA: "a".repeat(40),
  GITHUB_TOKEN: `ghs_${PLANTED}1`,
  SLACK_WEBHOOK_URL: `${to}/services/T0/B0/${PLANTED}2`,
  PAWL_WEBHOOK_URL: `${to}/${PLANTED}3`,
  PAWL_WEBHOOK_SECRET: `${PLANTED}4`,
  ALERTMANAGER_URL: `${to}/${PLANTED}5`,
  ALERTMANAGER_TOKEN: `${PLANTED}6`,
  SMTP_URL: "smtp://127.0.0.1:1",
  SMTP_FROM: "pawl@ci.example",
  SMTP_TO: "a@team.example",
  SMTP_USERNAME: "pawl",
  SMTP_PASSWORD: `${PLANTED}7`,
});
const DESTINATIONS = ["github-comment", "github-check", "github-status", "github-issue", "slack", "webhook", "alertmanager", "email"];
const all = DESTINATIONS.flatMap((name) => ["--to", name]);
const loud = report([row("token/small", "regression", 1.2)]);

const job = new Job(program, {});
const words = (more = []) => ["notify", job.write("report.json", loud), ...all, "--pull-request", "7", "--retry-for", "0s", "--outbox", job.path("outbox"), ...more];

/// All files below, with their contents.
function* filesBelow(directory) {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const name = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(name);
    else yield [name, fs.readFileSync(name, "latin1")];
  }
}
function assertHides(text, where) {
  for (const secret of [PLANTED, key]) assert.ok(!text.includes(secret), `${where}: ${text.slice(Math.max(0, text.indexOf(secret) - 80), text.indexOf(secret) + 40)}`);
}
const assertFilesHide = () => [...filesBelow(job.directory)].forEach(([name, text]) => assertHides(text, name));

async function failing(more = {}, flags = []) {
  const outcome = await job.pawl(words(flags), { ...environment(), TMPDIR: job.directory, ...more });
  assert.notEqual(outcome.status, 0);
  assertHides(outcome.out + outcome.err, "said");
  assertFilesHide();
  return outcome;
}

/// The program while it waits for an answer that does not come.
async function waiting(command, options) {
  how = () => {};
  const before = seen.length;
  const child = spawn(command[0], command.slice(1), { cwd: job.directory, env: { ...environment(), PATH: process.env.PATH }, stdio: ["ignore", "pipe", "pipe"], ...options });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  while (seen.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
  return { child, said: () => said, end: () => new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal }))) };
}
const laws = {
  async "a service that cannot be reached is told no secret of"() {
    await failing(environment("http://127.0.0.1:1"));
  },
  async "a service that sends the secret back is not quoted"() {
    for (const status of [400, 401, 403, 404, 422, 500, 302]) {
      how = (request, response) => {
        const text = `no: ${request.headers.authorization} ${request.url} ${decodeURIComponent(request.url)}`;
        response.writeHead(status, { "Content-Type": "application/json", Location: `https://evil.example/${request.url}` }).end(JSON.stringify({ message: text, errors: [{ message: text }] }));
      };
      await failing();
      how = (request, response) => response.writeHead(status, { "Content-Type": "text/plain" }).end(`Cannot ${request.method} ${request.url} as ${request.headers.authorization}`);
      await failing();
    }
  },
  async "a dry run shows stars, and debugging nothing more"() {
    const outcome = await job.pawl(words(["--dry-run", "--verbose"]), { ...environment(), CURL_VERBOSE: "1", CURLOPT_VERBOSE: "1" });
    assert.equal(outcome.status, 0, outcome.err);
    assertHides(outcome.out + outcome.err, "dry run");
  },
  async "a secret that is no secret is refused without being shown"() {
    for (const name of ["GITHUB_TOKEN", "SLACK_WEBHOOK_URL", "PAWL_WEBHOOK_URL", "ALERTMANAGER_URL", "ALERTMANAGER_TOKEN", "SMTP_URL"])
      await failing({ [name]: `x ${PLANTED}\u00e9\n` });
  },
  async "an App's key is not shown, right or wrong"() {
    for (const text of [pem, pem.replace(/A/g, "B"), key]) await failing({ PAWL_APP_ID: "4711", PAWL_APP_KEY: text });
  },
  async "the process list holds none"() {
    const { child, end } = await waiting([program, ...words(["--retry-for", "30s"])]);
    assertHides(fs.readFileSync(`/proc/${child.pid}/cmdline`, "latin1"), "its command line");
    child.kill("SIGTERM");
    await end();
    assertFilesHide();
  },
  async "a crash leaves no core, although cores are allowed"() {
    const crashing = ["bash", "-c", 'ulimit -c unlimited; "$@" & echo "id: $!"; wait $!; echo "ended: $?"', "crash"];
    const other = spawnSync(crashing[0], [...crashing.slice(1), "sh", "-c", "kill -SEGV $$"], { cwd: job.directory, encoding: "latin1" });
    assert.match(other.stdout, /ended: 139/);
    fs.rmSync(job.path("core"), { force: true });
    const { said, end } = await waiting([...crashing, program, ...words(["--retry-for", "30s"])]);
    const [, id] = said().match(/id: (\d+)/);
    assert.match(fs.readFileSync(`/proc/${id}/limits`, "latin1"), /Max core file size +0 +0/);
    process.kill(Number(id), "SIGSEGV");
    await end();
    assert.match(said(), /ended: 139/);
    assert.doesNotMatch(said(), /core dumped/);
    assertHides(said(), "said");
    assertFilesHide();
  },
};

await tell(laws, {
  before: () => fs.rmSync(job.path("outbox"), { recursive: true, force: true }),
  close() {
    server.closeAllConnections();
    server.close();
    job.close();
  },
});
