// usage: node emulated.mjs DIRECTORY PAWL
// The same deliveries to a GitHub and a Slack that others wrote (the emulator of npm's `emulate`), as
// far as it goes: it verifies an App's signature, demands a file's sha, and knows neither commit
// statuses nor reactions. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import path from "node:path";

import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";
import { answers, freePort, Prism } from "./prism.mjs";

const [, , directory, program] = process.argv;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" });
const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" });
const TOKEN = "ghs_planted0secret";
const BOT = "xoxb-planted0secret";

const seed = {
  tokens: { [TOKEN]: { login: "octocat", scopes: ["repo", "user"] } },
  github: {
    users: [{ login: "octocat", name: "O", email: "o@example.org" }, { login: "mallory", name: "M", email: "m@example.org" }],
    repos: [{ owner: "octocat", name: "widget", auto_init: true }],
    apps: [{ app_id: 4711, slug: "pawl", name: "Pawl", private_key: pem, permissions: { checks: "write", pull_requests: "write", issues: "write", contents: "write" }, events: ["issue_comment"], installations: [{ installation_id: 100, account: "octocat", repository_selection: "all" }] }],
  },
  slack: {
    team: { name: "W", domain: "w" },
    users: [{ name: "developer", real_name: "Dev", email: "d@example.org" }],
    channels: [{ name: "perf" }],
    bots: [{ name: "pawl" }],
    tokens: [{ token: BOT, user: "developer", scopes: ["chat:write", "channels:read", "channels:history"] }],
  },
};

