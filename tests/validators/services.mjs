// usage: node services.mjs PAWL
// Webhook, Alertmanager and mail: what `pawl notify` sends to fakes on this machine. Closes with
// "N passed, N failed".
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";

import { Job, report, row } from "./pawl.mjs";

const SECRET = "planted0secret";

const listening = async (server) => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
};

/// Keeps each request; Alertmanager's alerts are kept by their labels, as it does.
const requests = [];
let alerts = new Map();
let failing = 0;
const web = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
  if (failing > 0) return failing-- && request.socket.destroy();
  if (!request.url.startsWith("/api/v2/alerts")) return response.writeHead(204).end();
  response.writeHead(200, { "Content-Type": "application/json" });
  if (request.method === "GET") return response.end(JSON.stringify([...alerts.values()]));
  for (const alert of JSON.parse(body)) {
    assert.ok(alert.startsAt <= alert.endsAt);
    const key = JSON.stringify(alert.labels);
    if (new Date(alert.endsAt) <= new Date()) alerts.delete(key);
    else alerts.set(key, alert);
  }
  response.end();
});

/// A mail server without TLS: RFC 5321 as far as a client needs it.
const mails = [];
const commands = [];
let refusal = null;
const smtp = net.createServer((socket) => {
  let text = "";
  let isData = false;
  socket.on("error", () => {});
  socket.write("220 fake ESMTP\r\n");
  socket.on("data", (chunk) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf(isData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const line = text.slice(0, end);
      text = text.slice(end + (isData ? 5 : 2));
      if (isData) mails.push(line);
      else commands.push(line);
      const isQuit = /^QUIT/.test(line);
      const reply = isData ? "250 taken" : /^EHLO/.test(line) ? "250-fake\r\n250 AUTH PLAIN LOGIN" : /^DATA/.test(line) ? "354 go on" : isQuit ? "221 bye" : "250 ok";
      const isRefused = refusal && /^RCPT/.test(line);
      socket.write(isRefused ? `${refusal}\r\n` : `${reply}\r\n`);
      isData = !isData && !isRefused && /^DATA/.test(line);
      if (isQuit) socket.end();
    }
  });
});

const webUrl = `http://127.0.0.1:${await listening(web)}`;
const smtpUrl = `smtp://127.0.0.1:${await listening(smtp)}`;
const job = new Job(path.resolve(process.argv[2]), {
  PAWL_WEBHOOK_URL: `${webUrl}/${SECRET}`,
  PAWL_WEBHOOK_SECRET: SECRET,
  ALERTMANAGER_URL: webUrl,
  SMTP_URL: smtpUrl,
  SMTP_FROM: "pawl@ci.example",
  SMTP_TO: "a@team.example, b@team.example",
});
const quiet = report([row("token/small"), row("token/large")]);
const loud = report([row("token/small", "regression", 1.2), row("token/large")]);
const hostile = report([row("x\r\nBcc: mallory@evil.example\r\n.\r\nQUIT", "regression", 1.2)], { suite: "s\r\nBcc: m@evil.example" });
const delivered = (outcome) => assert.equal(outcome.status, 0, outcome.err);

const tests = {
  async "a webhook's receiver can verify the report"() {
    delivered(await job.notify(loud, ["--to", "webhook"]));
    const { body, headers } = requests[0];
    assert.equal(JSON.parse(body).format, "pawl-report");
    assert.equal(headers["x-pawl-signature-256"], `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`);
  },
  async "a webhook gets a lost report again under the same delivery"() {
    failing = 1;
    delivered(await job.notify(loud, ["--to", "webhook"]));
    assert.equal(requests.length, 2);
    assert.equal(requests[0].headers["x-pawl-delivery"], requests[1].headers["x-pawl-delivery"]);
  },
  async "an alert fires once, stays, and is resolved when it is gone"() {
    delivered(await job.notify(loud, ["--to", "alertmanager"]));
    delivered(await job.notify(loud, ["--to", "alertmanager"]));
    assert.equal(alerts.size, 1);
    delivered(await job.notify(quiet, ["--to", "alertmanager"]));
    assert.equal(alerts.size, 0);
  },
  async "a mail arrives whole at each address"() {
    delivered(await job.notify(loud, ["--to", "email"]));
    assert.equal(commands.filter((line) => line.startsWith("RCPT TO:<")).length, 2);
    const [headers, body] = mails[0].split("\r\n\r\n");
    assert.match(headers, /^Subject: \[default\] .*regress/m);
    assert.match(Buffer.from(body, "base64").toString(), /token\/small/);
  },
  async "a hostile report adds neither header nor command"() {
    delivered(await job.notify(hostile, ["--to", "email"]));
    assert.equal(mails.length, 1);
    assert.doesNotMatch(mails[0].split("\r\n\r\n")[0], /^Bcc/m);
    assert.equal(commands.filter((line) => /mallory|evil/.test(line)).length, 0);
  },
  async "a password never goes to a server without TLS"() {
    const login = { SMTP_USERNAME: "pawl", SMTP_PASSWORD: SECRET };
    const outcome = await job.notify(loud, ["--to", "email", "--retry-for", "0s"], login);
    assert.equal(outcome.status, 5, outcome.err);
    assert.equal(commands.filter((line) => line.startsWith("AUTH")).length, 0);
  },
  async "a mail refused for good is not tried again"() {
    refusal = "550 no such user";
    const outcome = await job.notify(loud, ["--to", "email"]);
    assert.equal(outcome.status, 5, outcome.err);
    assert.match(outcome.err, /reply 550/);
    assert.equal(mails.length, 0);
  },
  async "a secret is in no letter of the outbox, and what waits there is sent"() {
    const outbox = ["--outbox", job.path("outbox")];
    const all = ["--to", "webhook", "--to", "alertmanager", "--to", "email", "--retry-for", "0s"];
    const down = { PAWL_WEBHOOK_URL: `http://127.0.0.1:1/${SECRET}`, ALERTMANAGER_URL: "http://127.0.0.1:1", SMTP_URL: "smtp://127.0.0.1:1" };
    assert.equal((await job.notify(loud, [...all, ...outbox], down)).status, 5);
    const letters = fs.readdirSync(job.path("outbox"));
    assert.equal(letters.length, 3);
    for (const letter of letters) assert.ok(!fs.readFileSync(job.path(`outbox/${letter}`), "utf8").includes(SECRET));
    delivered(await job.pawl(["notify", "--flush", ...outbox]));
    assert.deepEqual([requests.length > 0, alerts.size, mails.length], [true, 1, 1]);
  },
  async "no secret was ever said"() {
    assert.ok(!job.said.includes(SECRET));
  },
};

let passed = 0;
let failed = 0;
for (const [law, test] of Object.entries(tests)) {
  requests.length = mails.length = commands.length = 0;
  alerts = new Map();
  refusal = null;
  try {
    await test();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: ${law}\n${error.message}\n`);
  }
}
web.closeAllConnections();
web.close();
smtp.close();
job.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
