// The code side of the fake GitHub: branches with files, pull requests, who may write, workflow runs
// and an App's installation. What an answer holds beside what is asked for is GitHub's own example.
import { createHash, createVerify } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export const APP_TOKEN = "ghs_planted0secret0of0the0app";
export const HEAD = "ce587453ced02b1526dfb4cb910479d431683101";

const R = "/repos/{owner}/{repo}";
const sha = (text) => createHash("sha1").update(text).digest("hex");
const no = (status, message) => ({ status, json: { message, documentation_url: "https://github.example", status: `${status}` } });

/// Whether it is a token that an App (its ID 4711) signed with its key a moment ago, for ten minutes at most.
function isSignedBy(publicKey, authorization = "") {
  const [head, claims, signature] = authorization.replace("Bearer ", "").split(".");
  if (!publicKey || !signature) return false;
  const { iat, exp, iss } = JSON.parse(Buffer.from(claims, "base64url"));
  const isSigned = createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(publicKey, signature, "base64url");
  const seconds = Date.now() / 1000;
  return isSigned && iss === "4711" && iat <= seconds && exp > seconds && exp - iat <= 600;
}

export class FakeCode {
  constructor(directory) {
    this.examples = JSON.parse(fs.readFileSync(path.join(directory, "github_examples.json")));
    this.forget();
  }

  forget() {
    this.branches = { main: { sha: sha("main"), files: {} }, topic: { sha: HEAD, files: {} } };
    this.permissions = { me: "write" };
    this.pulls = [{ number: 7, state: "open", repository: "o/r", head: "topic", base: "main" }];
    this.runs = [{ id: 3, name: "pawl", head_sha: HEAD, status: "completed", created_at: "2019-01-01T00:00:00Z", jobs: [{ id: 31, name: "measure", conclusion: "success" }, { id: 32, name: "confirm", conclusion: "failure" }] }];
    this.reactions = [];
    this.reruns = []; // "runs/3", "jobs/32"
  }

  example(line) {
    return structuredClone(this.examples[line]);
  }

  /// The branch or commit of that name.
  at(ref) {
    return this.branches[ref] ?? Object.values(this.branches).find((branch) => branch.sha === ref);
  }

  pull({ number, state, repository, head, base, title }) {
    const shown = this.example(`get ${R}/pulls/{pull_number}`);
    const at = this.branches[head];
    Object.assign(shown, { number, state, title: title ?? shown.title, requested_teams: [], html_url: `https://github.example/o/r/pull/${number}` });
    Object.assign(shown.head, { ref: head, sha: at.sha, label: `${repository.split("/")[0]}:${head}` });
    Object.assign(shown.head.repo, { full_name: repository });
    Object.assign(shown.base, { ref: base, sha: this.branches[base].sha });
    return shown;
  }

  /// As lists have it: without what only one asked for by its number has.
  listed(pull) {
    const keys = Object.keys(this.examples[`get ${R}/pulls`][0]);
    return Object.fromEntries(Object.entries(this.pull(pull)).filter(([key]) => keys.includes(key)));
  }

  file(name, ref) {
    const text = this.at(ref)?.files[name];
    if (text === undefined) return no(404, "Not Found");
    const content = Buffer.from(text).toString("base64").replace(/(.{60})/g, "$1\n");
    return { status: 200, json: { ...this.example(`get ${R}/contents/{path}`), name: name.split("/").at(-1), path: name, sha: sha(text), size: text.length, encoding: "base64", content } };
  }

  /// Refused when the branch has another file there than the one that the change names. The branch
  /// keeps its SHA, so that what was measured stays its head.
  commit(name, { branch: ref, content, sha: changed }) {
    const branch = this.branches[ref];
    if (!branch) return no(404, `Branch ${ref} not found`);
    const before = branch.files[name];
    if (changed !== (before && sha(before))) return no(409, `${name} does not match ${changed}`);
    branch.files[name] = Buffer.from(content, "base64").toString();
    return { status: before ? 200 : 201, json: this.example(`put ${R}/contents/{path}`) };
  }

  branch({ ref, sha: from }) {
    const name = ref.replace("refs/heads/", "");
    if (this.branches[name]) return no(422, "Reference already exists");
    if (!this.at(from)) return no(422, "Object does not exist");
    this.branches[name] = { sha: from, files: { ...this.at(from).files } };
    return { status: 201, json: this.reference(name) };
  }

  reference(name) {
    const shown = this.example(`get ${R}/git/ref/{ref}`);
    return { ...shown, ref: `refs/heads/${name}`, object: { ...shown.object, type: "commit", sha: this.branches[name].sha } };
  }

