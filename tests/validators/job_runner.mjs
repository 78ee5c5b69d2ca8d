// Runs a workflow of GitHub Actions on this machine: its jobs in their order, with `needs`, `if`, a
// matrix of one key, outputs, `env`, local composite actions, and GitHub's own evaluator for
// expressions. Actions of
// others are played by `actions`; nothing is fetched from the network.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export class JobRunner {
  /// `directory`: the validators'. `actions`: "owner/name" → (with, job) → outputs. `environment`: of
  /// the runner itself. `work`: each job gets a directory of its own there.
  constructor({ directory, actions, environment, work }) {
    const require = createRequire(`${directory}/`);
    this.yaml = require("yaml");
    Object.assign(this, { directory, actions, environment, work, former: {} });
  }

  async start() {
    this.expressions = await import(path.join(this.directory, "node_modules/@actions/expressions/dist/index.js"));
    return this;
  }

  /// `event`: { name, payload, ref, sha }; `attempt`: which run it is; `only`: that job again, after the
  /// others as they were. → { jobs: { name: { result, outputs, said, permissions, environment,
  /// summary } }, said }; a job that is skipped has the result "skipped".
  async run(file, event, { only, attempt = 1, token = "" } = {}) {
    const workflow = this.yaml.parse(fs.readFileSync(file, "utf8"));
    const github = {
      event_name: event.name, event: event.payload, repository: event.payload.repository?.full_name ?? "", actor: event.payload.sender?.login ?? "",
      ref: event.ref, sha: event.sha, run_id: "4711", run_attempt: attempt, token, api_url: this.environment.GITHUB_API_URL, server_url: "https://github.example",
    };
    const jobs = {};
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const needs = Object.fromEntries([job.needs ?? []].flat().map((need) => [need, jobs[need]]));
      const isWanted = !only || only === name;
      const haveSucceeded = Object.values(needs).every(({ result }) => result === "success");
      if (!isWanted && only) { jobs[name] = { result: "success", outputs: this.former[file][name].outputs, said: "", permissions: {} }; continue; }
      jobs[name] = joined(await Promise.all(combinations(job).map((matrix) => new Job(this, { name, job, workflow, github, needs, haveSucceeded, matrix }).run())));
    }
    this.former[file] = jobs;
    return { jobs, said: Object.values(jobs).map(({ said }) => said).join("") };
  }
}

/// What `matrix` is in each of a job's runs.
function combinations(job) {
  const [[key, values] = []] = Object.entries(job.strategy?.matrix ?? {});
  return key ? values.map((value) => ({ [key]: value })) : [{}];
}

/// Of several runs of a job, as those that need it see it.
function joined(runs) {
  const failed = runs.find(({ result }) => result !== "success");
  return { ...(failed ?? runs[0]), said: runs.map(({ said }) => said).join("") };
}

class Job {
  constructor(runner, { name, job, workflow, github, needs, haveSucceeded, matrix }) {
    Object.assign(this, { runner, name, job, haveSucceeded });
    this.place = fs.mkdtempSync(path.join(runner.work, `${name}-`));
    for (const part of ["workspace", "temp", "home", "files"]) fs.mkdirSync(path.join(this.place, part));
    this.workspace = path.join(this.place, "workspace");
    this.temp = path.join(this.place, "temp");
    this.permissions = job.permissions ?? workflow.permissions ?? {};
    this.hasFailed = false;
    this.said = "";
    this.paths = [];
    this.added = {}; // by GITHUB_ENV
    this.steps = 0;
    this.summary = this.file("summary");
    const context = { github: { ...github, workspace: this.workspace, job: name }, runner: { os: "Linux", arch: "X64", temp: this.temp }, needs, secrets: { GITHUB_TOKEN: github.token }, vars: {}, inputs: {}, matrix, strategy: {}, job: { status: "success" }, steps: {} };
    this.environment = {};
    context.env = this.environment = this.texts(workflow.env, { ...context, env: {} });
    context.env = this.environment = { ...this.environment, ...this.texts(job.env, context) };
    this.context = context;
  }

  async run() {
    const result = () => ({ result: this.hasFailed ? "failure" : "success", outputs: this.texts(this.job.outputs, this.context), said: this.said, permissions: this.permissions, environment: this.environment, summary: fs.readFileSync(this.summary, "utf8") });
    if (!this.isTrue(this.job.if, this.context, this.haveSucceeded)) return { ...result(), result: "skipped" };
    await this.perform(this.job.steps, this.context);
    return result();
  }

  file(name) {
    const file = path.join(this.place, "files", name);
    fs.writeFileSync(file, "");
    return file;
  }

  async perform(steps, context) {
    for (const step of steps) {
      const id = step.id ?? `__${this.steps}`;
      this.steps++;
      const inner = { ...context, env: { ...context.env, ...this.added } };
      if (!this.isTrue(step.if, inner, !this.hasFailed)) { context.steps[id] = { outputs: {}, outcome: "skipped", conclusion: "skipped" }; continue; }
      inner.env = { ...inner.env, ...this.texts(step.env, inner) };
      const { ok, outputs } = await (step.run !== undefined ? this.script(step, inner) : this.action(step, inner));
      const isForgiven = step["continue-on-error"] === true;
      context.steps[id] = { outputs, outcome: ok ? "success" : "failure", conclusion: ok || isForgiven ? "success" : "failure" };
      if (!ok && !isForgiven) this.hasFailed = true;
    }
  }

