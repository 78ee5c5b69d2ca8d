// usage: node hostile.mjs DIRECTORY PAWL
// A report of 10,000 rows whose every text is an attack, at every destination: it formats nothing,
// links nothing, calls nobody, commands nothing, and is cut with a pointer to the whole. Closes with
// "N passed, N failed".
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { BOT_TOKEN, FakeGithub, WEBHOOK } from "./fake_github.mjs";
import { FakeServices } from "./fake_services.mjs";
import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";

const [, , directory, program] = process.argv;
const require = createRequire(`${directory}/`);
const { marked } = require("marked");
const Ajv = require("ajv").default;
const isSlackMessage = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(fs.readFileSync(path.join(directory, "slack.schema.json"))));

const SHA = "ce587453ced02b1526dfb4cb910479d431683101";
const PAGE = "https://github.example/o/r/actions/runs/4711";
const ATTACKS = [
  "@everyone", "@octocat", "#1", "GH-1", "o/r#1", "https://evil.example", "www.evil.example", "mallory@evil.example",
  "](javascript:alert(1))", "![x](https://evil.example/p.png)", "[x](//evil.example)", "<https://evil.example|click>",
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "-->", "</details>", "```", "`", "~~~", "| a | b |", "**b**", "$x$",
  "<!channel>", "<!here>", "<@U123>", "${{ secrets.TOKEN }}", "$(id)", "\u001b[31m", "\u0000", "\u0007", "\u202e", "\u200b",
  "\r\n::error::x", "\n::set-output name=verdict::pass", "%0A::add-mask::x", "\nBcc: m@evil.example", "\r\n.\r\nQUIT\r\n", "\n\n# heading\n\n---\n- x\n> y\n\n    code\n",
];
const attack = ATTACKS.join(" ");
const enormous = attack.repeat(Math.ceil((1 << 20) / attack.length));
const hostileRow = (verdict, text) => ({
  ...row(text, verdict, 1.2),
  metric: text.slice(0, 5000), unit: text.slice(0, 200), evidence: text.slice(0, 5000), reason: text.slice(0, 5000), warnings: [text.slice(0, 5000), attack],
});
const VERDICTS = ["regression", "improvement", "unchanged", "inconclusive", "new", "missing"];
const hostile = report(
  [...VERDICTS.map((verdict) => hostileRow(verdict, enormous)), ...ATTACKS.map((each) => hostileRow("regression", each)), ...Array.from({ length: 10_000 }, (_, i) => row(`${ATTACKS[i % ATTACKS.length]}-${i}`, VERDICTS[i % 6], 1.2))],
  {
    suite: attack, testbed: attack, commit: attack, base_commit: attack, verdict: "fail", warnings: Array(50).fill(attack),
    budgets: ["broken", "unproven", "kept"].map((verdict) => ({ benchmark: attack, metric: attack, unit: attack, better: "lower", statistic: attack, limit: 1, estimate: 2, low: 1.5, high: 2.5, verdict })),
  },
);
hostile.policy.statistic = hostile.policy.correction = attack;

const fake = new FakeGithub(directory);
const services = new FakeServices();
await fake.listen();
await services.listen();
const job = new Job(path.resolve(program), {
  GITHUB_ACTIONS: "true",
  GITHUB_API_URL: fake.url,
  GITHUB_REPOSITORY: "o/r",
  GITHUB_SHA: SHA,
  GITHUB_REF: "refs/heads/main",
  GITHUB_SERVER_URL: "https://github.example",
  GITHUB_RUN_ID: "4711",
  GITHUB_TOKEN: BOT_TOKEN,
  SLACK_WEBHOOK_URL: fake.url + WEBHOOK,
  PAWL_WEBHOOK_URL: services.webUrl,
  PAWL_WEBHOOK_SECRET: "secret",
  ALERTMANAGER_URL: services.webUrl,
  SMTP_URL: services.smtpUrl,
  SMTP_FROM: "pawl@ci.example",
  SMTP_TO: "a@team.example",
});

async function deliver(destination, more = [], environment = {}) {
  const outcome = await job.notify(hostile, ["--to", destination, ...more], environment);
  assert.equal(outcome.status, 0, outcome.err.slice(0, 500));
  // Of what is said, only annotations may be a workflow command.
  for (const line of outcome.err.split(/[\r\n]/)) if (line.startsWith("::")) assert.match(line, /^::(error|warning|notice) title=/);
  assertIsPlain(outcome.err.replaceAll("\n", ""));
  return outcome;
}

/// Neither control characters nor what reorders, hides or is no text.
function assertIsPlain(text) {
  const found = text.match(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/);
  assert.ok(!found, `${JSON.stringify(found?.[0])} in ${JSON.stringify(text.slice(Math.max(0, found?.index - 40), found?.index + 40))}`);
}

const OWN_HTML = /^<\/?(details|summary|sub|br)>$|^<!-- pawl-alerts:[0-9a-f ]*( others)? -->$/;

