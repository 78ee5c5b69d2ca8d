// usage: node executed.mjs DIRECTORY PAWL
// The action and the workflows that `pawl init` writes are executed on this machine, in a repository
// with a planted slowdown, with GitHub's own payloads, against a fake GitHub. Closes with
// "N passed, N failed".
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { BOT_TOKEN, FakeGithub } from "./fake_github.mjs";
import { JobRunner } from "./job_runner.mjs";
import { tell } from "./laws.mjs";

const [, , directory, given] = process.argv;
const program = path.resolve(given);
const root = fileURLToPath(new URL("../..", import.meta.url));
const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "pawl-executed-")));
const examples = createRequire(`${directory}/`)("@octokit/webhooks-examples/api.github.com/index.json");
const BASELINE = "baselines/committed/ci/default.json";

/// A program that prints how long it took: what a benchmark would, but the same on any machine, within
/// a thousandth.
const project = path.join(work, "project");
const source = (milliseconds) => `#!/bin/sh\necho "t=$((${milliseconds}00000 + $(od -An -N2 -tu2 /dev/urandom) % 97)) us"\n`;
const configuration = `testbed = "ci"
[policy]
metrics = ["t"]
[run]
yardstick = false
[[benchmark]]
name = "loop"
command = ["./built"]
launches = 20
metrics = [{ name = "t", regex = "t=([0-9]+)", unit = "us" }]
[[benchmark]]
name = "same"
command = ["./same"]
launches = 20
metrics = [{ name = "t", regex = "t=([0-9]+)", unit = "us" }]
`;

const run = (command, words, cwd = project) =>
  execFileSync(command, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env.PATH, HOME: work, GIT_CONFIG_NOSYSTEM: "1" } }).trim();
