// What a reader of the dashboard sees and does, in a real browser against the real program. Every
// wait is for something to be there, never for time to pass, and by a locator: waitForFunction
// evaluates strings, which the page's policy forbids.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stop } from "./stop.mjs";

const { chromium } = await import(join(process.env.MODULES, "playwright-core/index.mjs"));
const hostile = `<img src=x onerror="document.title='scripted'">`;

const run = (day, factor) => ({
  format: "pawl-run", version: 1, commit: `c${day}`, branch: "main", time: `2026-11-${day}T00:00:00Z`, testbed: "here",
  series: ["token/small", "token/large", hostile].map((benchmark, i) => ({ benchmark, metric: "wall_time", unit: "s", better: "lower",
    samples: [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [(i + 1) * 0.001 * factor * (1 + k / 100)]) })),
});
const directory = mkdtempSync(join(tmpdir(), "pawl-browser."));
const write = (name, value) => writeFileSync(join(directory, name), JSON.stringify(value));
const budget = (estimate, verdict) => ({ benchmark: "token/small", metric: "latency", unit: "s", better: "lower", statistic: "p95", limit: 0.2, estimate, low: estimate * 0.99, high: estimate * 1.01, verdict });
const report = (day, budgets, rows = []) => ({ format: "pawl-report", version: 1, suite: "default", testbed: "here", commit: `c${day}`, time: `2026-11-${day}T00:00:00Z`,
  verdict: "fail", policy: { alpha: 0.01, threshold: 0.02, confidence: 0.95, statistic: "median", correction: "none" }, rows, budgets, warnings: [] });
for (let day = 10; day < 20; ++day) write(`run${day}.json`, run(day, day < 15 ? 1 : 1.2));
write("report.json", report(19, [budget(0.3, "broken"), { ...budget(0.1, "kept"), statistic: "mean" }]));

const server = spawn(process.env.PAWL, ["serve", directory, "--port", "0", "--refresh", "100ms", "--allow-writes", "--repository", "https://example.org/o/r"],
  { stdio: ["ignore", "pipe", "inherit"], cwd: directory, env: { ...process.env, PAWL_ALERTS: join(directory, "book", "alerts.json") } });
const url = (await new Promise((resolve) => server.stdout.once("data", resolve))).toString().trim();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, timeout: 120000, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });

const problems = [];
const elsewhere = [];
const open = async (path = "", { init, ...options } = {}) => {
  const page = await (await browser.newContext(options)).newPage();
  if (init) await page.addInitScript(init);
  page.setDefaultTimeout(60000);
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => request.url().startsWith(url) || elsewhere.push(request.url()));
  await page.goto(url + path);
  await page.locator("#live", { hasText: /^live$/ }).waitFor();
  await page.waitForSelector("h1");
  return page;
};

