// usage: node github_spec.mjs api.github.com.json OUT DIRECTORY
// GitHub's OpenAPI description cut to the routes that Pawl uses, and mended where it would make
// Prism blind or wrong. DIRECTORY has node_modules.
import fs from "node:fs";
import { createRequire } from "node:module";

const [, , source, out, directory] = process.argv;
const description = JSON.parse(fs.readFileSync(source));
const repository = "/repos/{owner}/{repo}";
const ROUTES = {
  [`${repository}/issues`]: ["get", "post"],
  [`${repository}/issues/{issue_number}`]: ["get", "patch"],
  [`${repository}/issues/{issue_number}/comments`]: ["get", "post"],
  [`${repository}/issues/comments/{comment_id}`]: ["get", "patch", "delete"],
  [`${repository}/issues/comments/{comment_id}/reactions`]: ["get", "post"],
  [`${repository}/check-runs`]: ["post"],
  [`${repository}/check-runs/{check_run_id}`]: ["get", "patch"],
  [`${repository}/commits/{ref}/check-runs`]: ["get"],
  [`${repository}/commits/{ref}/statuses`]: ["get"],
  [`${repository}/statuses/{sha}`]: ["post"],
  [`${repository}/commits/{commit_sha}/pulls`]: ["get"],
  [`${repository}/pulls`]: ["get", "post"],
  [`${repository}/pulls/{pull_number}`]: ["get"],
  [`${repository}/collaborators/{username}/permission`]: ["get"],
  [`${repository}/contents/{path}`]: ["get", "put"],
  [`${repository}/git/ref/{ref}`]: ["get"],
  [`${repository}/git/refs`]: ["post"],
  [`${repository}/actions/runs`]: ["get"],
  [`${repository}/actions/runs/{run_id}/jobs`]: ["get"],
  [`${repository}/actions/runs/{run_id}/rerun`]: ["post"],
  [`${repository}/actions/jobs/{job_id}/rerun`]: ["post"],
  [`${repository}/installation`]: ["get"],
  "/app/installations/{installation_id}/access_tokens": ["post"],
  "/user": ["get"],
};

const paths = {};
for (const [path, methods] of Object.entries(ROUTES))
  paths[path] = Object.fromEntries(
    methods.map((method) => {
      if (!description.paths[path]?.[method]) throw new Error(`GitHub's description has no ${method} ${path}`);
      return [method, description.paths[path][method]];
    }),
  );
withSlashes("path");
withSlashes("ref");
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
const components = referenced(paths);

/// A file's path or a ref may hold slashes, where Prism sees segments: a route for each number of them.
function withSlashes(name) {
  for (const [path, methods] of Object.entries(paths)) {
    if (!path.endsWith(`/{${name}}`)) continue;
    for (const more of [1, 2, 3]) {
      const segments = Array.from({ length: more }, (_, i) => `${name}${i}`);
      const route = structuredClone(methods);
      for (const operation of Object.values(route)) {
        operation.operationId += `-${more}`;
        operation.parameters = [...(operation.parameters ?? []), ...segments.map((each) => ({ name: each, in: "path", required: true, schema: { type: "string" } }))];
      }
      paths[path.replace(`{${name}}`, [...segments, name].map((each) => `{${each}}`).join("/"))] = route;
    }
  }
}

/// The components that are referred to, directly or not.
function referenced(root) {
  const found = {};
  const seen = new Set();
  const visit = (node) => {
    if (!node || typeof node !== "object") return;
    if (typeof node.$ref === "string" && !seen.has(node.$ref)) {
      seen.add(node.$ref);
      const [, , kind, name] = node.$ref.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
      (found[kind] ??= {})[name] = description.components[kind][name];
      visit(found[kind][name]);
    }
    Object.values(node).forEach(visit);
  };
  visit(root);
  return found;
}