const git = (...words) => run("git", ["-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "init.defaultBranch=main", ...words]);
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
  fs.writeFileSync(path.join(project, name), text, { mode: 0o755 });
};
function commit(message) {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
  return git("rev-parse", "HEAD");
}

/// main: without a baseline, then with one, measured thirty days too late; topic: slower by half.
fs.mkdirSync(project);
git("init", "--quiet");
run(program, ["init"]);
write("pawl.toml", configuration);
write(".gitignore", "/built\n/run.json\n");
write("source", source(1));
write("same", source(1));
const workflows = path.join(project, ".github/workflows");
for (const name of fs.readdirSync(workflows)) {
  const text = fs.readFileSync(path.join(workflows, name), "utf8");
  fs.writeFileSync(path.join(workflows, name), text.replace("BUILD: ''", "BUILD: cp source built"));
}
const bare = commit("A program");
const baselineMeasured = (time) => {
  run("cp", ["source", "built"]);
  run(program, ["run", "-q", "-o", "run.json"]);
  const measured = JSON.parse(fs.readFileSync(path.join(project, "run.json")));
  write("run.json", JSON.stringify({ ...measured, time: time ?? measured.time }));
  run(program, ["baseline", "update", "-q", "--anyway", "run.json"]);
};
git("checkout", "--quiet", "-b", "old", bare);
baselineMeasured("2020-01-01T00:00:00Z");
const stale = commit("A baseline of long ago");
git("checkout", "--quiet", "main");
baselineMeasured();
const base = commit("A baseline");
const branched = (name, from, milliseconds) => {
  git("checkout", "--quiet", "-b", name, from);
  write("source", source(milliseconds) + `# ${name}\n`);
  return commit(name);
};
const topic = branched("topic", base, 2);
const equal = branched("equal", base, 1);
const withoutBaseline = branched("early", bare, 1);
const slowOnStale = branched("late", stale, 2);
git("checkout", "--quiet", "main");

const fake = new FakeGithub(directory);
await fake.listen();

/// Artifacts by name, of one run of the workflow.
const artifacts = path.join(work, "artifacts");
const played = {
  "actions/checkout"(given, job) {
    assert.equal(given["persist-credentials"], "false");
    if (given.path) return fs.symlinkSync(root, path.join(job.workspace, given.path));
    run("git", ["clone", "--quiet", project, "."], job.workspace);
    run("git", ["checkout", "--quiet", "--detach", given.ref || "origin/main"], job.workspace);
    if (given["fetch-depth"] !== "0") fs.writeFileSync(path.join(job.workspace, ".git/shallow"), run("git", ["rev-parse", "HEAD"], job.workspace) + "\n");
  },
  /// It brings the program that is being tested.
  "actions/cache/restore"(given, job) {
    assert.match(given.key, /^pawl-\w+-[\d.]+-\w+-[0-9a-f]{32}$/);
    assert.equal(given.path, path.join(job.temp, "pawl-bin"));
    fs.mkdirSync(given.path);
    fs.symlinkSync(program, path.join(given.path, "pawl"));
    return { "cache-hit": "true" };
  },
  "actions/upload-artifact"(given, job) {
    const place = path.join(artifacts, given.name);
    assert.ok(!fs.existsSync(place) || given.overwrite === "true", "an artifact is there already");
    fs.rmSync(place, { recursive: true, force: true });
    fs.mkdirSync(place, { recursive: true });
    for (const name of given.path.trim().split(/\s+/)) if (fs.existsSync(path.join(job.workspace, name))) fs.copyFileSync(path.join(job.workspace, name), path.join(place, name));
  },
  "actions/download-artifact"(given, job) {
    const to = given.path || job.workspace;
    if (given.pattern) {
      assert.equal(given["merge-multiple"], "true");
      const pattern = new RegExp(`^${given.pattern.replace("*", ".*")}$`);
      for (const name of fs.readdirSync(artifacts).filter((each) => pattern.test(each))) fs.cpSync(path.join(artifacts, name), to, { recursive: true });
      return;
    }
    fs.cpSync(path.join(artifacts, given.name), to, { recursive: true });
  },
};

/// GitHub's own command line, as far as the workflows use it.
const bin = path.join(work, "bin");
fs.mkdirSync(bin);
fs.writeFileSync(path.join(bin, "gh"), `#!/bin/bash
set -eu
case $1 in
  api) curl --fail --silent -H "Authorization: Bearer $GH_TOKEN" "$GITHUB_API_URL/$2" | jq -r "$4" ;;
  run) [ "$2 $4 $6 $8" = "download --repo --name --dir" ]; mkdir -p "$9"; cp ${artifacts}/"$7"/* "$9" ;;
esac
`, { mode: 0o755 });

const runner = await new JobRunner({ directory, actions: played, work, environment: { GITHUB_API_URL: fake.url, PATH: `${bin}:${process.env.PATH}` } }).start();
const workflow = (name) => path.join(workflows, name);
const example = (name, action) => structuredClone(examples.find((each) => each.name === name).examples.find((each) => each.action === action));
const here = (payload) => {
  Object.assign(payload.repository, { full_name: "o/r", default_branch: "main" });
  return payload;
};

/// pawl.yml on a pull request of that head; its token may only read, so that it gets none that works.
async function measure(head, { base: branch = base, file = workflow("pawl.yml"), only, attempt } = {}) {
  if (!only) fs.rmSync(artifacts, { recursive: true, force: true });
  const payload = here(example("pull_request", "opened"));
  Object.assign(payload.pull_request.head, { sha: head });
  Object.assign(payload.pull_request.base, { sha: branch });
  return runner.run(file, { name: "pull_request", payload, ref: "refs/pull/7/merge", sha: "0".repeat(40) }, { token: "ghs_that0may0only0read", only, attempt });
}
const reported = () => JSON.parse(fs.readFileSync(path.join(artifacts, "pawl/report.json")));
const rowOf = (benchmark) => reported().rows.find((row) => row.benchmark === benchmark);

/// pawl.yml with the jobs that ci/README.md shows for several runners, and nothing that it does not say.
function sharded() {
  const { yaml } = runner;
  const whole = yaml.parse(fs.readFileSync(workflow("pawl.yml"), "utf8"));
  const [, shown] = fs.readFileSync(path.join(root, "ci/README.md"), "utf8").match(/```yaml\n(jobs:\n {2}shard:[^]*?)```/);
  const { shard, measure: merging } = yaml.parse(shown).jobs;
  const { steps } = whole.jobs.measure;
  const measuring = steps.findIndex(({ name }) => name === "Measure");
  shard.steps.unshift(...steps.slice(0, measuring));
  merging.steps = [...steps.slice(0, measuring), ...merging.steps, ...steps.slice(measuring + 1)];
  whole.jobs = { shard, measure: merging, confirm: whole.jobs.confirm };
  const file = path.join(work, "sharded.yml");
  fs.writeFileSync(file, yaml.stringify(whole));
  return file;
}

/// pawl-report.yml when pawl.yml has ended, as for a fork: without a list of pull requests.
async function deliver(head, { repository = "o/r", conclusion = "failure", event = "pull_request" } = {}) {
  const payload = here(example("workflow_run", "completed"));
  Object.assign(payload.workflow_run, { id: 3, head_sha: head, head_branch: "topic", conclusion, event, pull_requests: [] });
  Object.assign(payload.workflow_run.head_repository, { full_name: repository });
  Object.assign(fake.code.branches.topic, { sha: head });
  fake.code.pulls[0].repository = repository;
  return runner.run(workflow("pawl-report.yml"), { name: "workflow_run", payload, ref: "refs/heads/main", sha: base }, { token: BOT_TOKEN });
}

/// pawl-command.yml on a comment.
async function say(body, { login = "me", isPull = true, measured = "2026-11-27T12:00:00Z", at = "2026-11-27T12:05:00Z" } = {}) {
  const payload = here(example("issue_comment", "created"));
  Object.assign(payload.issue, { number: 7 }, isPull ? { pull_request: { url: "https://api.github.example/o/r/pulls/7" } } : {});
  Object.assign(payload.comment, { id: 5, body, created_at: at });
  Object.assign(payload.comment.user, { login, type: "User" });
  Object.assign(fake.code.branches.topic, { sha: topic });
  Object.assign(fake.code.runs[0], { head_sha: topic, created_at: measured });
  const { jobs, said } = await runner.run(workflow("pawl-command.yml"), { name: "issue_comment", payload, ref: "refs/heads/main", sha: base }, { token: BOT_TOKEN });
  return { ...jobs.answer, said, answer: fake.comments.at(-1)?.body ?? "" };
}
const results = (jobs) => Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));

