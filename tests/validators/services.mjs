// usage: node services.mjs DIRECTORY PAWL
// Webhook, Alertmanager and mail: what `pawl notify` sends to fakes on this machine. Closes with
// "N passed, N failed".
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

import { FakeServices } from "./fake_services.mjs";
import { tell } from "./laws.mjs";
import { Job, report, row } from "./pawl.mjs";

const SECRET = "planted0secret";

const services = new FakeServices();
await services.listen();
const job = new Job(path.resolve(process.argv[3]), {
  PAWL_WEBHOOK_URL: `${services.webUrl}/${SECRET}`,
  PAWL_WEBHOOK_SECRET: SECRET,
  ALERTMANAGER_URL: services.webUrl,
  SMTP_URL: services.smtpUrl,
  SMTP_FROM: "pawl@ci.example",
  SMTP_TO: "a@team.example, b@team.example",
});
const quiet = report([row("token/small"), row("token/large")]);
const loud = report([row("token/small", "regression", 1.2), row("token/large")]);
const hostile = report([row("x\r\nBcc: mallory@evil.example\r\n.\r\nQUIT", "regression", 1.2)], { suite: "s\r\nBcc: m@evil.example" });
const delivered = (outcome) => assert.equal(outcome.status, 0, outcome.err);

const laws = {
  async "a webhook's receiver can verify the report"() {
    delivered(await job.notify(loud, ["--to", "webhook"]));
    const { body, headers } = services.requests[0];
    assert.equal(JSON.parse(body).format, "pawl-report");
    assert.equal(headers["x-pawl-signature-256"], `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`);
  },
  async "a webhook gets a lost report again under the same delivery"() {
    services.failing = 1;
    delivered(await job.notify(loud, ["--to", "webhook"]));
    assert.equal(services.requests.length, 2);
    assert.equal(services.requests[0].headers["x-pawl-delivery"], services.requests[1].headers["x-pawl-delivery"]);
  },
  async "an alert fires once, stays, and is resolved when it is gone"() {
    delivered(await job.notify(loud, ["--to", "alertmanager"]));
    delivered(await job.notify(loud, ["--to", "alertmanager"]));
    assert.equal(services.alerts.size, 1);
    delivered(await job.notify(quiet, ["--to", "alertmanager"]));
    assert.equal(services.alerts.size, 0);
  },
  async "a mail arrives whole at each address"() {
    delivered(await job.notify(loud, ["--to", "email"]));
    assert.equal(services.commands.filter((line) => line.startsWith("RCPT TO:<")).length, 2);
    const [headers, body] = services.mails[0].split("\r\n\r\n");
    assert.match(headers, /^Subject: \[default\] .*regress/m);
    assert.match(Buffer.from(body, "base64").toString(), /token\/small/);
  },
  async "a hostile report adds neither header nor command"() {
    delivered(await job.notify(hostile, ["--to", "email"]));
    assert.equal(services.mails.length, 1);
    assert.doesNotMatch(services.mails[0].split("\r\n\r\n")[0], /^Bcc/m);
    assert.equal(services.commands.filter((line) => /mallory|evil/.test(line)).length, 0);
  },
  async "a password never goes to a server without TLS"() {
    const login = { SMTP_USERNAME: "pawl", SMTP_PASSWORD: SECRET };
    const outcome = await job.notify(loud, ["--to", "email", "--retry-for", "0s"], login);
    assert.equal(outcome.status, 5, outcome.err);
    assert.equal(services.commands.filter((line) => line.startsWith("AUTH")).length, 0);
  },
  async "a mail refused for good is not tried again"() {
    services.refusal = "550 no such user";
    const outcome = await job.notify(loud, ["--to", "email"]);
    assert.equal(outcome.status, 5, outcome.err);
    assert.match(outcome.err, /reply 550/);
    assert.equal(services.mails.length, 0);
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
    assert.deepEqual([services.requests.length > 0, services.alerts.size, services.mails.length], [true, 1, 1]);
  },
  async "no secret was ever said"() {
    assert.ok(!job.said.includes(SECRET));
  },
};

await tell(laws, {
  before: () => services.forget(),
  close() {
    services.close();
    job.close();
  },
});