const laws = {
  async "a hostile name is shown as text"() {
    const page = await open();
    await page.getByRole("link", { name: hostile }).waitFor();
    assert.equal(await page.title(), "Pawl");
    assert.equal(await page.locator("main img").count(), 0);
  },
  async "what changes on disk arrives without a reload"() {
    const page = await open();
    await page.evaluate(() => { window.stayed = true; });
    write("run20.json", run(20, 3));
    await page.getByText("3.10 ms").or(page.getByText("3.1 ms")).first().waitFor();
    assert.equal(await page.evaluate(() => window.stayed), true);
  },
  async "the keyboard alone leads to a benchmark and back"() {
    const page = await open();
    await page.waitForSelector("tbody tr");
    await page.keyboard.press("/");
    await page.keyboard.type("token/l");
    await page.locator("tbody tr >> nth=1").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".chart canvas");
    assert.equal(await page.locator("h1").textContent(), "token/large");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  },
  async "dark follows the system, and the choice is remembered"() {
    const page = await open("", { colorScheme: "dark" });
    const isDark = () => page.evaluate(() => document.documentElement.classList.contains("dark"));
    assert.equal(await isDark(), true);
    await page.keyboard.press("d");
    assert.equal(await isDark(), false);
    await page.reload();
    assert.equal(await isDark(), false);
  },
  async "a narrow screen scrolls in one direction"() {
    for (const path of ["", "#/runs", "#/benchmark?benchmark=token%2Fsmall", "#/alerts"]) {
      const page = await open(path, { viewport: { width: 360, height: 700 } });
      await page.waitForSelector("tbody tr");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    }
  },
  async "dragging over the chart zooms, and a double click shows all"() {
    const page = await open("#/benchmark?benchmark=token%2Fsmall");
    const chart = page.locator(".chart[data-shown]").first();
    const all = await chart.getAttribute("data-shown");
    const area = await page.locator(".chart .u-over").first().boundingBox();
    const drag = async (from, to) => {
      await page.mouse.move(area.x + area.width * from, area.y + 60);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width * to, area.y + 60, { steps: 5 });
      await page.mouse.up();
    };
    await drag(0.3, 0.6);
    const part = page.locator(`.chart[data-shown]:not([data-shown="${all}"])`).first();
    await part.waitFor();
    await page.mouse.dblclick(area.x + area.width / 2, area.y + 60);
    await page.locator(`.chart[data-shown="${all}"]`).first().waitFor();
    await page.keyboard.press("+");
    await part.waitFor();
    const zoomed = await part.getAttribute("data-shown");
    await page.evaluate(() => document.querySelector(".chart").classList.add("before"));
    write("run22.json", run(22, 1.2));
    await page.locator(".chart.before").first().waitFor({ state: "detached" });
    await page.locator(`.chart[data-shown="${zoomed}"]`).first().waitFor(); // what arrives does not zoom out
    await page.keyboard.press("0");
    await page.locator(`.chart[data-shown]:not([data-shown="${zoomed}"])`).first().waitFor();
  },
  async "what arrives leaves the focus where it was, and so does the reader's own choice"() {
    const page = await open();
    const focus = () => page.evaluate(() => document.activeElement.ariaLabel || document.activeElement.textContent);
    const drawnAnew = async (cause) => {
      await page.evaluate(() => document.querySelector("main").firstChild.classList.add("before"));
      await cause();
      await page.locator("main > .before").waitFor({ state: "detached" });
    };
    await page.getByRole("link", { name: "token/large" }).first().focus();
    await drawnAnew(() => write("run23.json", run(23, 1.2)));
    assert.equal(await focus(), "token/large");
    await page.getByLabel("Order").focus();
    await drawnAnew(() => page.getByLabel("Order").selectOption("name"));
    assert.equal(await focus(), "Order");
  },
  async "a page that changes faster than it can be fetched is drawn all the same"() {
    const page = await (await browser.newContext()).newPage();
    await page.addInitScript(() => { window.EventSource = class extends EventTarget { constructor() { super(); window.stream = this; } close() {} }; });
    await page.route("**/api/v1/benchmarks*", async (route) => {
      await page.evaluate(() => window.stream.dispatchEvent(new Event("changed")));
      await route.continue();
    });
    await page.goto(url);
    await page.locator("tbody tr").first().waitFor({ timeout: 60000 });
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
  },
  async "a measurement in progress is drawn as it goes, until it is over"() {
    const point = (seconds, count = 10) => ({ seconds, count, p50: 0.001, p95: 0.002, p99: 0.003 });
    const live = (is_over, ...points) => ({ format: "pawl-live", version: 1, command: "load", started: "2026-11-24T00:00:00Z", is_over, series: [{ benchmark: hostile, metric: "latency", unit: "s", limits: [{ statistic: "p95", limit: 0.2 }], points }] });
    write("live.json", live(false));
    const page = await open("#/live", { viewport: { width: 360, height: 700 } });
    const chart = (count) => page.getByRole("img", { name: `percentiles over ${count} points` }).locator("canvas");
    await chart(0).waitFor();
    write("live.json", live(false, point(1)));
    await chart(1).waitFor();
    assert.equal(await page.getByText("in progress").count(), 1);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    write("live.json", live(true, point(1), point(2, 0), point(3)));
    await chart(3).waitFor();
    await page.getByText("■ over").waitFor();
  },
  async "a run without a commit has its page, too"() {
    write("run09.json", { ...run("09", 1), commit: "" });
    const page = await open("#/runs");
    await page.getByRole("link", { name: "2026-11-09" }).click();
    await page.getByRole("link", { name: "token/large" }).waitFor();
    rmSync(join(directory, "run09.json"));
  },
  async "a browser that remembers nothing of sites shows it all the same"() {
    const page = await open("", { init: () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }) });
    await page.getByRole("link", { name: "token/large" }).first().waitFor();
    await page.keyboard.press("d");
    await page.locator("html.dark").waitFor();
  },
  async "a stream that is refused is asked for again"() {
    const page = await (await browser.newContext()).newPage();
    let asked = 0;
    await page.route("**/api/v1/events", (route) => (++asked === 1 ? route.fulfill({ status: 502 }) : route.continue()));
    await page.goto(url);
    await page.locator("#live", { hasText: /^live$/ }).waitFor({ timeout: 60000 });
    await page.close();
  },
  async "tabs that nobody sees leave the browser's connections to the one that is seen"() {
    const context = await browser.newContext();
    for (let i = 0; i < 8; ++i) {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: "commit", timeout: 60000 });
      await page.locator("#live", { hasText: /^live$/ }).waitFor({ timeout: 60000 });
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
    }
    const first = context.pages()[0];
    await first.evaluate(() => {
      delete document.hidden;
      document.querySelector("#live").textContent = "";
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await first.locator("#live", { hasText: /^live$/ }).waitFor({ timeout: 60000 });
    await context.close();
  },
  async "a proxy may serve it under a path of its own"() {
    const proxy = createServer((asked, answer) => {
      if (!asked.url.startsWith("/pawl/")) return answer.writeHead(404).end();
      const onwards = request(new URL(asked.url.slice("/pawl/".length), url), (given) => {
        answer.writeHead(given.statusCode, given.headers);
        given.pipe(answer);
      });
      answer.on("close", () => onwards.destroy());
      onwards.on("error", () => answer.destroy()).end();
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    try {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://127.0.0.1:${proxy.address().port}/pawl/`);
      await page.locator("#live", { hasText: /^live$/ }).waitFor({ timeout: 60000 });
      await page.getByRole("link", { name: "token/small" }).first().click();
      await page.waitForSelector(".chart canvas");
      await page.close();
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  },
  async "nothing jumps while a page loads, or when something new arrives"() {
    const shifts = () => { // what the browser itself says moved, without the reader's doing
      window.shifted = [];
      new PerformanceObserver((list) => window.shifted.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map(({ value, sources }) => ({ value, nodes: sources.map(({ node }) => node?.id || node?.className || node?.nodeName) })))).observe({ type: "layout-shift", buffered: true });
    };
    const fixed = ["header", "h1", "main h2", ".controls", ".chart", "thead"]; // elements are made anew: the browser does not compare those
    const places = (page) => page.evaluate((names) => names.map((name) => { const box = document.querySelector(name)?.getBoundingClientRect(); return box ? `${name} ${box.left} ${box.top} ${box.width}` : ""; }), fixed);
    let day = 24;
    for (const viewport of [{ width: 1280, height: 720 }, { width: 360, height: 700 }])
      for (const path of ["", "#/benchmark?benchmark=token%2Fsmall", "#/runs", "#/alerts"]) {
        const page = await open(path, { viewport, init: shifts });
        await page.locator("tbody tr").first().waitFor();
        const before = await places(page);
        const scrolled = await page.evaluate(() => { document.querySelector("main").firstChild.classList.add("before"); scrollTo(0, 100); return scrollY; });
        write(`run${day}.json`, run(day, 1.2));
        ++day;
        await page.locator("main > .before").waitFor({ state: "detached" });
        await page.locator("#live", { hasText: "updated" }).waitFor();
        assert.equal(await page.evaluate(() => { const top = scrollY; scrollTo(0, 0); return top; }), scrolled, path);
        assert.deepEqual(await places(page), before, path);
        const found = await page.evaluate(() => new Promise((resolved) => requestAnimationFrame(() => setTimeout(() => resolved(window.shifted)))));
        assert.ok(found.reduce((sum, one) => sum + one.value, 0) < 0.02, `${path} ${viewport.width}: ${JSON.stringify(found)}`);
        await page.context().close();
      }
  },
  async "an alert is found and acknowledged by the keyboard alone"() {
    const page = await open();
    await page.keyboard.press("a");
    await page.getByRole("heading", { name: "Alerts" }).waitFor();
    await page.getByText("the budget of its p95 is broken").first().waitFor();
    for (let i = 0; i < 20; ++i) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.textContent === "Acknowledge")) break;
    }
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor();
    await page.keyboard.type("Ada <b>");
    await page.keyboard.press("Enter");
    await page.getByText("acknowledged by Ada <b>").waitFor();
    assert.equal(JSON.parse(readFileSync(join(directory, "book", "alerts.json"))).alerts[0].by, "Ada <b>");
    write("report.json", report(21, [budget(0.1, "kept")]));
    await page.getByText("✓ resolved").waitFor();
  },
  async "a report's card counts its rows by verdict"() {
    const row = (benchmark, verdict) => ({ benchmark, metric: "wall_time", unit: "s", better: "lower", verdict, warnings: [] });
    const page = await open();
    write("report.json", report(22, [budget(0.1, "kept")], [row("other/a", "regression"), row("other/b", "regression"), row("other/c", "unchanged")]));
    await page.getByText("2 regressions, 1 unchanged").waitFor();
    write("report.json", report(23, [budget(0.1, "kept")]));
    await page.getByText("no rows").waitFor();
  },
  async "a page that another site sends changes nothing"() {
    const answer = await fetch(`${url}api/v1/alerts/silence`, { method: "POST", body: JSON.stringify({ benchmark: "*", rule: "*", owner: "x", reason: "y", seconds: 60 }) });
    assert.equal(answer.status, 403);
    assert.equal((await (await fetch(`${url}api/v1/alerts`)).json()).silences.length, 0);
  },
  async "axe finds nothing serious on any page, light or dark"() {
    for (const colorScheme of ["light", "dark"])
      for (const path of ["", "#/runs", "#/benchmark?benchmark=token%2Fsmall", "#/run?time=2026-11-19T00%3A00%3A00Z&commit=c19", "#/alerts", "#/live"]) {
        const page = await open(path, { colorScheme, bypassCSP: true });
        await page.locator("tbody tr, .chart canvas").first().waitFor();
        await page.addScriptTag({ path: join(process.env.MODULES, "axe-core/axe.min.js") });
        const found = (await page.evaluate(() => axe.run())).violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 100)).join(" | ")}`), [], `${path} ${colorScheme}`);
        await page.context().close();
      }
  },
  async "nothing is asked for elsewhere, and nothing is refused by the policy"() {
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(problems, []);
  },
  async "a series that drifts is said to, without a change in it"() {
    for (let day = 0; day < 60; ++day)
      write(`drift${day}.json`, { ...run(10, 1), commit: `d${day}`, time: new Date(Date.UTC(2026, 7, 1 + day)).toISOString().replace(".000Z", "Z"),
        series: [{ benchmark: "drift/up", metric: "wall_time", unit: "s", better: "lower", samples: [[0.1 * 1.01 ** day + 0.0005 * (day * 7 % 5)]] }] });
    const page = await open();
    await page.getByRole("link", { name: "drift/up" }).click();
    await page.getByText(/^It drifts, worse: 10\d ms → 1\d\d ms \(\+\d\d\.\d %\) since d0; no commit stands out\.$/).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Changes" }).count(), 0);
  },
};

let passed = 0, failed = 0;
try {
  if ((await fetch(url)).status === 404) {
    console.error("skipped: pawl was built without its page");
    process.exitCode = 77;
  } else
    for (const [name, law] of Object.entries(laws))
      try {
        await law();
        ++passed;
      } catch (error) {
        ++failed;
        console.error(`${name}: ${error.stack}`);
      }
} finally {
  await browser.close();
  await stop(server);
  rmSync(directory, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
