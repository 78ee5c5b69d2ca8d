// The pictures of the READMEs, made anew: tests/browser/run build/pawl screenshots.mjs
// Their figures are made up, by a generator that is the same each time.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stop } from "./stop.mjs";

const { chromium } = await import(join(process.env.MODULES, "playwright-core/index.mjs"));
const images = join(dirname(fileURLToPath(import.meta.url)), "../../tools/dashboard/images");
let seed = 7;
const chance = () => { seed = (seed * 48271) % 2147483647; return seed / 2147483647; };
const noise = () => (chance() + chance() + chance() - 1.5) / 1.5;
const commit = (day) => createHash("sha1").update(`commit ${day}`).digest("hex");
const time = (day) => new Date(Date.UTC(2026, 8, 1 + day)).toISOString().replace(".000Z", "Z");
const benchmarks = [["token/small", 0.0012, 68, 1.14], ["token/large", 0.0094, 58, 0.9], ["parse/json", 0.031, 0, 1], ["parse/xml", 0.045, 70, 1.06], ["sort/up", 0.0004, 0, 1], ["sort/down", 0.00044, 63, 0.8]];
const days = 80;
const values = (base, from, factor, day) => Array.from({ length: 12 }, () => {
  const level = base * (from > 0 && day >= from ? factor : 1) * (1 + noise() * 0.006);
  return Array.from({ length: 4 }, () => level * (1 + Math.abs(noise()) * (chance() < 0.08 ? 0.2 : 0.02)));
});
const directory = mkdtempSync(join(tmpdir(), "pawl-pictures."));
const write = (name, value) => writeFileSync(join(directory, name), JSON.stringify(value));
for (let day = 0; day < days; ++day)
  write(`run${day}.json`, { format: "pawl-run", version: 1, commit: commit(day), branch: "main", time: time(day), suite: "default", testbed: "lab", series: benchmarks.map(([benchmark, base, from, factor]) => ({ benchmark, metric: "wall_time", unit: "s", better: "lower", samples: values(base, from, factor, day) })) });
const row = ([benchmark, , , ratio], verdict) => ({ benchmark, metric: "wall_time", unit: "s", better: "lower", verdict, ratio: { estimate: ratio, low: ratio * 0.99, high: ratio * 1.01 }, p: verdict === "unchanged" ? 0.4 : 0.0001, p_adjusted: verdict === "unchanged" ? 0.6 : 0.0004, warnings: [] });
const budget = (statistic, limit, estimate, verdict) => ({ benchmark: "token/service", metric: "latency", unit: "s", better: "lower", statistic, limit, estimate, low: estimate * 0.98, high: estimate * 1.02, verdict });
write("report.json", { format: "pawl-report", version: 1, suite: "default", testbed: "lab", commit: commit(days - 1), base_commit: commit(0), time: time(days - 1), verdict: "fail", policy: { alpha: 0.01, threshold: 0.02, confidence: 0.95, statistic: "median", correction: "benjamini-hochberg" },
  rows: [row(benchmarks[0], "regression"), row(benchmarks[1], "improvement"), row(benchmarks[2], "unchanged"), row(benchmarks[3], "regression"), row(benchmarks[4], "unchanged"), row(benchmarks[5], "improvement")],
  budgets: [budget("mean", 0.1, 0.062, "kept"), budget("p95", 0.2, 0.214, "broken")], warnings: [] });

const server = spawn(process.env.PAWL, ["serve", directory, "--port", "0", "--allow-writes"], { stdio: ["ignore", "pipe", "inherit"], cwd: directory, env: { ...process.env, PAWL_ALERTS: join(directory, "book", "alerts.json") } });
const url = (await new Promise((resolve) => server.stdout.once("data", resolve))).toString().trim();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, timeout: 120000, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
  for (const [name, path, ready, colorScheme, height] of [["overview", "", "canvas.spark", "light", 800], ["benchmark", `#/benchmark?benchmark=token%2Fsmall&metric=wall_time&testbed=lab&before=${commit(67)}`, ".pictures canvas", "dark", 980]]) {
    const page = await (await browser.newContext({ colorScheme, viewport: { width: 1100, height } })).newPage();
    await page.goto(url + path);
    await page.locator("#live", { hasText: /^live$/ }).waitFor();
    await page.locator(ready).last().waitFor();
    await page.screenshot({ path: join(images, `${name}.png`) });
  }
} finally {
  await browser.close();
  await stop(server);
  rmSync(directory, { recursive: true });
}
console.log("2 passed, 0 failed");
