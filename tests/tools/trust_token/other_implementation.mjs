// Another implementation of trust tokens, on Node's crypto and written from README.md alone, held
// against the program: each accepts what the other signs, and both see what was changed.
// usage: node other_implementation.mjs PAWL-TOKEN
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.argv[2];
const secret = "köttbullar, and thirty-two bytes in all";
const environment = { ...process.env, TRUST_TOKEN_SECRET: secret };
const directory = mkdtempSync(join(tmpdir(), "pawl-test."));
let passed = 0, failed = 0;

const sha256 = (content) => createHash("sha256").update(content).digest("hex");
const netstring = (value) => {
  const bytes = Buffer.from(String(value));
  return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(",")]);
};
const signature = (token) => {
  const parts = ["pawl-trust-token", token.version, token.sanitized_hash, token.original_hash,
    token.rules_applied.length, ...token.rules_applied, token.issued_at, token.expires_at];
  return createHmac("sha256", secret).update(Buffer.concat(parts.map(netstring))).digest("hex");
};
const file = (name, contents) => {
  writeFileSync(join(directory, name), contents);
  return join(directory, name);
};
const run = (args, input = "") => spawnSync(program, args, { input, env: environment, encoding: "utf8" });
const generated = (content, original, rules) => {
  const more = original === undefined ? [] : ["--original", file("original", original)];
  const ran = run(["generate", ...more, ...rules.flatMap((rule) => ["--rule", rule])], content);
  assert.equal(ran.status, 0, ran.stderr);
  return JSON.parse(ran.stdout);
};
const issued = (changes = {}) => {
  const now = Math.floor(Date.now() / 1000);
  const token = { version: 1, sanitized_hash: sha256("clean"), original_hash: sha256("dirty"),
    rules_applied: ["a", "größer 👩‍🔬"], issued_at: now, expires_at: now + 3600, ...changes };
  return { ...token, signature: signature(token) };
};
const verdict = (token) => {
  const ran = run(["validate"], JSON.stringify(token, null, 2));
  assert.equal(ran.status, ran.stdout.startsWith("valid:") ? 0 : 1);
  return ran.stdout.split(":")[0];
};

const cases = {
  "the program's hashes and signatures are those of Node": () => {
    for (const [content, original, rules] of [
      ["", undefined, []], ["clean", "dirty", ["remove-script"]],
      ["größer 清潔な\0", "", ["a", "b,1:c", "größer \"x\" \\ 👩‍🔬"]],
      ["x".repeat(1 << 20), "y".repeat(3), Array.from({ length: 200 }, (_, i) => `rule ${i}`)],
    ]) {
      const token = generated(content, original, rules);
      assert.equal(token.sanitized_hash, sha256(content));
      assert.equal(token.original_hash, sha256(original ?? content));
      assert.deepEqual(token.rules_applied, rules);
      assert.equal(token.expires_at - token.issued_at, 3600);
      assert.equal(token.signature, signature(token));
    }
  },
  "what Node signs the program finds valid": () => {
    assert.equal(verdict(issued()), "valid");
    assert.equal(verdict(issued({ rules_applied: [] })), "valid");
  },
  "what Node changes the program finds tampered": () => {
    const token = issued();
    assert.equal(verdict({ ...token, rules_applied: ["a"] }), "tampered");
    assert.equal(verdict({ ...token, expires_at: token.expires_at + 1 }), "tampered");
    assert.equal(verdict({ ...token, original_hash: token.sanitized_hash }), "tampered");
  },
  "expired, early and malformed are told apart": () => {
    assert.equal(verdict(issued({ issued_at: 1, expires_at: 2 })), "expired");
    assert.equal(verdict(issued({ issued_at: 4e9, expires_at: 5e9 })), "not-yet-valid");
    assert.equal(verdict(issued({ version: 2 })), "malformed");
    assert.equal(verdict({ ...issued(), extra: 1 }), "malformed");
  },
  "the README's worked example is right": () => {
    const token = { version: 1, sanitized_hash: sha256("hello"), original_hash: sha256("hello<script>"),
      rules_applied: ["remove-script"], issued_at: 1800000000, expires_at: 1800003600 };
    const signed = createHmac("sha256", "0123456789abcdef0123456789abcdef").update(Buffer.concat(
      ["pawl-trust-token", 1, token.sanitized_hash, token.original_hash, 1, "remove-script",
        1800000000, 1800003600].map(netstring))).digest("hex");
    assert.equal(signed, "8bd4e03769b0572970d082718b423948bf74a38c3aff4d7e4c9b586807627d99");
  },
  "the service signs the same, and ends with status 0 on SIGTERM": async () => {
    const service = spawn(program, ["serve", "--port", "0"], { env: environment });
    try {
      const [line] = await once(service.stdout, "data");
      const url = String(line).trim() + "/api/trust-tokens";
      const post = async (path, body) => (await fetch(url + path, { method: "POST", body: JSON.stringify(body) })).json();
      const { token } = await post("/generate", { content: "clean", original: "dirty", rules: ["a"] });
      assert.equal(token.sanitized_hash, sha256("clean"));
      assert.equal(token.signature, signature(token));
      assert.equal((await post("/validate", { token: issued(), content: "clean" })).verdict, "valid");
      assert.equal((await post("/validate", { token: issued(), content: "dirty" })).verdict, "tampered");
      service.kill("SIGTERM");
      assert.deepEqual(await once(service, "exit"), [0, null]);
    } finally {
      service.kill("SIGKILL");
    }
  },
};

for (const [law, check] of Object.entries(cases)) {
  try {
    await check();
    ++passed;
  } catch (error) {
    ++failed;
    console.error(`${law}:\n${error.stack}`);
  }
}
rmSync(directory, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
