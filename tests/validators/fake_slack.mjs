// Slack's Web API for one channel, with a memory. Its errors come as HTTP 200 with "ok":false.
import http from "node:http";

export const BOT = "xoxb-planted0secret0of0the0bot";
export const CHANNEL = "C0123456789";

export class FakeSlack {
  constructor() {
    this.forget();
    this.server = http.createServer((request, response) => this.receive(request, response));
  }

  forget() {
    this.messages = []; // newest last, replies among them
    this.written = []; // { method, body }
    this.failures = []; // { method, how }
    this.last = 1795472000;
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}/api`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /// The next request of that method gets `how`: an error's word, a status with headers, or "lost"
  /// (carried out, then reset) or "half-closed" (carried out, half of the answer sent).
  fail(method, how) {
    this.failures.push({ method, how });
  }

  roots() {
    return this.messages.filter(({ thread_ts }) => !thread_ts);
  }

  replies(ts) {
    return this.messages.filter(({ thread_ts }) => thread_ts === ts);
  }

  async receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const method = request.url.replace("/api/", "");
    const isJson = request.headers["content-type"].startsWith("application/json");
    const body = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
    const at = this.failures.findIndex((failure) => failure.method === method);
    const how = at < 0 ? null : this.failures.splice(at, 1)[0].how;
    if (how?.status) return response.writeHead(how.status, how.headers).end();
    const isFault = ["lost", "half-closed"].includes(how);
    const answer = how && !isFault ? { ok: false, error: how } : this.answer(method, body, request.headers.authorization);
    if (how === "lost") return request.socket.destroy();
    const shown = JSON.stringify(answer);
    response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Content-Length": Buffer.byteLength(shown) });
    return how === "half-closed" ? response.write(shown.slice(0, 10), () => response.socket.end()) : response.end(shown);
  }

  answer(method, body, authorization) {
    if (authorization !== `Bearer ${BOT}`) return { ok: false, error: "invalid_auth" };
    if (body.channel !== CHANNEL) return { ok: false, error: "channel_not_found" };
    if (method === "conversations.history") return this.page(this.roots().toReversed(), body);
    if (method === "conversations.replies") return this.page(this.messages.filter(({ ts, thread_ts }) => [ts, thread_ts].includes(body.ts)), body);
    this.written.push({ method, body });
    if (method === "chat.postMessage") {
      const { channel, ...message } = body;
      this.messages.push({ ...message, ts: `${this.last++}.000100`, type: "message" });
      return { ok: true, ts: this.messages.at(-1).ts };
    }
    if (method !== "chat.update") return { ok: false, error: "unknown_method" };
    const message = this.messages.find(({ ts }) => ts === body.ts);
    if (!message) return { ok: false, error: "message_not_found" };
    const { channel, ...change } = body;
    Object.assign(message, change);
    return { ok: true, ts: body.ts };
  }

  /// Two at a time, so that who reads one page only is found out.
  page(list, { cursor = "0", include_all_metadata }) {
    const from = Number(cursor);
    const messages = list.slice(from, from + 2).map(({ metadata, ...message }) => (include_all_metadata === "true" ? { ...message, metadata } : message));
    return { ok: true, messages, response_metadata: { next_cursor: from + 2 < list.length ? `${from + 2}` : "" } };
  }
}