  propose({ title, head, base }) {
    if (!this.branches[head] || !this.branches[base]) return no(422, "Validation Failed");
    if (this.pulls.some((pull) => pull.head === head && pull.state === "open")) return no(422, "A pull request already exists");
    this.pulls.push({ number: 100 + this.pulls.length, state: "open", repository: "o/r", head, base, title });
    return { status: 201, json: this.pull(this.pulls.at(-1)) };
  }

  run({ id, name, head_sha, status, created_at }) {
    const [shown] = this.example(`get ${R}/actions/runs`).workflow_runs;
    return { ...shown, id, name, head_sha, status, created_at, event: "pull_request" };
  }

  job({ id, name, conclusion }) {
    const [shown] = this.example(`get ${R}/actions/runs/{run_id}/jobs`).jobs;
    return { ...shown, id, name, conclusion, status: "completed", created_at: shown.started_at };
  }

  permission(permission) {
    const shown = this.example(`get ${R}/collaborators/{username}/permission`);
    return { ...shown, permission, user: { ...shown.user, role_name: permission } };
  }

  /// [pattern of "METHOD /path", handler, who may ask: a bearer of a token unless it says "app"]
  routes() {
    const found = (json) => ({ status: 200, json });
    return [
      [/^GET \/repos\/o\/r\/installation$/, () => found({ ...this.example(`get ${R}/installation`), id: 9, app_slug: "pawl" }), "app"],
      [/^POST \/app\/installations\/9\/access_tokens$/, (_, { repositories }) => ({ status: repositories?.[0] === "r" ? 201 : 422, json: { ...this.example("post /app/installations/{installation_id}/access_tokens"), token: APP_TOKEN } }), "app"],
      [
        /^GET \/repos\/o\/r\/collaborators\/([\w-]+)\/permission$/,
        ([, login]) => (this.permissions[login] ? found(this.permission(this.permissions[login])) : no(404, "Not Found")),
      ],
      [/^GET \/repos\/o\/r\/pulls\/(\d+)$/, ([, number]) => found(this.pull(this.pulls.find((pull) => pull.number === Number(number))))],
      [
        /^GET \/repos\/o\/r\/pulls\?(.*)$/,
        ([, query]) => {
          const [owner, head] = (new URLSearchParams(query).get("head") ?? "").split(":");
          return found(this.pulls.filter((pull) => pull.state === "open" && pull.head === head && pull.repository.startsWith(`${owner}/`)).map((pull) => this.listed(pull)));
        },
      ],
      [/^GET \/repos\/o\/r\/commits\/(\w+)\/pulls/, ([, commit]) => found(this.pulls.filter((pull) => pull.repository === "o/r" && this.pull(pull).head.sha === commit).map((pull) => this.listed(pull)))],
      [/^POST \/repos\/o\/r\/pulls$/, (_, content) => this.propose(content)],
      [/^POST \/repos\/o\/r\/issues\/comments\/(\d+)\/reactions$/, (_, { content }) => ({ status: 201, json: { ...this.example(`post ${R}/issues/comments/{comment_id}/reactions`), id: this.reactions.push(content), content } })],
      [/^GET \/repos\/o\/r\/contents\/([^?]+)\?ref=(.*)$/, ([, name, ref]) => this.file(name, decodeURIComponent(ref))],
      [/^PUT \/repos\/o\/r\/contents\/([^?]+)$/, ([, name], content) => this.commit(name, content)],
      [/^GET \/repos\/o\/r\/git\/ref\/heads\/(.+)$/, ([, name]) => (this.branches[name] ? found(this.reference(name)) : no(404, "Not Found"))],
      [/^POST \/repos\/o\/r\/git\/refs$/, (_, content) => this.branch(content)],
      [
        /^GET \/repos\/o\/r\/actions\/runs\?(.*)$/,
        ([, query]) => {
          const asked = new URLSearchParams(query);
          const [, latest = "9"] = asked.get("created")?.match(/^<=([\d-]+T[\d:]+Z)$/) ?? [];
          const workflow_runs = this.runs.filter((run) => run.head_sha === asked.get("head_sha") && run.created_at <= latest).map((run) => this.run(run));
          return found({ total_count: workflow_runs.length, workflow_runs });
        },
      ],
      [/^GET \/repos\/o\/r\/actions\/runs\/(\d+)\/jobs/, ([, id]) => found({ total_count: 2, jobs: this.runs.find((run) => run.id === Number(id)).jobs.map((job) => this.job(job)) })],
      [/^POST \/repos\/o\/r\/actions\/((?:runs|jobs)\/\d+)\/rerun$/, ([, what]) => ({ status: 201, json: {}, did: this.reruns.push(what) })],
    ];
  }

  isApp(authorization) {
    return isSignedBy(this.publicKey, authorization);
  }
}