  async script(step, context) {
    const [output, added, added_path, file] = ["output", "env", "path", "script"].map((name) => this.file(`${name}-${this.steps}`));
    fs.writeFileSync(file, this.text(step.run, context));
    const shell = this.text(step.shell ?? "bash", context);
    const command = { bash: ["bash", "--noprofile", "--norc", "-eo", "pipefail", file], sh: ["sh", "-e", file] }[shell];
    const { github } = context;
    const environment = {
      CI: "true", GITHUB_ACTIONS: "true", RUNNER_OS: "Linux", RUNNER_TEMP: this.temp, HOME: path.join(this.place, "home"),
      GITHUB_WORKSPACE: this.workspace, GITHUB_EVENT_NAME: github.event_name, GITHUB_EVENT_PATH: this.payload(github), GITHUB_REPOSITORY: github.repository,
      GITHUB_SHA: github.sha, GITHUB_REF: github.ref, GITHUB_ACTOR: github.actor, GITHUB_RUN_ID: github.run_id, GITHUB_RUN_ATTEMPT: `${github.run_attempt}`, GITHUB_SERVER_URL: github.server_url,
      GITHUB_OUTPUT: output, GITHUB_ENV: added, GITHUB_PATH: added_path, GITHUB_STEP_SUMMARY: this.summary, GITHUB_ACTION_PATH: github.action_path ?? "",
      ...this.runner.environment, PATH: [...this.paths, this.runner.environment.PATH].join(":"), ...context.env,
    };
    const cwd = path.resolve(this.workspace, this.text(step["working-directory"] ?? ".", context));
    const child = spawn(command[0], command.slice(1), { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (this.said += chunk));
    const status = await new Promise((resolve) => child.on("close", resolve));
    Object.assign(this.added, entries(added));
    this.paths.unshift(...fs.readFileSync(added_path, "utf8").split("\n").filter(Boolean));
    return { ok: status === 0, outputs: entries(output) };
  }

  payload(github) {
    const file = path.join(this.place, "files", "event.json");
    fs.writeFileSync(file, JSON.stringify(github.event));
    return file;
  }

  async action(step, context) {
    const given = this.texts(step.with, context);
    if (step.uses.startsWith("./")) return this.composite(path.resolve(this.workspace, step.uses), given, context);
    const [name] = step.uses.split("@");
    const play = this.runner.actions[name];
    if (!play) throw new Error(`nobody plays ${name}`);
    return { ok: true, outputs: play(given, this) ?? {} };
  }

  async composite(place, given, context) {
    const action = this.runner.yaml.parse(fs.readFileSync(path.join(place, "action.yml"), "utf8"));
    if (action.runs.using !== "composite") throw new Error(`${place}: not composite`);
    for (const name of Object.keys(given)) if (!action.inputs?.[name]) throw new Error(`${place}: no input ${name}`);
    const inputs = Object.fromEntries(Object.entries(action.inputs ?? {}).map(([name, { default: otherwise = "" }]) => [name, given[name] ?? this.text(otherwise, context)]));
    const hadFailed = this.hasFailed;
    const inner = { ...context, inputs, steps: {}, github: { ...context.github, action_path: place } };
    await this.perform(action.runs.steps, inner);
    const ok = hadFailed || !this.hasFailed;
    this.hasFailed = hadFailed;
    return { ok, outputs: Object.fromEntries(Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, this.text(value, inner)])) };
  }

  /// The value of an expression; `hasSucceeded` is what success() says.
  value(expression, context, hasSucceeded = !this.hasFailed) {
    const { Lexer, Parser, Evaluator, data } = this.runner.expressions;
    const states = { success: hasSucceeded, failure: !hasSucceeded, always: true, cancelled: false };
    const functions = new Map(Object.entries(states).map(([name, is]) => [name, { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(is) }]));
    const toData = (value) => JSON.parse(JSON.stringify(value ?? null), data.reviver);
    const names = Object.keys(context);
    const tree = new Parser(new Lexer(expression).lex().tokens, names, [...functions.values()]).parse();
    return new Evaluator(tree, new data.Dictionary(...names.map((key) => ({ key, value: toData(context[key]) }))), functions).evaluate();
  }

  text(value, context) {
    return String(value ?? "").replace(/\$\{\{([\s\S]*?)\}\}/g, (_, expression) => this.value(expression.trim(), context).coerceString());
  }

  texts(values, context) {
    return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, this.text(value, context)]));
  }

  /// Without a word about success, success() is meant.
  isTrue(condition, context, hasSucceeded) {
    if (condition === undefined) return hasSucceeded;
    const expression = String(condition).replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, "$1").trim();
    const speaksOfIt = /\b(success|failure|always|cancelled)\s*\(/.test(expression);
    const text = this.value(expression, context, hasSucceeded).coerceString();
    return !["", "false", "0"].includes(text) && (speaksOfIt || hasSucceeded);
  }
}

/// NAME=VALUE and NAME<<END … END, as GITHUB_OUTPUT and GITHUB_ENV have them.
function entries(file) {
  const found = {};
  const lines = fs.readFileSync(file, "utf8").split("\n");
  while (lines.length) {
    const line = lines.shift();
    const [, block, end] = line.match(/^([^=<]+)<<(.+)$/) ?? [];
    const [, name, value] = line.match(/^([^=]+)=(.*)$/) ?? [];
    if (block) found[block] = lines.splice(0, lines.indexOf(end) + 1).slice(0, -1).join("\n");
    else if (name) found[name] = value;
  }
  return found;
}
