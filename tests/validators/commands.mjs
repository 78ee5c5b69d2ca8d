// usage: node commands.mjs DIRECTORY PAWL
// `pawl command` as a GitHub App, against a GitHub that checks the App's signature and refuses a
// file's change that does not name what it changes; each request and answer is checked by GitHub's
// own description. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import path from "node:path";

import { HEAD } from "./fake_code.mjs";
import { FakeGithub } from "./fake_github.mjs";
import { tell } from "./laws.mjs";
import { Job } from "./pawl.mjs";
import { Prism } from "./prism.mjs";

const [, , directory, program] = process.argv;
const BASELINE = "baselines/committed/bare/default.json";
const IGNORED = "baselines/committed/suppressions.json";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" });

const fake = new FakeGithub(directory);
await fake.listen();
const prism = await Prism.before(fake.url, directory);
fake.publicUrl = prism.url;
const { code } = fake;
code.publicKey = publicKey;

const job = new Job(path.resolve(program), {
  GITHUB_API_URL: prism.url,
  GITHUB_REPOSITORY: "o/r",
  PAWL_APP_ID: "4711",
  PAWL_APP_KEY: pem,
});
job.environment.GITHUB_TOKEN_FILE = job.write("token", "nobody's: an App goes before it");
/// The line of the fake past the proxy, for faults of the line itself.
const direct = { GITHUB_API_URL: fake.url };
const series = (value) => [{ benchmark: "token/small", metric: "wall_time", unit: "s", better: "lower", samples: [[value], [value * 1.01]] }];
const measured = (commit, value = 0.1) => ({ format: "pawl-run", version: 1, suite: "default", testbed: "bare", commit, branch: "topic", time: "2026-11-23T22:41:05Z", machine: {}, series: series(value) });

async function say(body, { login = "me", isPull = true, commit = HEAD, value, environment = {} } = {}) {
  const issue = isPull ? { number: 7, pull_request: { url: "x" } } : { number: 7 };
  const event = job.write("event.json", { action: "created", issue, comment: { id: 5, body, user: { login, type: "User" } } });
  const outcome = await job.pawl(["command", "--event", event, "--run", job.write("run.json", measured(commit, value))], environment);
  assert.equal(outcome.status, 0, outcome.err);
  return fake.comments.at(-1)?.body ?? "";
}
/// What the base has: an acceptance is of a suite and testbed that it knows.
const based = { [BASELINE]: JSON.stringify({ format: "pawl-baseline", version: 1, suite: "default", testbed: "bare", sessions: {}, series: [] }) };
const files = (branch) => code.branches[branch].files;
const nothingChanged = () => {
  assert.deepEqual([files("topic"), files("main"), code.reruns, code.pulls.length], [{}, based, [], 1]);
  assert.deepEqual(Object.keys(code.branches), ["main", "topic"]);
};