/// As GitHub's markdown shows it: nothing of the report's own is more than text.
function assertIsInert(markdown, limit, isCut = true) {
  assert.ok(markdown.length > 10_000 && markdown.length <= limit, `${markdown.length} characters`);
  assertIsPlain(markdown.replaceAll("\n", ""));
  const [marker, ...rest] = markdown.split("\n");
  assert.match(marker, /^<!-- pawl:[\w%.@\/-]* -->$/);
  const visit = (token) => {
    if (token.type === "link" || token.type === "image") assert.equal(token.href, PAGE);
    if (token.type === "html") for (const tag of token.raw.match(/<[^>]*>?/g)) assert.match(tag, OWN_HTML);
    if (token.type === "heading") assert.match(token.raw, /^### /);
    if (["hr", "blockquote"].includes(token.type) && token.raw.startsWith(">")) assert.match(token.raw, /^> (⚠️|…)/);
    if (token.type === "code") assert.match(token.text, /^pawl /);
    if (token.type === "text" && !token.tokens) assert.doesNotMatch(token.text, /(^|[^\w`])@\w|(^|\W)#\d|\bGH-\d|https?:\/\/|www\.\w/);
    if (token.type === "table") for (const cells of token.rows) assert.equal(cells.length, token.header.length);
  };
  marked.walkTokens(marked.lexer(rest.join("\n"), { gfm: true }), visit);
  if (isCut) assert.match(markdown, new RegExp(`\\d lines had no room here: \\[see the whole report\\]\\(${PAGE}\\)`));
}

const laws = {
  async "in a comment"() {
    await deliver("github-comment", ["--pull-request", "7"]);
    assertIsInert(fake.comments[0].body, 65_536);
  },
  async "in a check run and a status"() {
    await deliver("github-check");
    const [{ output, name }] = fake.checks;
    assertIsInert(output.summary, 65_535);
    for (const text of [output.title, name]) assertIsPlain(text);
    await deliver("github-status");
    const [{ description, context }] = fake.statuses;
    assert.ok(description.length <= 140);
    for (const text of [description, context]) assertIsPlain(text);
  },
  async "in an issue"() {
    await deliver("github-issue");
    assertIsInert(fake.issues[0].body, 65_536);
    assertIsPlain(fake.issues[0].title);
  },
  async "in a step's summary, outputs and log"() {
    const files = { GITHUB_STEP_SUMMARY: job.write("summary.md", ""), GITHUB_OUTPUT: job.write("output", "") };
    const { err } = await deliver("step-summary", [], files);
    assertIsInert(fs.readFileSync(files.GITHUB_STEP_SUMMARY, "utf8").trimEnd(), 1 << 20, false);
    for (const level of ["error", "warning", "notice"]) assert.ok((err.match(new RegExp(`^::${level} `, "gm")) ?? []).length <= 10);
    const lines = fs.readFileSync(files.GITHUB_OUTPUT, "utf8").trimEnd().split("\n");
    while (lines.length) {
      const [, key, delimiter] = lines.shift().match(/^([\w-]+)<<(pawl-[0-9a-f]{16})$/);
      const end = lines.indexOf(delimiter);
      assert.ok(end >= 0, key);
      assert.ok(!lines.slice(0, end).some((line) => line.includes("<<")), key);
      lines.splice(0, end + 1);
    }
  },
  async "in Slack"() {
    await deliver("slack");
    const [message] = fake.messages;
    assert.ok(isSlackMessage(message), JSON.stringify(isSlackMessage.errors?.slice(0, 3)));
    assert.ok(JSON.stringify(message.blocks).length <= 12_000, "msg_blocks_too_long");
    const texts = JSON.stringify(message).match(/"text":"(?:[^"\\]|\\.)*"/g);
    for (const text of texts) assert.doesNotMatch(text, /<[!@#a-z]/i);
    for (const text of texts) assertIsPlain(JSON.parse(`{${text}}`).text.replaceAll("\n", ""));
  },
  async "at a webhook, as data"() {
    await deliver("webhook");
    assert.equal(JSON.parse(services.requests[0].body).rows.length, hostile.rows.length);
  },
  async "in an Alertmanager"() {
    await deliver("alertmanager");
    for (const { labels, annotations } of services.alerts.values())
      for (const text of [...Object.values(labels), ...Object.values(annotations)]) {
        assertIsPlain(text);
        assert.ok(text.length <= 1000);
      }
  },
  async "in a mail"() {
    await deliver("email");
    assert.equal(services.mails.length, 1);
    const [headers, body] = services.mails[0].split("\r\n\r\n");
    const KNOWN = /^(Auto-Submitted|Content-[\w-]+|Date|From|In-Reply-To|MIME-Version|Message-ID|Precedence|References|Subject|To|X-[\w-]+): /i;
    for (const line of headers.split("\r\n")) assert.match(line, /^[\t ]|^[\w-]+: /);
    for (const line of headers.split("\r\n")) if (!/^[\t ]/.test(line)) assert.match(line, KNOWN);
    assertIsPlain(Buffer.from(body, "base64").toString().replaceAll(/\r?\n/g, ""));
    assert.ok(services.commands.every((line) => /^(EHLO|MAIL|RCPT|DATA|QUIT)/.test(line)), services.commands.join());
  },
};

await tell(laws, {
  before() {
    fake.forget();
    services.forget();
  },
  close() {
    fake.close();
    services.close();
    job.close();
  },
});
