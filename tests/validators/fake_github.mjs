// A GitHub of one repository (o/r) and a Slack of one webhook, with a memory: what is written is
// there when it is read. `fail` makes the next requests of a kind go wrong.
import http from "node:http";

import { APP_TOKEN, FakeCode } from "./fake_code.mjs";

export const BOT_TOKEN = "ghs_planted0secret0of0the0bot";
export const USER_TOKEN = "ghp_planted0secret0of0a0user";
export const WEBHOOK = "/services/T000/B000/planted0secret0of0slack";

const AT = "2026-11-23T22:41:05Z";
const HERE = "https://github.example";

const urls = (base, names) => Object.fromEntries(names.map((name) => [`${name}_url`, `${base}/${name}`]));
const PERSONS_URLS = ["html", "avatar", "followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events"];

const person = (login) => {
  const url = `${HERE}/users/${encodeURIComponent(login)}`;
  const type = login.endsWith("[bot]") ? "Bot" : "User";
  return { login, id: login.length, node_id: `N_${login}`, type, site_admin: false, gravatar_id: "", url, ...urls(url, PERSONS_URLS) };
};

const profile = (login) => ({
  ...person(login),
  name: login,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: AT,
  updated_at: AT,
});

const failed = (status, message, headers = {}) => ({ status, headers, json: { message, documentation_url: HERE, status: `${status}` } });

export class FakeGithub {
  /// DIRECTORY holds GitHub's description and its examples.
  constructor(directory) {
    this.code = new FakeCode(directory);
    this.forget();
    this.server = http.createServer((request, response) => this.receive(request, response));
  }