const laws = {
  async "a writer's acceptance is committed to the branch, and again over it"() {
    assert.match(await say("/pawl accept reason: slower, but safe"), /Accepted/);
    assert.match(files("topic")[BASELINE], /slower, but safe/);
    fake.comments = [];
    assert.match(await say("/pawl accept token/small reason: better still", { value: 0.2 }), /Accepted/);
    assert.match(files("topic")[BASELINE], /better still/);
    assert.deepEqual(code.reactions, ["+1", "+1"]);
  },
  async "a command read twice is answered once"() {
    await say("/pawl help");
    await say("/pawl help");
    assert.equal(fake.comments.length, 1);
  },
  async "a stranger gets a polite no and changes nothing"() {
    for (const command of ["accept reason: mine", "rerun", "confirm", "ignore token/small until 2099-01-01 reason: mine"]) {
      fake.comments = [];
      assert.match(await say(`/pawl ${command}`, { login: "mallory" }), /Thank you, but/);
    }
    nothingChanged();
  },
  async "who may only read is a stranger"() {
    code.permissions.reader = "read";
    assert.match(await say("/pawl accept reason: mine", { login: "reader" }), /Thank you, but/);
    nothingChanged();
  },
  async "on a plain issue nothing happens"() {
    await say("/pawl accept reason: x", { isPull: false });
    assert.deepEqual([fake.comments, code.reactions], [[], []]);
    nothingChanged();
  },
  async "another commit's run is refused"() {
    assert.match(await say("/pawl accept reason: x", { commit: "f".repeat(40) }), /another commit/);
    nothingChanged();
  },
  async "a run of a machine that the base has no baseline of is refused"() {
    delete files("main")[BASELINE];
    assert.match(await say("/pawl accept reason: x"), /`default on bare`, which has no baseline on `main`/);
    assert.deepEqual([files("topic"), files("main")], [{}, {}]);
  },
  async "a fork's acceptance is proposed to the base by one pull request"() {
    code.pulls[0].repository = "mallory/r";
    assert.match(await say("/pawl accept reason: slower, but safe"), /#101/);
    assert.match(files("pawl/accept-7-5")[BASELINE], /slower, but safe/);
    assert.deepEqual(code.pulls.map(({ head, base }) => `${head} → ${base}`), ["topic → main", "pawl/accept-7-5 → main"]);
    assert.deepEqual([files("main"), files("topic")], [based, {}]);
    await say("/pawl accept reason: slower, but safe");
    assert.equal(code.pulls.length, 2, "a command read twice proposes once");
  },
  async "into a protected branch it is proposed, too"() {
    const refused = (status, message) => ({ status, json: { message } });
    const demanded = refused(409, "Could not create file: Changes must be made through a pull request.");
    for (const refusals of [[refused(403, "Resource not accessible by integration")], [demanded, demanded]]) {
      fake.forget();
      Object.assign(files("main"), based);
      for (const refusal of refusals) fake.fail(/^PUT /, refusal);
      // Past the proxy: GitHub describes its 409 as one of two schemas, and any answer fits both.
      assert.match(await say("/pawl accept reason: slower, but safe", { environment: direct }), /#101/);
      assert.deepEqual([Object.keys(files("pawl/accept-7-5")), files("topic")], [[BASELINE], {}]);
    }
  },
  async "a regression is ignored until a day, with its owner and reason"() {
    assert.match(await say("/pawl ignore token/small until 2027-06-30 reason: upstream fixes it"), /until 2027-06-30/);
    const { suppressions } = JSON.parse(files("topic")[IGNORED]);
    assert.deepEqual(
      suppressions.map(({ benchmark, owner, reason, expires }) => [benchmark, owner, reason, expires]),
      [["token/small", "me", "upstream fixes it", "2027-06-30"]],
    );
  },
  async "what is ignored without end, without reason or by a wrong name is not ignored"() {
    for (const [command, what] of [
      ["ignore token/small reason: x", /until/],
      ["ignore token/small until tomorrow reason: x", /until/],
      ["ignore token/small until 2020-01-01 reason: x", /until/],
      ["ignore token/small until 2027-06-30", /reason/],
      ["ignore token/smal until 2027-06-30 reason: x", /no benchmark/],
      ["ignore until 2027-06-30 reason: x", /benchmark/],
    ]) {
      fake.comments = [];
      assert.match(await say(`/pawl ${command}`), what, command);
    }
    nothingChanged();
  },
  async "a rerun starts the head's workflow, a confirmation its last job alone"() {
    await say("/pawl rerun");
    fake.comments = [];
    await say("/pawl confirm");
    assert.deepEqual(code.reruns, ["runs/3", "jobs/32"]);
  },
  async "where nothing was in doubt nothing is confirmed"() {
    code.runs[0].jobs[1].conclusion = "skipped";
    assert.match(await say("/pawl confirm"), /nothing/);
    assert.deepEqual(code.reruns, []);
  },
  async "a broken line, a limit and a failing server neither lose nor double what was asked"() {
    const limit = { status: 429, headers: { "Retry-After": "1" }, json: {} };
    const lines = [/^POST .*\/git\/refs/, /^PUT /, /^POST .*\/pulls/, /^POST .*\/comments$/];
    for (const faults of [["reset", "lost", "half-closed", "cut"], ["slow", limit, { status: 502, text: "<html>" }, "lost"]]) {
      fake.forget();
      Object.assign(files("main"), based);
      code.pulls[0].repository = "mallory/r";
      faults.forEach((how, i) => fake.fail(lines[i], how));
      await say("/pawl accept reason: x", { environment: direct });
      assert.deepEqual([code.pulls.length, fake.comments.length, Object.keys(code.branches).length], [2, 1, 3]);
      assert.match(files("pawl/accept-7-5")[BASELINE], /"x"/);
      assert.deepEqual(fake.failures, []);
    }
  },
  async "no request or answer breaks GitHub's own description"() {
    assert.deepEqual(prism.violations(), []);
    for (const route of [/access_tokens/, /permission/, /contents/, /git\/refs/, /reactions/, /\/pulls/, /rerun/]) assert.match(prism.log, route);
  },
  async "neither key nor token was ever said"() {
    assert.ok(!job.said.includes("planted0secret") && !job.said.includes(pem.split("\n")[1]));
  },
};

await tell(laws, {
  before() {
    fake.forget();
    Object.assign(files("main"), based);
  },
  close() {
    fake.close();
    prism.close();
    job.close();
  },
});