const job = new Job(path.resolve(program), {});
const port = await freePort(2);
const emulator = spawn(process.execPath, [path.join(directory, "node_modules/emulate/dist/index.js"), "start", "--service", "github,slack", "--seed", job.write("seed.json", seed), "--port", `${port}`], { cwd: job.directory, stdio: ["ignore", "pipe", "pipe"] });
let said = "";
for (const stream of [emulator.stdout, emulator.stderr]) stream.on("data", (chunk) => (said += chunk));
for (let tries = 0; !((await answers(port)) && (await answers(port + 1))); tries++) {
  if (tries > 300 || emulator.exitCode !== null) throw new Error(`the emulator did not start:\n${said}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
const prism = await Prism.before(`http://127.0.0.1:${port}`, directory, true);

async function ask(method, url, body, token = TOKEN) {
  const response = await fetch(url, { method, headers: { Authorization: `Bearer ${token}`, Accept: "application/vnd.github+json", "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  const json = await response.json();
  assert.ok(response.ok && json.ok !== false, `${method} ${url}: ${response.status} ${JSON.stringify(json).slice(0, 200)}`);
  return json;
}
const repository = `http://127.0.0.1:${port}/repos/octocat/widget`;
const slack = (method, body) => ask("POST", `http://127.0.0.1:${port + 1}/api/${method}`, body, BOT);

/// A pull request of one changed file, and the channel.
const { object } = await ask("GET", `${repository}/git/ref/heads/main`);
await ask("POST", `${repository}/git/refs`, { ref: "refs/heads/topic", sha: object.sha });
await ask("PUT", `${repository}/contents/a.txt`, { message: "m", content: "YQ==", branch: "topic" });
const pull = await ask("POST", `${repository}/pulls`, { title: "t", head: "topic", base: "main" });
const { channels } = await slack("conversations.list", {});
const channel = channels.find(({ name }) => name === "perf").id;

const SHA = pull.head.sha;
Object.assign(job.environment, {
  GITHUB_API_URL: prism.url,
  GITHUB_REPOSITORY: "octocat/widget",
  GITHUB_SHA: SHA,
  GITHUB_REF: "refs/heads/main",
  GITHUB_TOKEN: TOKEN,
  SLACK_API_URL: `http://127.0.0.1:${port + 1}/api`,
  SLACK_BOT_TOKEN: BOT,
  SLACK_CHANNEL: channel,
});
const quiet = report([row("token/small"), row("token/large")], { commit: SHA });
const loud = report([row("token/small", "regression", 1.2), row("token/large")], { commit: SHA });
const at = (content, commit) => ({ ...content, commit: commit.repeat(40) });
const toComment = ["--to", "github-comment", "--pull-request", `${pull.number}`];
/// Past the proxy: its pages lead to itself.
const direct = { GITHUB_API_URL: `http://127.0.0.1:${port}` };
const asApp = { GITHUB_TOKEN: "", GITHUB_TOKEN_FILE: job.write("token", "nobody's: an App goes before it"), PAWL_APP_ID: "4711", PAWL_APP_KEY: pem };
const comments = () => ask("GET", `${repository}/issues/${pull.number}/comments?per_page=100`);
const thread = async (ts) => (await slack("conversations.replies", { channel, ts })).messages;

async function delivered(content, words, environment) {
  const outcome = await job.notify(content, words, environment);
  assert.equal(outcome.status, 0, outcome.err);
}

const laws = {
  async "one comment is made, then edited, also behind a hundred others"() {
    for (let i = 0; i < 110; i++) await ask("POST", `${repository}/issues/${pull.number}/comments`, { body: `comment ${i}` });
    for (const content of [quiet, loud, quiet, loud]) await delivered(content, toComment, direct);
    const bodies = [...(await comments()), ...(await ask("GET", `${repository}/issues/${pull.number}/comments?per_page=100&page=2`))].map(({ body }) => body);
    const own = bodies.filter((body) => body.startsWith("<!-- pawl:default@bare -->"));
    assert.equal(own.length, 1);
    assert.match(own[0], /regress/);
  },
  async "an App's comment is its own, and another key's is refused"() {
    const other = { ...quiet, suite: "app" };
    for (let i = 0; i < 2; i++) await delivered(other, toComment, { ...asApp, ...direct });
    const refused = await job.notify(other, toComment, { ...asApp, ...direct, PAWL_APP_KEY: strangers });
    assert.equal(refused.status, 5, refused.err);
    assert.match(refused.err, /401/);
  },
  async "a report is one check run, and another report another"() {
    for (const content of [loud, loud, quiet]) await delivered(content, ["--to", "github-check"], asApp);
    const { check_runs } = await ask("GET", `${repository}/commits/${SHA}/check-runs?filter=all`);
    assert.deepEqual(check_runs.map(({ conclusion }) => conclusion).sort(), ["failure", "success"]);
  },
  async "a regression opens one issue, which its end closes"() {
    for (const content of [loud, loud, quiet]) await delivered(content, ["--to", "github-issue"]);
    const issues = await ask("GET", `${repository}/issues?state=all`);
    assert.deepEqual(issues.filter((issue) => !issue.pull_request).map(({ state }) => state), ["closed"]);
  },
  async "an acceptance is committed to the branch, and again over itself"() {
    const event = job.write("event.json", { action: "created", issue: { number: pull.number, pull_request: {} }, comment: { id: 1, body: "/pawl accept reason: slower, but safe", user: { login: "octocat", type: "User" } } });
    const series = [{ benchmark: "token/small", metric: "wall_time", unit: "s", better: "lower", samples: [[0.1], [0.2]] }];
    const run = job.write("run.json", { format: "pawl-run", version: 1, suite: "default", testbed: "bare", commit: SHA, branch: "topic", time: "2026-11-23T22:41:05Z", machine: {}, series });
    await ask("PUT", `${repository}/contents/baselines/committed/bare/default.json`, { message: "m", content: "e30=", branch: "main" });
    // It knows no reactions, as GitHub knows none to a comment that is gone: what was done is said all the same.
    const outcome = await job.pawl(["command", "--event", event, "--run", run], direct);
    assert.equal(outcome.status, 0, outcome.err);
    assert.match(outcome.err, /Accepted/);
    const { content } = await ask("GET", `${repository}/contents/baselines/committed/bare/default.json?ref=topic`);
    assert.match(Buffer.from(content, "base64").toString(), /slower, but safe/);
  },
  async "an alert is one thread in Slack: opened, gone on with, acknowledged, resolved"() {
    await delivered(at(loud, "a"), ["--to", "slack"]);
    await delivered(at(loud, "a"), ["--to", "slack"]);
    await delivered(at(loud, "b"), ["--to", "slack"]);
    const { messages } = await slack("conversations.history", { channel });
    assert.equal(messages.length, 1);
    const [{ ts }] = messages;
    assert.equal((await thread(ts)).length, 2);
    await slack("reactions.add", { channel, timestamp: ts, name: "eyes" });
    await delivered(at(loud, "c"), ["--to", "slack"]);
    assert.equal((await thread(ts)).length, 2, "acknowledged");
    await delivered(at(quiet, "d"), ["--to", "slack"]);
    await delivered(at(quiet, "e"), ["--to", "slack"]);
    const [first, ...rest] = await thread(ts);
    assert.match(first.text, /Resolved/);
    assert.equal(rest.length, 2);
    await delivered(at(loud, "f"), ["--to", "slack"]);
    assert.equal((await slack("conversations.history", { channel })).messages.length, 2, "it came again");
  },
  async "no request breaks GitHub's own description"() {
    assert.deepEqual(prism.log.split("\n").filter((line) => /Violation: request/i.test(line)), []);
  },
  async "no secret was ever said"() {
    assert.doesNotMatch(job.said, /planted0secret/);
  },
};

await tell(laws, {
  close() {
    emulator.kill();
    prism.close();
    job.close();
  },
});