/// Prism answers 406 to the Accept header that GitHub recommends: it is application/json by another name.
function acceptGithubsMediaType(response) {
  const content = response?.content;
  if (content?.["application/json"]) content["application/vnd.github+json"] ??= content["application/json"];
}
operations.flatMap((operation) => Object.values(operation.responses)).forEach(acceptGithubsMediaType);
Object.values(components.responses ?? {}).forEach(acceptGithubsMediaType);

/// Prism skips, without a word, what ajv cannot compile: "nullable" beside no "type" is such a thing.
function mendNullable(node) {
  if (!node || typeof node !== "object") return;
  const never = { type: "string", nullable: true, enum: ["__never__"] };
  if (node.nullable === true && !node.type) {
    delete node.nullable;
    const choice = ["oneOf", "anyOf"].find((key) => Array.isArray(node[key]));
    if (choice) node[choice].push(never);
    else if (node.allOf) {
      node.anyOf = [{ allOf: node.allOf }, never];
      delete node.allOf;
    }
  }
  Object.values(node).forEach(mendNullable);
}
mendNullable(paths);
mendNullable(components.schemas);

/// Rules that GitHub documents in prose only.
const body = (path, method) => paths[path][method].requestBody.content["application/json"].schema;
for (const [path, method] of [
  ["issues/{issue_number}/comments", "post"],
  ["issues/comments/{comment_id}", "patch"],
  ["issues", "post"],
  ["issues/{issue_number}", "patch"],
  ["pulls", "post"],
])
  body(`${repository}/${path}`, method).properties.body.maxLength = 65536;
body(`${repository}/statuses/{sha}`, "post").properties.description.maxLength = 140;
body(`${repository}/check-runs`, "post").oneOf = [
  { properties: { status: { enum: ["completed"] } }, required: ["status", "conclusion"] },
  { properties: { status: { enum: ["queued", "in_progress"] } }, not: { required: ["conclusion"] } },
];

/// GitHub ignores keys it does not know, so that a misspelt optional key would pass: close every object.
function close(schema, done = new Set()) {
  if (!schema || typeof schema !== "object" || done.has(schema) || schema.$ref) return;
  done.add(schema);
  const isPlain = schema.type === "object" && schema.properties && !schema.oneOf && !schema.anyOf && !schema.allOf;
  if (isPlain) schema.additionalProperties ??= false;
  for (const [key, value] of Object.entries(schema)) if (key !== "oneOf" && key !== "anyOf") close(value, done);
}
for (const operation of operations) {
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  if (schema?.oneOf && schema.properties) schema.additionalProperties = false;
  close(schema);
}

components.securitySchemes = { bearer: { type: "http", scheme: "bearer" } };
fs.writeFileSync(
  out,
  JSON.stringify({
    openapi: description.openapi,
    info: description.info,
    servers: [{ url: "http://127.0.0.1" }],
    security: [{ bearer: [] }],
    paths,
    components,
  }),
);

/// GitHub's own example of each answer, by "METHOD PATH": what a fake can begin with.
const examples = {};
for (const [path, methods] of Object.entries(paths))
  for (const [method, { responses }] of Object.entries(methods)) {
    const [, success] = Object.entries(responses).filter(([status]) => status < "300").at(-1) ?? [];
    const [example] = Object.values(success?.content?.["application/json"]?.examples ?? {});
    const name = example?.$ref?.split("/").at(-1);
    examples[`${method} ${path}`] = (name ? components.examples[name] : example)?.value;
  }
fs.writeFileSync(`${directory}/github_examples.json`, JSON.stringify(examples));

/// Nothing may be left that Prism would skip.
const require = createRequire(`${directory}/`);
const { getHttpOperationsFromSpec } = require("@stoplight/prism-cli/dist/operations");
const Ajv = require("ajv").default;
const formats = require("ajv-formats").default;
for (const operation of await getHttpOperationsFromSpec(out)) {
  const contents = [operation.request?.body, ...operation.responses].flatMap((part) => part?.contents ?? []);
  for (const { schema } of contents)
    formats(new Ajv({ allErrors: true, allowUnionTypes: true, allowMatchingProperties: true, strict: false, logger: false })).compile(schema);
}
