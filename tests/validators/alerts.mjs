// usage: node alerts.mjs DIRECTORY PAWL
// One alert is the same in Slack's threads, in the GitHub issue and in Alertmanager, from its opening
// to its end. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { BOT_TOKEN, FakeGithub } from "./fake_github.mjs";
import { FakeServices } from "./fake_services.mjs";
import { BOT, CHANNEL, FakeSlack } from "./fake_slack.mjs";
import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";

const [, , directory, program] = process.argv;
const Ajv = createRequire(`${directory}/`)("ajv").default;
const isSlackMessage = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(fs.readFileSync(path.join(directory, "slack.schema.json"))));

const fakes = { github: new FakeGithub(directory), services: new FakeServices(), slack: new FakeSlack() };
const { github, services, slack } = fakes;
for (const fake of Object.values(fakes)) await fake.listen();
const job = new Job(path.resolve(program), {
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: "o/r",
  GITHUB_REF: "refs/heads/main",
  GITHUB_TOKEN: BOT_TOKEN,
  ALERTMANAGER_URL: services.webUrl,
  SLACK_API_URL: slack.url,
  SLACK_BOT_TOKEN: BOT,
  SLACK_CHANNEL: CHANNEL,
});
const everywhere = ["--to", "slack", "--to", "github-issue", "--to", "alertmanager"];
const toSlack = ["--to", "slack", "--retry-for", "20s"];
const on = (commit, verdict, names = ["token/small"]) => report([...names.map((name) => row(name, verdict, verdict === "regression" ? 1.2 : 1)), row("token/other")], { commit: commit.repeat(40) });

async function delivered(content, words = everywhere) {
  const outcome = await job.notify(content, words);
  assert.equal(outcome.status, 0, outcome.err);
}

/// The fingerprints that are open at each place.
const openInSlack = () => slack.roots().map(({ metadata }) => metadata.event_payload).filter(({ state }) => state === "open").map(({ fingerprint }) => fingerprint).sort();
const openAtAlertmanager = () => [...services.alerts.values()].map(({ labels }) => labels.pawl_fingerprint).sort();
const openInIssues = () => github.issues.filter(({ state }) => state === "open").flatMap(({ body }) => body.split("\n")[1].match(/[0-9a-f]{32}/g)).sort();

function assertOpen(count) {
  assert.deepEqual([openInSlack().length, github.issues.filter(({ state }) => state === "open").length], [count, count ? 1 : 0]);
  assert.deepEqual(openAtAlertmanager(), openInSlack());
  assert.deepEqual(openInIssues(), openInSlack());
}