  forget() {
    this.code.forget();
    this.slowness = 0; // milliseconds, before a request is carried out and again before it is answered
    this.comments = [];
    this.statuses = [];
    this.checks = [];
    this.issues = [];
    this.messages = []; // to Slack
    this.log = []; // "METHOD /path"
    this.failures = [];
    this.meeting = null;
    this.lastId = 100;
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    this.publicUrl ??= this.url; // what Link headers name: the proxy, once it is there
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /// The next request whose "METHOD /path" matches gets `how`: a status with headers and body, or a
  /// fault of the line: "reset" (before it is carried out), "lost" (carried out, then reset),
  /// "cut" (carried out, half of the answer sent, then reset), "half-closed" (the same, but ended in
  /// good order), "slow" (carried out, the answer sent bit by bit), "silent" (carried out, never
  /// answered).
  fail(pattern, how) {
    this.failures.push({ pattern, how });
  }

  /// The next so many requests whose "METHOD /path" matches wait for each other: what programs do at
  /// the same moment.
  meet(pattern, count) {
    this.meeting = { pattern, count, waiting: [] };
  }

  async others(line) {
    const { meeting } = this;
    if (!meeting?.pattern.test(line)) return;
    await new Promise((resolve) => {
      if (meeting.waiting.push(resolve) < meeting.count) return;
      this.meeting = null;
      meeting.waiting.forEach((go) => go());
    });
  }

  addComment(login, body) {
    const id = ++this.lastId;
    this.comments.push({
      id,
      node_id: `C_${id}`,
      url: `${HERE}/c/${id}`,
      html_url: `${HERE}/o/r/pull/7#issuecomment-${id}`,
      issue_url: `${HERE}/o/r/issues/7`,
      author_association: "NONE",
      created_at: AT,
      updated_at: AT,
      performed_via_github_app: null,
      body,
      user: person(login),
    });
    return this.comments.at(-1);
  }

  addIssue(login, { title, body }) {
    const number = ++this.lastId;
    const url = `${HERE}/o/r/issues/${number}`;
    this.issues.push({
      number,
      id: number,
      node_id: `I_${number}`,
      url,
      repository_url: `${HERE}/o/r`,
      ...urls(url, ["html", "labels", "comments", "events"]),
      title,
      body,
      state: "open",
      state_reason: null,
      user: person(login),
      labels: [],
      assignee: null,
      milestone: null,
      locked: false,
      comments: 0,
      closed_at: null,
      created_at: AT,
      updated_at: AT,
      author_association: "NONE",
      performed_via_github_app: null,
    });
    return this.issues.at(-1);
  }

  addCheck({ name, head_sha, external_id, status, conclusion, details_url, output }) {
    const id = ++this.lastId;
    const url = `${HERE}/o/r/check-runs/${id}`;
    const check = { id, node_id: `K_${id}`, name, head_sha, external_id, url, html_url: url, details_url: details_url ?? null };
    Object.assign(check, { started_at: AT, check_suite: { id: 1 }, app: null, pull_requests: [] });
    this.checks.push(this.edited(check, { status, conclusion, output }));
    return check;
  }

  /// A PATCH's annotations are added to those that are there.
  edited(check, { status, conclusion, output }) {
    const annotations_count = (check.output?.annotations_count ?? 0) + (output.annotations?.length ?? 0);
    const { title, summary } = output;
    const shown = { title, summary, text: null, annotations_count, annotations_url: `${check.url}/annotations` };
    const completed_at = status === "completed" ? AT : null;
    return Object.assign(check, { status, conclusion: conclusion ?? null, completed_at, output: shown });
  }

  addStatus(login, sha, { state, context, description, target_url }) {
    const id = ++this.lastId;
    const url = `${HERE}/o/r/statuses/${sha}`;
    this.statuses.push({
      url,
      avatar_url: `${HERE}/avatar`,
      id,
      node_id: `S_${id}`,
      state,
      context,
      description,
      target_url: target_url ?? null,
      created_at: AT,
      updated_at: AT,
      creator: person(login),
    });
    return this.statuses.at(-1);
  }

  async receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    await new Promise((resolve) => setTimeout(resolve, this.slowness));
    if (request.socket.destroyed) return undefined;
    const line = `${request.method} ${request.url}`;
    this.log.push(line);
    await this.others(line);
    const at = this.failures.findIndex(({ pattern }) => pattern.test(line));
    const how = at < 0 ? null : this.failures.splice(at, 1)[0].how;
    if (how === "reset") return request.socket.destroy();
    if (how?.status) return this.send(response, how);
    const answer = this.answer(request, line, Buffer.concat(chunks).toString());
    if (how === "lost") return request.socket.destroy();
    if (how === "silent") return undefined;
    await new Promise((resolve) => setTimeout(resolve, this.slowness));
    return this.send(response, answer, how);
  }

