// What a reader of the dashboard sees and does, in a real browser against the real program. Every
// wait is for something to be there, never for time to pass, and by a locator: waitForFunction
// evaluates strings, which the page's policy forbids.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { chromium } = await import(process.env.PLAYWRIGHT);
const hostile = `<img src=x onerror="document.title='scripted'">`;

const run = (day, factor) => ({
  format: "pawl-run", version: 1, commit: `c${day}`, branch: "main", time: `2026-11-${day}T00:00:00Z`, testbed: "here",
  series: ["token/small", "token/large", hostile].map((benchmark, i) => ({ benchmark, metric: "wall_time", unit: "s", better: "lower",
    samples: [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [(i + 1) * 0.001 * factor * (1 + k / 100)]) })),
});
const directory = mkdtempSync(join(tmpdir(), "pawl-browser."));
const write = (name, value) => writeFileSync(join(directory, name), JSON.stringify(value));
for (let day = 10; day < 20; ++day) write(`run${day}.json`, run(day, day < 15 ? 1 : 1.2));

const server = spawn(process.env.PAWL, ["serve", directory, "--port", "0", "--refresh", "100ms"], { stdio: ["ignore", "pipe", "inherit"] });
const url = (await new Promise((resolve) => server.stdout.once("data", resolve))).toString().trim();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });

const problems = [];
const elsewhere = [];
const open = async (path = "", options = {}) => {
  const page = await (await browser.newContext(options)).newPage();
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
    for (const path of ["", "#/runs", "#/benchmark?benchmark=token%2Fsmall"]) {
      const page = await open(path, { viewport: { width: 360, height: 700 } });
      await page.waitForSelector("tbody tr");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    }
  },
  async "nothing is asked for elsewhere, and nothing is refused by the policy"() {
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(problems, []);
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
  server.kill();
  rmSync(directory, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
