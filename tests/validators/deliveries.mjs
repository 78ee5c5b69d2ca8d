// usage: node deliveries.mjs DIRECTORY PAWL
// What `pawl notify` sends, received by a fake with a memory and checked by GitHub's and Slack's own
// rules. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { BOT_TOKEN, FakeGithub, USER_TOKEN, WEBHOOK } from "./fake_github.mjs";
import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";
import { Prism } from "./prism.mjs";

const [, , directory, program] = process.argv;
const require = createRequire(`${directory}/`);
const Ajv = require("ajv").default;
const isSlackMessage = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(fs.readFileSync(path.join(directory, "slack.schema.json"))));

const fake = new FakeGithub(directory);
await fake.listen();
const prism = await Prism.before(fake.url, directory);
fake.publicUrl = prism.url;

const SHA = "ce587453ced02b1526dfb4cb910479d431683101";
const job = new Job(path.resolve(program), {
  GITHUB_ACTIONS: "true",
  GITHUB_API_URL: prism.url,
  GITHUB_REPOSITORY: "o/r",
  GITHUB_SHA: SHA,
  GITHUB_SERVER_URL: "https://github.example",
  GITHUB_RUN_ID: "4711",
  GITHUB_TOKEN: BOT_TOKEN,
  SLACK_WEBHOOK_URL: fake.url + WEBHOOK,
});
const pullRequest = (head = "o/r") => ({
  pull_request: { number: 7, head: { sha: SHA, ref: "topic", repo: { full_name: head } } },
  repository: { full_name: "o/r", default_branch: "main" },
});
job.environment.GITHUB_EVENT_PATH = job.write("event.json", pullRequest());
const pushEvent = job.write("push.json", { after: SHA, repository: { full_name: "o/r", default_branch: "main" } });
const forkEvent = job.write("fork.json", pullRequest("mallory/r"));

const quiet = report([row("token/small"), row("token/large")]);
const loud = report([row("token/small", "regression", 1.2), row("token/large")]);
const huge = report(Array.from({ length: 10_000 }, (_, i) => row(`suite/benchmark-${i}`, i % 3 ? "regression" : "unchanged", 1.2)));
const toComment = ["--to", "github-comment", "--retry-for", "20s"];
const toSlack = ["--to", "slack", "--retry-for", "20s"];
/// The line of the fake past the proxy, for faults of the line itself.
const direct = { GITHUB_API_URL: fake.url };

/// How often a delivery of how many messages is killed.
const KILLS = Number(process.env.PAWL_KILLS ?? 100);
const MESSAGES = 20;

const list = /^GET .*\/comments/;
const create = /^POST .*\/comments/;
const edit = /^PATCH .*\/comments/;
const slack = /^POST \/services/;

function delivered(outcome) {
  assert.equal(outcome.status, 0, outcome.err);
}

/// Status 5 and one sentence that says `what`.
function refused(outcome, what, status = 5) {
  assert.equal(outcome.status, status, outcome.err);
  assert.match(outcome.err, what);
  assert.equal(outcome.err.trimEnd().split("\n").length, 1, outcome.err);
}

