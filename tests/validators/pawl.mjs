// The real program, run as a CI job would run it, and reports to give it.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const side = (median) => ({ n: 20, runs: 1, median, low: median * 0.99, high: median * 1.01 });

export const row = (benchmark, verdict = "unchanged", ratio = 1.0) => ({
  benchmark,
  metric: "wall_time",
  unit: "s",
  better: "lower",
  verdict,
  before: side(0.0123),
  now: side(0.0123 * ratio),
  ratio: { estimate: ratio, low: ratio * 0.99, high: ratio * 1.01 },
  p: 0.0001,
  p_adjusted: 0.001,
  a12: 0.9,
  minimum_detectable: 0.03,
  evidence: "interleaved",
  warnings: [],
});

export const report = (rows, more = {}) => ({
  format: "pawl-report",
  version: 1,
  suite: "default",
  testbed: "bare",
  commit: "a".repeat(40),
  base_commit: "b".repeat(40),
  time: "2026-11-23T22:41:05Z",
  verdict: rows.some((each) => each.verdict === "regression") ? "fail" : "pass",
  policy: {
    alpha: 0.01,
    threshold: 0.02,
    confidence: 0.99,
    statistic: "median",
    correction: "Benjamini-Hochberg",
    inconclusive_is_a_warning: false,
  },
  rows,
  budgets: [],
  warnings: [],
  ...more,
});

export class Job {
  /// `environment` is all that the program sees, as in a job.
  constructor(program, environment) {
    this.program = program;
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), "pawl-job-"));
    this.environment = environment;
    this.said = ""; // everything that ever came out
  }

  path(name) {
    return path.join(this.directory, name);
  }

  write(name, value) {
    fs.writeFileSync(this.path(name), typeof value === "string" ? value : JSON.stringify(value));
    return this.path(name);
  }

  /// `environment` is of this one call. With `killedAfter` (milliseconds) it gets no further.
  async pawl(words, environment = {}, killedAfter = Infinity) {
    const child = spawn(this.program, words, {
      cwd: this.directory,
      env: { ...this.environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outcome = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (outcome.out += chunk));
    child.stderr.on("data", (chunk) => (outcome.err += chunk));
    const timer = killedAfter < Infinity ? setTimeout(() => child.kill("SIGKILL"), killedAfter) : null;
    outcome.status = await new Promise((resolve) => child.on("close", resolve));
    clearTimeout(timer);
    this.said += outcome.out + outcome.err;
    return outcome;
  }

  async notify(content, words, environment, killedAfter) {
    return this.pawl(["notify", this.write("report.json", content), ...words], environment, killedAfter);
  }

  close() {
    fs.rmSync(this.directory, { recursive: true });
  }
}