const laws = {
  async "an alert opens, is not told anew, survives doubt, and ends, everywhere alike"() {
    await delivered(on("a", "regression"));
    assertOpen(1);
    await delivered(on("a", "regression"));
    assert.equal(slack.messages.length, 1);
    for (const verdict of ["inconclusive", "missing"]) {
      await delivered(on("b", verdict));
      assertOpen(1);
    }
    await delivered(on("c", "unchanged"));
    assertOpen(0);
    assert.equal(github.issues.length, 1);
    await delivered(on("d", "regression"));
    assertOpen(1);
    assert.equal(slack.roots().length, 2, "another time is another message");
  },
  async "of two alerts each ends by itself"() {
    await delivered(on("a", "regression", ["one", "two", "three"]));
    assertOpen(3);
    await delivered(report([row("one"), row("two", "regression", 1.2), row("three", "inconclusive")], { commit: "b".repeat(40) }));
    assertOpen(2);
  },
  async "a suite that shifts as a whole is one alert"() {
    await delivered(on("a", "regression", Array.from({ length: 12 }, (_, i) => `b${i}`)));
    assertOpen(1);
  },
  async "a thread tells each commit once, until somebody acknowledges"() {
    await delivered(on("a", "regression"), toSlack);
    const [{ ts }] = slack.messages;
    for (const commit of ["b", "b", "c"]) await delivered(on(commit, "regression"), toSlack);
    assert.equal(slack.replies(ts).length, 2);
    slack.messages[0].reactions = [{ name: "eyes", users: ["U123"], count: 1 }];
    await delivered(on("d", "regression"), toSlack);
    assert.equal(slack.replies(ts).length, 2);
    assert.match(JSON.stringify(slack.roots()[0].blocks), /acknowledged by <@U123>/);
    await delivered(on("e", "unchanged"), toSlack);
    assert.equal(slack.replies(ts).length, 3);
    assert.match(slack.roots()[0].text, /Resolved/);
  },
  async "a fault of the line or of Slack neither loses nor doubles a message"() {
    const limit = { status: 429, headers: { "Retry-After": "1" } };
    const methods = ["conversations.history", "chat.postMessage", "conversations.replies", "chat.postMessage", "chat.update"];
    for (const faults of [["internal_error", "lost", limit, "half-closed", "lost"], ["half-closed", limit, "lost", "lost", { status: 503 }]]) {
      slack.forget();
      faults.slice(0, 2).forEach((how, i) => slack.fail(methods[i], how));
      await delivered(on("a", "regression"), toSlack);
      faults.slice(2).forEach((how, i) => slack.fail(methods[i + 2], how));
      await delivered(on("b", "unchanged"), toSlack);
      assert.deepEqual([slack.roots().length, slack.messages.length, openInSlack().length, slack.failures], [1, 2, 0, []]);
    }
  },
  async "a delivery killed at any moment is taken up without a message lost or doubled"() {
    const outbox = ["--outbox", job.path("outbox")];
    const names = ["one", "two", "three"];
    const content = on("a", "regression", names);
    for (let kill = 0; kill < 8; kill++) await job.notify(content, [...toSlack, ...outbox], {}, 20 + 250 * kill * Math.random());
    const outcome = await job.notify(content, [...toSlack, ...outbox]);
    assert.equal(outcome.status, 0, outcome.err);
    assert.equal(slack.roots().length, names.length);
    assert.equal(new Set(openInSlack()).size, names.length);
  },
  async "each of Slack's refusals is a sentence with the way out"() {
    for (const [word, what] of [["invalid_auth", /SLACK_BOT_TOKEN/], ["not_in_channel", /invite/], ["missing_scope", /channels:history/], ["is_archived", /archived/]]) {
      slack.fail("conversations.history", word);
      const outcome = await job.notify(on("a", "regression"), toSlack);
      assert.equal(outcome.status, 5, outcome.err);
      assert.match(outcome.err, what);
    }
    assert.match((await job.notify(on("a", "regression"), toSlack, { SLACK_CHANNEL: "#perf" })).err, /SLACK_CHANNEL/);
  },
  async "what is written keeps Slack's types and limits, and does nothing of its own"() {
    const attack = "<!channel> <@U1> <https://evil.example|x> @everyone *b* `c` \u001b[31m\u0000 ".repeat(2000);
    await delivered(report(Array.from({ length: 7 }, (_, i) => row(`${attack}${i}`, "regression", 1.2)), { suite: attack, testbed: attack, commit: attack }), toSlack);
    await delivered(report(Array.from({ length: 7 }, (_, i) => row(`${attack}${i}`)), { suite: attack, testbed: attack, commit: attack.slice(20) }), toSlack);
    assert.ok(slack.written.length >= 2, `${slack.written.length}`);
    for (const { body } of slack.written) {
      const { metadata, ts, ...message } = body;
      assert.ok(isSlackMessage(message), JSON.stringify(isSlackMessage.errors?.slice(0, 3)));
      assert.doesNotMatch(JSON.stringify([body.text, body.blocks]), /<[!@#h]|\\u0000|\\u001b/);
      assert.ok(JSON.stringify(metadata).length < 8000);
    }
  },
  async "no secret was ever said"() {
    assert.doesNotMatch(job.said, /planted0secret/);
  },
};

await tell(laws, {
  before() {
    for (const fake of Object.values(fakes)) fake.forget();
    fs.rmSync(job.path("outbox"), { recursive: true, force: true });
  },
  close() {
    for (const fake of Object.values(fakes)) fake.close();
    job.close();
  },
});