const laws = {
  async "a slowdown is found by the base's baseline and settled in turns, and reaches the pull request"() {
    const { jobs, said } = await measure(topic);
    assert.deepEqual(results(jobs), { measure: "success", confirm: "failure" }, said);
    assert.equal(jobs.measure.outputs.base, base);
    assert.deepEqual([rowOf("loop").verdict, rowOf("same").verdict], ["regression", "unchanged"]);
    assert.match(rowOf("loop").evidence, /interleaved pairs/);
    assert.doesNotMatch(rowOf("same").evidence, /interleaved/);
    assert.match(jobs.confirm.summary, /❌ regression/);
    assert.deepEqual(fake.log, [], "what measures asks GitHub for nothing");

    const { jobs: delivery, said: word } = await deliver(topic);
    assert.deepEqual(results(delivery), { deliver: "success" }, word);
    assert.match(fake.comments[0].body, /❌ regression<br><sub>.*interleaved pairs/);
    assert.match(fake.comments[0].body, /✅ unchanged<br><sub>/);
    assert.deepEqual(fake.checks.map(({ head_sha, conclusion }) => [head_sha, conclusion]), [[topic, "failure"]]);
  },
  async "the job confirm run again settles the same suspects with more time"() {
    const { jobs, said } = await measure(topic, { only: "confirm", attempt: 2 });
    assert.deepEqual(results(jobs), { measure: "success", confirm: "failure" }, said);
    assert.equal(jobs.confirm.environment.MAX_TIME, "30min");
    assert.deepEqual([rowOf("loop").verdict, rowOf("same").verdict], ["regression", "unchanged"]);
  },
  async "a fork's is found by its commit and reported the same"() {
    await deliver(topic, { repository: "mallory/r" });
    assert.match(fake.comments[0].body, /❌ regression/);
    assert.equal(fake.checks.length, 1);
  },
  async "an artifact that is no report, or a link, delivers nothing"() {
    fs.renameSync(artifacts, `${artifacts}-kept`);
    for (const plant of [(file) => fs.writeFileSync(file, '{"format":"pawl-report","version":'), (file) => fs.symlinkSync("/etc/passwd", file)]) {
      fs.rmSync(artifacts, { recursive: true, force: true });
      fs.mkdirSync(path.join(artifacts, "pawl"), { recursive: true });
      plant(path.join(artifacts, "pawl/report.json"));
      const { jobs, said } = await deliver(topic);
      assert.deepEqual(results(jobs), { deliver: "failure" });
      assert.doesNotMatch(said, /root:/);
      assert.deepEqual([fake.comments, fake.checks], [[], []]);
    }
    fs.rmSync(artifacts, { recursive: true, force: true });
    fs.renameSync(`${artifacts}-kept`, artifacts);
  },
  async "what was pushed after the comment is not what it accepted"() {
    fake.code.branches.main.files[BASELINE] = fs.readFileSync(path.join(project, BASELINE), "utf8");
    const { result, said, answer } = await say("/pawl accept reason: slower, but safe", { measured: "2026-11-27T12:05:01Z" });
    assert.equal(result, "success", said);
    assert.match(answer, /no measurements/);
    assert.deepEqual(fake.code.branches.topic.files, {});
  },
  async "a writer's acceptance is committed, and then judged by and said"() {
    fake.code.branches.main.files[BASELINE] = fs.readFileSync(path.join(project, BASELINE), "utf8");
    const { result, said, answer } = await say("/pawl accept reason: slower, but safe");
    assert.equal(result, "success", said);
    assert.match(answer, /Accepted/);
    const text = fake.code.branches.topic.files[BASELINE];
    assert.match(text, /slower, but safe/);

    git("checkout", "--quiet", "topic");
    write(BASELINE, text);
    const accepted = commit("Accept");
    git("checkout", "--quiet", "main");
    const { jobs, said: word } = await measure(accepted);
    assert.deepEqual(results(jobs), { measure: "success", confirm: "skipped" }, word);
    assert.match(reported().warnings.join(), /brings: "slower, but safe"/);
  },
  async "a stranger, a plain issue and another comment change nothing"() {
    const stranger = await say("/pawl accept reason: mine", { login: "mallory" });
    assert.match(stranger.answer, /Thank you, but/);
    fake.comments = [];
    assert.equal((await say("/pawl accept reason: x", { isPull: false })).result, "skipped");
    assert.equal((await say("what does /pawl accept do?")).result, "skipped");
    assert.deepEqual([fake.code.branches.topic.files, fake.comments], [{}, []]);
  },
  async "the action takes a built pawl by https and its checksum alone"() {
    const action = path.join(root, "ci/action/install");
    const sum = "0".repeat(64);
    for (const [url, sha256, what] of [["http://example.org/pawl", sum, /https/], ["https://example.org/pawl", "", /sha256/], ["https://example.org/pawl", `${sum}; id`, /sha256/]])
      assert.throws(() => execFileSync(action, ["key"], { env: { PATH: process.env.PATH, RUNNER_TEMP: work, PAWL_URL: url, PAWL_SHA256: sha256 }, stdio: "pipe", encoding: "utf8" }), (error) => what.test(error.stderr));
    const cached = path.join(work, "pawl-bin/fetched");
    fs.mkdirSync(path.dirname(cached));
    fs.writeFileSync(cached, "#!/bin/sh\necho another", { mode: 0o755 });
    assert.throws(() => execFileSync(action, [], { env: { PATH: process.env.PATH, RUNNER_TEMP: work, PAWL_URL: "https://example.org/pawl", PAWL_SHA256: sum }, stdio: "pipe", encoding: "utf8" }), (error) => /another file/.test(error.stderr));
  },
  async "an equal change is green by the baseline alone"() {
    const { jobs, said } = await measure(equal);
    assert.deepEqual(results(jobs), { measure: "success", confirm: "skipped" }, said);
    assert.equal(reported().verdict, "pass");
  },
  async "shards on several runners are one run"() {
    const { jobs, said } = await measure(equal, { file: sharded() });
    assert.deepEqual(results(jobs), { shard: "success", measure: "success", confirm: "skipped" }, said);
    assert.deepEqual(new Set(reported().rows.map(({ benchmark }) => benchmark)), new Set(["loop", "same"]));
  },
  async "without a baseline where it branched off all is settled in turns"() {
    const { jobs, said } = await measure(withoutBaseline);
    assert.equal(jobs.measure.outputs.status, "6", said);
    assert.deepEqual(results(jobs), { measure: "success", confirm: "success" }, said);
    for (const row of reported().rows) assert.match(row.evidence, /interleaved pairs/);
    assert.match(reported().warnings.join(), /no baseline/i);
  },
  async "a stale baseline is said, never green, and settled in turns"() {
    const { jobs, said } = await measure(slowOnStale, { base: stale });
    assert.equal(jobs.measure.outputs.status, "6", said);
    assert.match(reported().warnings.join(), /stale/);
    assert.deepEqual([rowOf("loop").verdict, rowOf("same").verdict, results(jobs).confirm], ["regression", "unchanged", "failure"]);
  },
};

await tell(laws, {
  before: () => fake.forget(),
  close() {
    fake.close();
    fs.rmSync(work, { recursive: true });
  },
});
