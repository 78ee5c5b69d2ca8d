// A webhook's receiver, an Alertmanager and a mail server, each with a memory.
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";

const listening = async (server) => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
};

export class FakeServices {
  constructor() {
    this.forget();
    this.web = http.createServer((request, response) => this.receive(request, response));
    this.smtp = net.createServer((socket) => this.talk(socket));
  }

  forget() {
    this.requests = []; // { line, headers, body }
    this.alerts = new Map(); // by their labels, as Alertmanager keeps them
    this.mails = [];
    this.commands = []; // of SMTP
    this.failing = 0; // so many requests get no answer
    this.refusal = null; // what RCPT gets
  }

  async listen() {
    this.webUrl = `http://127.0.0.1:${await listening(this.web)}`;
    this.smtpUrl = `smtp://127.0.0.1:${await listening(this.smtp)}`;
  }

  close() {
    this.web.closeAllConnections();
    this.web.close();
    this.smtp.close();
  }

  async receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    this.requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    if (this.failing > 0) return this.failing-- && request.socket.destroy();
    if (!request.url.startsWith("/api/v2/alerts")) return response.writeHead(204).end();
    response.writeHead(200, { "Content-Type": "application/json" });
    if (request.method === "GET") return response.end(JSON.stringify([...this.alerts.values()]));
    for (const alert of JSON.parse(body)) {
      assert.ok(alert.startsAt <= alert.endsAt);
      const key = JSON.stringify(alert.labels);
      if (new Date(alert.endsAt) <= new Date()) this.alerts.delete(key);
      else this.alerts.set(key, alert);
    }
    return response.end();
  }

  /// Without TLS: RFC 5321 as far as a client needs it.
  talk(socket) {
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
        (isData ? this.mails : this.commands).push(line);
        const isQuit = /^QUIT/.test(line);
        const reply = isData ? "250 taken" : /^EHLO/.test(line) ? "250-fake\r\n250 AUTH PLAIN LOGIN" : /^DATA/.test(line) ? "354 go on" : isQuit ? "221 bye" : "250 ok";
        const isRefused = this.refusal && /^RCPT/.test(line);
        socket.write(isRefused ? `${this.refusal}\r\n` : `${reply}\r\n`);
        isData = !isData && !isRefused && /^DATA/.test(line);
        if (isQuit) socket.end();
      }
    });
  }
}