  send(response, { status, headers = {}, json, text }, how = null) {
    const body = text ?? JSON.stringify(json ?? {});
    const type = text === undefined ? "application/json; charset=utf-8" : "text/html";
    if (status === 204) return response.writeHead(status, headers).end();
    response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body), ...headers });
    const half = body.slice(0, body.length / 2);
    if (how === "cut") return response.write(half, () => response.socket.destroy());
    if (how === "half-closed") return response.write(half, () => response.socket.end());
    if (how !== "slow") return response.end(body);
    const parts = body.match(new RegExp(`[^]{1,${Math.ceil(body.length / 20)}}`, "g"));
    const timer = setInterval(() => (parts.length ? response.write(parts.shift()) : clearInterval(timer) ?? response.end()), 10);
    return undefined;
  }

  answer(request, line, body) {
    if (line.startsWith("POST /services/")) return this.slack(line, body);
    const { authorization } = request.headers;
    const login = { [`Bearer ${BOT_TOKEN}`]: "github-actions[bot]", [`Bearer ${USER_TOKEN}`]: "me", [`Bearer ${APP_TOKEN}`]: "pawl[bot]" }[authorization];
    const content = body ? JSON.parse(body) : {};
    for (const [pattern, handle, asker] of [...this.routes(), ...this.code.routes()]) {
      const match = line.match(pattern);
      if (!match) continue;
      const mayAsk = asker === "app" ? this.code.isApp(authorization) : login;
      return mayAsk ? handle(match, content, login) : failed(401, "Bad credentials");
    }
    return failed(404, "Not Found");
  }

  slack(line, body) {
    if (line !== `POST ${WEBHOOK}`) return { status: 404, text: "no_service" };
    this.messages.push(JSON.parse(body));
    return { status: 200, text: "ok" };
  }

  page(list, query) {
    const size = Number(query.get("per_page") ?? 30);
    const page = Number(query.get("page") ?? 1);
    const pages = Math.max(1, Math.ceil(list.length / size));
    const link = (n, rel) => `<${this.publicUrl}${query.path}?per_page=${size}&page=${n}>; rel="${rel}"`;
    const links = [
      ...(page > 1 ? [link(page - 1, "prev"), link(1, "first")] : []),
      ...(page < pages ? [link(page + 1, "next"), link(pages, "last")] : []),
    ];
    return {
      status: 200,
      headers: links.length ? { Link: links.join(", ") } : {},
      json: list.slice((page - 1) * size, page * size),
    };
  }

  routes() {
    const query = (path, text) => Object.assign(new URLSearchParams(text), { path });
    const isBot = (login) => login.endsWith("[bot]");
    return [
      [/^GET \/user$/, (_, __, login) => (isBot(login) ? failed(403, "Resource not accessible by integration") : { status: 200, json: profile(login) })],
      [/^GET (\/repos\/o\/r\/issues\/7\/comments)\??(.*)$/, ([, path, text]) => this.page(this.comments, query(path, text))],
      [
        /^POST \/repos\/o\/r\/issues\/7\/comments$/,
        (_, { body }, login) => ({ status: 201, json: this.addComment(login, body) }),
      ],
      [
        /^PATCH \/repos\/o\/r\/issues\/comments\/(\d+)$/,
        ([, id], { body }) => {
          const comment = this.comments.find((each) => each.id === Number(id));
          return comment ? { status: 200, json: Object.assign(comment, { body }) } : failed(404, "Not Found");
        },
      ],
      [
        /^DELETE \/repos\/o\/r\/issues\/comments\/(\d+)$/,
        ([, id]) => {
          const at = this.comments.findIndex((each) => each.id === Number(id));
          if (at < 0) return failed(404, "Not Found");
          this.comments.splice(at, 1);
          return { status: 204 };
        },
      ],
      [/^GET (\/repos\/o\/r\/issues)\?(.*)$/, ([, path, text]) => this.page(this.issues.filter(({ state }) => state === "open"), query(path, text))],
      [/^POST \/repos\/o\/r\/issues$/, (_, content, login) => ({ status: 201, json: this.addIssue(login, content) })],
      [
        /^PATCH \/repos\/o\/r\/issues\/(\d+)$/,
        ([, number], content) => ({ status: 200, json: Object.assign(this.issues.find((issue) => issue.number === Number(number)), content) }),
      ],
      [
        /^GET \/repos\/o\/r\/commits\/(\w+)\/check-runs/,
        ([, sha]) => {
          const check_runs = this.checks.filter((check) => check.head_sha === sha);
          return { status: 200, json: { total_count: check_runs.length, check_runs } };
        },
      ],
      [/^POST \/repos\/o\/r\/check-runs$/, (_, content) => ({ status: 201, json: this.addCheck(content) })],
      [
        /^PATCH \/repos\/o\/r\/check-runs\/(\d+)$/,
        ([, id], content) => ({ status: 200, json: this.edited(this.checks.find((check) => check.id === Number(id)), content) }),
      ],
      [/^POST \/repos\/o\/r\/statuses\/(\w+)$/, ([, sha], content, login) => ({ status: 201, json: this.addStatus(login, sha, content) })],
    ];
  }
}
