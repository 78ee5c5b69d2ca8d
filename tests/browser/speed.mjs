// What the dashboard takes: first paint of 1,000 benchmarks × 1,000 runs, the API's times, 100,000 points in one chart, and
// 200 readers of events beside requests at full speed. Not a test: it measures. BROWSER=no leaves the pages out.
//   FILL=build/tests/benchmarks/fill_history [SECONDS=60] tests/browser/run build/pawl speed.mjs
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stop } from "./stop.mjs";

const { chromium } = await import(join(process.env.MODULES, "playwright-core/index.mjs"));
const seconds = Number(process.env.SECONDS || 60);
const directory = mkdtempSync(join(tmpdir(), "pawl-speed."));
const store = process.env.STORE || join(directory, "history.sqlite");
const fill = process.env.FILL;
const clock = () => performance.now();
let begun = clock();
if (!existsSync(store)) console.log(execFileSync(fill, [store, "1000", "1000", "100000"]).toString().trim(), `filled in ${((clock() - begun) / 1000).toFixed(1)} s`);

begun = clock();
const server = spawn(process.env.PAWL, ["serve", "--store", store, "--port", "0", "--max-connections", "1000"], { stdio: ["ignore", "pipe", "inherit"], cwd: directory });
const url = (await new Promise((resolved) => server.stdout.once("data", resolved))).toString().trim();
console.log(`serves after ${((clock() - begun) / 1000).toFixed(2)} s`);
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`))[1]) / 1024;
const quantile = (values, q) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const agent = new Agent({ keepAlive: true });
const fetched = (path) => new Promise((resolved, rejected) => get(url + path, { agent }, (response) => {
  let size = 0;
  response.on("data", (part) => { size += part.length; });
  response.on("end", () => (response.statusCode === 200 ? resolved(size) : rejected(new Error(`${path}: ${response.statusCode}`))));
}).on("error", rejected));
const times = async (paths) => {
  const taken = [];
  for (const path of paths) {
    const from = clock();
    await fetched(path);
    taken.push(clock() - from);
  }
  return `median ${quantile(taken, 0.5).toFixed(1)} ms, 95 % ${quantile(taken, 0.95).toFixed(1)} ms`;
};
const path = (i, limit) => `api/v1/history?benchmark=suite${i % 20}%2Fcase${i}&limit=${limit}`;
const range = (count) => Array.from({ length: count }, (_, i) => i);
try {
  console.log(`a benchmark's 1,000 points, first time: ${await times(range(300).map((i) => path(i, 1000)))}`);
  console.log(`the same again: ${await times(range(300).map(() => path(299, 1000)))}`);
  console.log(`100 benchmarks of 1,000: ${await times(range(50).map((i) => `api/v1/benchmarks?order=change&limit=100&offset=${i * 10}`))}`);
  if (process.env.BROWSER !== "no") {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, timeout: 120000, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    const open = async (hash, ready) => {
      const page = await (await browser.newContext()).newPage();
      const from = clock();
      await page.goto(url + hash);
      await page.locator(ready).first().waitFor();
      const all = clock() - from;
      const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
      return [page, `first paint ${paint.toFixed(0)} ms, table or chart ${all.toFixed(0)} ms`];
    };
    await open("", "tbody tr"); // the browser's own start
    console.log(`overview of 1,000 benchmarks × 1,000 runs: ${(await open("", "tbody tr"))[1]}`);
    const [page, text] = await open("#/benchmark?benchmark=long", ".chart canvas");
    const frames = await page.evaluate(() => new Promise((resolved) => {
      const area = document.querySelector(".chart .u-over").getBoundingClientRect();
      const taken = [];
      let last = performance.now();
      const move = (i) => requestAnimationFrame(() => {
        const now = performance.now();
        taken.push(now - last);
        last = now;
        document.querySelector(".chart .u-over").dispatchEvent(new MouseEvent("mousemove", { clientX: area.left + (i * area.width) / 60, clientY: area.top + 50, bubbles: true }));
        if (i < 60) move(i + 1); else resolved(taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.95)]);
      });
      move(0);
    }));
    const zoomed = await page.evaluate(() => { const from = performance.now(); document.dispatchEvent(new KeyboardEvent("keydown", { key: "+" })); return new Promise((resolved) => requestAnimationFrame(() => resolved(performance.now() - from))); });
    console.log(`100,000 points: ${text}; 95 % of frames under the pointer within ${frames.toFixed(0)} ms, zoomed after ${zoomed.toFixed(0)} ms`);
    await browser.close();
  }
  // The program's own load generator beside the streams: this script would be the slower side.
  let events = 0, lost = 0;
  const streams = range(200).map(() => get(url + "api/v1/events", (response) => response.on("data", () => { ++events; })).on("error", () => { ++lost; }));
  const spent = () => { const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1].split(" "); return (Number(fields[11]) + Number(fields[12])) / 100; };
  for (const [name, target, headers] of [["a benchmark's newest 100 points", path(0, 100), []], ["100 benchmarks by what moved", "api/v1/benchmarks?order=change", []], ["the same, not modified", "api/v1/benchmarks?order=change", ["-H", "If-None-Match: *", "--expect-status", "304"]]]) {
    const watched = [memory()], before = spent();
    const watch = setInterval(() => watched.push(memory()), (seconds * 1000) / 4);
    const run = join(directory, "load.json");
    const loader = spawn(process.env.PAWL, ["load", url + target, "-c", "16", "-d", `${seconds}s`, "--quiet", "-o", run, ...headers], { stdio: ["ignore", "ignore", "inherit"], cwd: directory });
    const status = await new Promise((resolved) => loader.once("exit", resolved));
    clearInterval(watch);
    const series = JSON.parse(readFileSync(run)).series, of = (metric) => series.find((one) => one.metric === metric).samples.flat();
    const latency = of("latency");
    console.log(`200 readers of events, ${name}, 16 at a time, ${seconds} s: ${of("throughput")[0].toFixed(0)} answers a second, median ${(quantile(latency, 0.5) * 1000).toFixed(2)} ms, 99 % ${(quantile(latency, 0.99) * 1000).toFixed(2)} ms; ${of("failed_requests")[0]} failed, ${lost} streams lost; ${((spent() - before) / seconds).toFixed(2)} processors; memory ${watched.map((one) => one.toFixed(0)).join(", ")} MiB`);
    if (status !== 0 || lost > 0) process.exitCode = 1;
  }
  console.log(`${events} events and heartbeats`);
  streams.forEach((one) => one.destroy());
} finally {
  agent.destroy();
  await stop(server);
  rmSync(directory, { recursive: true });
}