const laws = {
  async "the first report makes a comment by the bot"() {
    delivered(await job.notify(quiet, toComment));
    assert.deepEqual(fake.comments.map((comment) => comment.user.login), ["github-actions[bot]"]);
    assert.match(fake.comments[0].body, /^<!-- pawl:default@bare -->\n/);
  },
  async "the next report edits the same comment"() {
    await job.notify(quiet, toComment);
    delivered(await job.notify(loud, toComment));
    assert.equal(fake.comments.length, 1);
    assert.match(fake.comments[0].body, /regress/);
  },
  async "another suite has a comment of its own"() {
    await job.notify(quiet, toComment);
    delivered(await job.notify({ ...quiet, suite: "other" }, toComment));
    assert.equal(fake.comments.length, 2);
  },
  async "two reports at the same moment leave one comment"() {
    const behind = { workflow_run: { head_sha: SHA, head_branch: "topic", head_repository: { full_name: "o/r" } }, repository: { full_name: "o/r" } };
    for (const event of [{}, { GITHUB_EVENT_PATH: job.write("behind.json", behind) }])
      for (const number of [2, 3]) {
        fake.forget();
        fake.meet(create, number);
        const files = Array.from({ length: number }, (_, i) => job.write(`report-${i}.json`, report([row("token/small", "regression", 1.2 + i / 10)])));
        const outcomes = await Promise.all(files.map((file) => job.pawl(["notify", file, ...toComment], event)));
        outcomes.forEach(delivered);
        assert.equal(fake.comments.length, 1);
        assert.match(fake.comments[0].body, /regress/);
      }
  },
  async "a user's token finds the user's comment"() {
    fake.addComment("mallory", "<!-- pawl:default@bare -->\nnot Pawl's");
    await job.notify(quiet, toComment, { GITHUB_TOKEN: USER_TOKEN });
    delivered(await job.notify(loud, toComment, { GITHUB_TOKEN: USER_TOKEN }));
    assert.deepEqual(fake.comments.map((comment) => comment.user.login), ["mallory", "me"]);
    assert.equal(fake.comments[0].body, "<!-- pawl:default@bare -->\nnot Pawl's");
  },
  async "a comment on the third page is found"() {
    for (let i = 0; i < 230; i++) fake.addComment("somebody", `comment ${i}`);
    await job.notify(quiet, toComment);
    fake.log = [];
    delivered(await job.notify(loud, toComment));
    assert.equal(fake.comments.length, 231);
    assert.equal(fake.log.filter((line) => list.test(line)).length, 3);
  },
  async "a report of 10,000 rows is cut to what a comment may hold"() {
    delivered(await job.notify(huge, toComment));
    const { body } = fake.comments[0];
    assert.ok(body.length > 30_000 && body.length <= 65_536, `${body.length} characters`);
    assert.match(body, /actions\/runs\/4711/);
  },
  async "a rate limit is waited for"() {
    fake.fail(create, { status: 429, headers: { "Retry-After": "1" }, json: { message: "slow down" } });
    fake.fail(list, { status: 403, headers: { "Retry-After": "1" }, json: { message: "You have exceeded a secondary rate limit" } });
    delivered(await job.notify(quiet, toComment));
    assert.equal(fake.comments.length, 1);
  },
  async "a failure of the server is tried again"() {
    fake.fail(list, { status: 502, text: "<html>Unicorn!</html>" });
    fake.fail(create, { status: 503, json: { message: "no" } });
    delivered(await job.notify(quiet, toComment));
    assert.equal(fake.comments.length, 1);
  },
  async "a broken line neither loses nor doubles the comment"() {
    for (const fault of ["reset", "lost", "cut", "half-closed", "slow"]) {
      fake.forget();
      fake.fail(list, fault);
      fake.fail(create, fault);
      delivered(await job.notify(quiet, toComment, direct));
      assert.equal(fake.comments.length, 1, fault);
      fake.fail(edit, fault);
      delivered(await job.notify(loud, toComment, direct));
      assert.equal(fake.comments.length, 1, fault);
      assert.match(fake.comments[0].body, /regress/);
    }
  },
  async "each of GitHub's refusals is a sentence with the way out"() {
    const refusals = [
      [{ status: 401, json: { message: "Bad credentials" } }, /GITHUB_TOKEN/],
      [{ status: 403, json: { message: "Resource not accessible by integration" } }, /permissions: pull-requests: write/],
      [{ status: 404, json: { message: "Not Found" } }, /o\/r/],
      [{ status: 410, json: { message: "Issues are disabled" } }, /switched off/],
      [{ status: 422, json: { message: "Validation Failed" } }, /Validation Failed/],
      [{ status: 429, headers: { "Retry-After": "3600" }, json: { message: "slow down" } }, /rate limit .* after \d\d:\d\d:\d\d UTC/],
      [{ status: 301, headers: { Location: "https://evil.example/" }, json: {} }, /GITHUB_REPOSITORY/],
    ];
    for (const [how, what] of refusals) {
      fake.forget();
      fake.fail(create, how);
      refused(await job.notify(quiet, toComment, direct), what);
      assert.equal(fake.comments.length, 0);
    }
  },
  async "a fork's read-only token is explained"() {
    fake.fail(create, { status: 403, json: { message: "Resource not accessible by integration" } });
    refused(await job.notify(quiet, toComment, { GITHUB_EVENT_PATH: forkEvent }), /fork.*workflow_run/);
  },
  async "a fork's pull request is found by its commit or its branch, and by no other's"() {
    const payload = (head_sha) => job.write("workflow_run.json", { workflow_run: { head_sha, head_branch: "topic", head_repository: { full_name: "mallory/r" }, pull_requests: [{ number: 1 }] }, repository: { full_name: "o/r" } });
    for (const repository of ["o/r", "mallory/r"]) {
      fake.comments = [];
      fake.code.pulls[0].repository = repository;
      delivered(await job.notify(quiet, toComment, { GITHUB_EVENT_PATH: payload(SHA) }));
      assert.equal(fake.comments.length, 1);
    }
    refused(await job.notify(quiet, toComment, { GITHUB_EVENT_PATH: payload("f".repeat(40)) }), /no open pull request/, 3);
  },
  async "a wrong token is refused by GitHub, not shown"() {
    refused(await job.notify(quiet, toComment, { GITHUB_TOKEN: "ghs_another0planted0secret" }), /401/);
  },
  async "an unreachable GitHub is given up in time"() {
    refused(await job.notify(quiet, ["--to", "github-comment", "--retry-for", "1s"], { GITHUB_API_URL: "http://127.0.0.1:1" }), /HTTPS_PROXY/);
  },
  async "what is missing in the environment is named"() {
    for (const name of ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
      refused(await job.notify(quiet, toComment, { [name]: "" }), new RegExp(name), 3);
    refused(await job.notify(quiet, toSlack, { SLACK_WEBHOOK_URL: "" }), /SLACK_WEBHOOK_URL/, 3);
    refused(await job.notify(quiet, toComment, { GITHUB_API_URL: "http://api.example" }), /https/, 3);
  },
  async "the token may come from a file"() {
    const file = job.write("token", `${BOT_TOKEN}\n`);
    delivered(await job.notify(quiet, [...toComment, "--token-file", file], { GITHUB_TOKEN: "" }));
  },
  async "a dry run sends nothing and shows no secret"() {
    const outcome = await job.notify(loud, ["--to", "github-comment", "--to", "slack", "--dry-run"]);
    delivered(outcome);
    assert.match(outcome.out, /^POST .*\/repos\/o\/r\/issues\/7\/comments$/m);
    assert.match(outcome.out, /"body":"<!-- pawl:default@bare -->/);
    assert.deepEqual(fake.log, []);
  },
  async "a report is one check run, and another report another"() {
    for (const content of [loud, loud, quiet]) delivered(await job.notify(content, ["--to", "github-check"]));
    assert.deepEqual(fake.checks.map(({ head_sha, conclusion }) => [head_sha, conclusion]), [[SHA, "failure"], [SHA, "success"]]);
  },
  async "a check run is in progress until all its annotations are there, fifty a request"() {
    delivered(await job.notify(huge, ["--to", "github-check"]));
    const [{ conclusion, status, output }] = fake.checks;
    assert.deepEqual([conclusion, status, output.annotations_count], ["failure", "completed", 100]);
    assert.equal(fake.log.filter((line) => /^(POST|PATCH) .*check-runs/.test(line)).length, 2);
  },
  async "a commit's status is red when a benchmark regressed"() {
    delivered(await job.notify(loud, ["--to", "github-status"]));
    delivered(await job.notify(quiet, ["--to", "github-status"]));
    assert.deepEqual(fake.statuses.map(({ state }) => state), ["failure", "success"]);
    assert.equal(new Set(fake.statuses.map(({ context }) => context)).size, 1);
  },
  async "a regression of the default branch opens one issue, which its end closes"() {
    const onMain = { GITHUB_REF: "refs/heads/main", GITHUB_EVENT_PATH: pushEvent };
    for (const content of [quiet, loud, huge]) delivered(await job.notify(content, ["--to", "github-issue"], onMain));
    const fork = { event: "pull_request", head_sha: SHA, head_branch: "main", head_repository: { full_name: "mallory/r" } };
    const behind = job.write("fork_run.json", { workflow_run: fork, repository: { full_name: "o/r", default_branch: "main" } });
    delivered(await job.notify(quiet, ["--to", "github-issue"], { ...onMain, GITHUB_EVENT_PATH: behind }));
    assert.deepEqual(fake.issues.map(({ state }) => state), ["open"]);
    delivered(await job.notify(quiet, ["--to", "github-issue"], onMain));
    assert.deepEqual(fake.issues.map(({ state }) => state), ["closed"]);
    delivered(await job.notify(loud, ["--to", "github-issue"]));
    assert.equal(fake.issues.length, 1, "a pull request's regression is none of the default branch");
  },
  async "a fault neither loses nor doubles a check run, a status or an issue"() {
    const onMain = { ...direct, GITHUB_REF: "refs/heads/main", GITHUB_EVENT_PATH: pushEvent };
    const limit = { status: 403, headers: { "Retry-After": "1" }, json: { message: "secondary rate limit" } };
    for (const [destination, look, write, made, faults] of [
      ["github-check", /^GET .*check-runs/, /^POST .*check-runs/, "checks", [limit, "lost", "half-closed"]],
      ["github-status", /^GET .*statuses/, /^POST .*statuses/, "statuses", ["slow", "reset", { status: 503, json: {} }]],
      ["github-issue", /^GET .*issues/, /^POST .*issues/, "issues", ["half-closed", "cut", limit]],
    ]) {
      fake.forget();
      faults.forEach((how, i) => fake.fail(i ? write : look, how));
      delivered(await job.notify(loud, ["--to", destination, "--retry-for", "20s"], onMain));
      assert.equal(fake[made].length, 1, destination);
    }
  },
  async "a message to Slack keeps Slack's types and limits"() {
    for (const content of [quiet, loud, huge, report([])]) delivered(await job.notify(content, toSlack));
    assert.equal(fake.messages.length, 4);
    for (const message of fake.messages) {
      assert.ok(isSlackMessage(message), JSON.stringify(isSlackMessage.errors?.slice(0, 3)));
      assert.ok(JSON.stringify(message.blocks ?? []).length <= 12_000, "msg_blocks_too_long");
    }
  },
  async "Slack's limits and failures are waited for"() {
    fake.fail(slack, { status: 429, headers: { "Retry-After": "1" }, text: "rate_limited" });
    fake.fail(slack, { status: 503, text: "service_unavailable" });
    delivered(await job.notify(quiet, toSlack));
    assert.equal(fake.messages.length, 1);
  },
  async "each of Slack's refusals is a sentence with the way out"() {
    for (const [status, word, what] of [
      [404, "no_service", /SLACK_WEBHOOK_URL/],
      [400, "invalid_payload", /--dry-run/],
      [404, "channel_not_found", /channel/],
      [410, "channel_is_archived", /archived/],
    ]) {
      fake.fail(slack, { status, text: word });
      refused(await job.notify(quiet, toSlack), what);
    }
  },
  async "a message that may have arrived is not sent twice"() {
    fake.fail(slack, "lost");
    refused(await job.notify(quiet, toSlack), /may have arrived/);
    assert.equal(fake.messages.length, 1);
  },
  async "one destination's failure does not keep the others waiting"() {
    fake.fail(create, { status: 404, json: { message: "Not Found" } });
    refused(await job.notify(quiet, [...toComment, "--to", "slack", "--quiet"]), /404/);
    assert.equal(fake.messages.length, 1);
  },
  async "what could not be delivered waits in the outbox, without a secret"() {
    const outbox = ["--outbox", job.path("outbox")];
    const down = { GITHUB_API_URL: "http://127.0.0.1:1", SLACK_WEBHOOK_URL: "http://127.0.0.1:1/planted0secret" };
    const both = ["--to", "github-comment", "--to", "slack", "--retry-for", "0s"];
    assert.equal((await job.notify(loud, [...both, ...outbox], down)).status, 5);
    const letters = fs.readdirSync(job.path("outbox"));
    assert.equal(letters.length, 2);
    for (const letter of letters) assert.doesNotMatch(fs.readFileSync(job.path(`outbox/${letter}`), "utf8"), /planted0secret|127\.0\.0\.1/);
    delivered(await job.pawl(["notify", "--flush", ...outbox], { GITHUB_EVENT_PATH: "" }));
    assert.equal(fake.comments.length, 1);
    assert.equal(fake.messages.length, 1);
    assert.deepEqual(fs.readdirSync(job.path("outbox")), []);
    delivered(await job.pawl(["notify", "--flush", ...outbox]));
    assert.equal(fake.messages.length, 1);
  },
  async "a delivery killed at any moment, again and again, loses and doubles nothing"() {
    const outbox = ["--outbox", job.path("outbox")];
    fs.mkdirSync(job.path("outbox"), { recursive: true });
    const waiting = () => fs.readdirSync(job.path("outbox")).filter((name) => name.endsWith(".json"));
    const suites = Array.from({ length: MESSAGES }, (_, i) => `suite-${i}`);
    const suiteOf = (letter) => JSON.parse(JSON.parse(fs.readFileSync(job.path(`outbox/${letter}`))).report).suite;
    fake.slowness = 10; // so that many moments lie between a request and its answer
    const started = performance.now();
    delivered(await job.notify(quiet, toComment, direct));
    const usual = performance.now() - started;
    fake.comments = [];

    const accepted = new Set();
    for (let kill = 0; kill < KILLS; kill++) {
      // All over the time that one message takes and a little beyond, in no order.
      const at = (1.3 * usual * (((kill * 37) % KILLS) + Math.random())) / KILLS;
      const suite = suites[kill % MESSAGES];
      const isNew = !accepted.has(suite);
      const { status } = isNew ? await job.notify({ ...quiet, suite }, [...toComment, ...outbox], direct, at) : await job.pawl(["notify", "--flush", ...outbox], direct, at);
      if (isNew && status === 0) accepted.add(suite);
      for (const letter of waiting()) accepted.add(suiteOf(letter));
    }
    for (const suite of suites.filter((each) => !accepted.has(each)))
      assert.notEqual((await job.notify({ ...quiet, suite }, ["--to", "github-comment", "--retry-for", "0s", ...outbox], { GITHUB_API_URL: "http://127.0.0.1:1" })).status, 0);
    delivered(await job.pawl(["notify", "--flush", ...outbox], direct));
    const arrived = fake.comments.map(({ body }) => body.match(/^<!-- pawl:(.*)@bare -->/)[1]);
    assert.deepEqual(arrived.toSorted(), suites.toSorted(), "none lost, none doubled");
    assert.deepEqual(waiting(), []);
  },
  async "a step's summary, outputs and annotations are written"() {
    const files = { GITHUB_STEP_SUMMARY: job.write("summary.md", "before\n"), GITHUB_OUTPUT: job.write("output", "") };
    const outcome = await job.notify(huge, ["--to", "step-summary"], files);
    delivered(outcome);
    const summary = fs.readFileSync(files.GITHUB_STEP_SUMMARY);
    assert.ok(summary.toString().startsWith("before\n") && summary.length <= 1 << 20);
    assert.match(fs.readFileSync(files.GITHUB_OUTPUT, "utf8"), /^verdict<<(pawl-[0-9a-f]{16})\nfail\n\1\n/);
    assert.equal(outcome.err.match(/^::error /gm).length, 10);
  },
  async "GitHub's own description and Slack's types would find a wrong request"() {
    const seen = prism.log;
    const check = { name: "n", head_sha: SHA, status: "completed", conclusion: "success", output: { title: "t", summary: "s" } };
    const wrong = [
      ["issues/7/comments", { text: "x" }],
      ["issues/7/comments", { body: "x".repeat(65_537) }],
      ["issues", { title: "t", body: "x".repeat(65_537) }],
      ["check-runs", { ...check, conclusion: "fail" }],
      ["check-runs", { ...check, conclusion: undefined }],
      [`statuses/${SHA}`, { state: "success", context: "c", description: "x".repeat(141) }],
    ];
    for (const [where, content] of wrong) {
      const headers = { Authorization: `Bearer ${BOT_TOKEN}`, "Content-Type": "application/json" };
      const { status } = await fetch(`${prism.url}/repos/o/r/${where}`, { method: "POST", headers, body: JSON.stringify(content) });
      assert.equal(status, 422, where);
    }
    while (prism.violations().length < wrong.length) await new Promise((resolve) => setTimeout(resolve, 10));
    prism.log = seen;
    const text = (words, type = "mrkdwn") => ({ text: "t", blocks: [{ type: "section", text: { type, text: words } }] });
    assert.ok(isSlackMessage(text("x")));
    for (const message of [text(""), text("x".repeat(3001)), text("x", "markdown"), { text: "t", blocks: [{ type: "section" }] }, { blocks: [] }])
      assert.ok(!isSlackMessage(message), JSON.stringify(message).slice(0, 100));
  },
  async "no request or answer breaks GitHub's own description"() {
    assert.deepEqual(prism.violations(), []);
    assert.match(prism.log, /POST.*comments/i);
  },
  async "no secret was ever said"() {
    assert.doesNotMatch(job.said, /planted0secret/);
    assert.doesNotMatch(prism.log.replace(/authorization.*/gi, ""), /planted0secret.*slack/);
  },
};

await tell(laws, {
  before: () => fake.forget(),
  close() {
    fake.close();
    prism.close();
    job.close();
  },
});
