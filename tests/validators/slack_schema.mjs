// usage: node slack_schema.mjs DIRECTORY OUT
// Slack's types for TypeScript as a JSON schema, in which the limits that stand only in their
// comments ("Maximum length for this field is 150 characters") are keywords too.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const [, , directory, out] = process.argv;
const generator = path.join(directory, "node_modules/.bin/ts-json-schema-generator");
const options = ["--path", path.join(directory, "slack_message.ts"), "--type", "Message", "--no-type-check"];
const schema = JSON.parse(execFileSync(process.execPath, [generator, ...options], { cwd: directory, maxBuffer: 1 << 26 }));

const number = (digits) => parseInt(digits.replaceAll(",", ""), 10);
let limits = 0;

function limitText(field, most) {
  limits++;
  if (field.type === "string") {
    field.maxLength = most;
    return;
  }
  // A reference to a text object: its text is what is limited.
  const reference = { ...field };
  for (const key of Object.keys(field)) delete field[key];
  field.allOf = [reference, { properties: { text: { maxLength: most } } }];
}

function limitList(field, description) {
  const items = description.match(/[Mm]aximum (?:number of items is|of|)\s?(\d+)/);
  if (items) {
    field.maxItems = number(items[1]);
    limits++;
  }
  const text = description.match(/text in each item is ([\d,]+)/);
  if (text) {
    field.items = { allOf: [field.items, { properties: { text: { maxLength: number(text[1]) } } }] };
    limits++;
  }
}

const LENGTH = /(?:[Mm]aximum length (?:for (?:the|this) (?:`?text`? in this )?(?:field|text in this field)|for the `text` in this field|for the text in this field|for this field|)\s?(?:is|of) |[Ll]imit |maximum length is )([\d,]+)\s*char/;

function visit(node) {
  if (!node || typeof node !== "object") return;
  Object.values(node).forEach(visit);
  const description = typeof node.description === "string" ? node.description.replace(/\s+/g, " ") : "";
  if (!description || node.properties) return;
  if (node.type === "array") return limitList(node, description);
  const length = description.match(LENGTH);
  if (length) limitText(node, number(length[1]));
}

visit(schema.definitions);
const message = schema.definitions.Message.properties;
message.blocks.maxItems = 50;
message.text.maxLength = 40000;
// What Slack's documentation alone says: no text is empty, and a section has one.
for (const name of ["PlainTextElement", "MrkdwnElement"]) schema.definitions[name].properties.text.minLength = 1;
schema.definitions.SectionBlock.anyOf = [{ required: ["text"] }, { required: ["fields"] }];
if (limits < 30) throw new Error(`found ${limits} limits in Slack's comments, where there were 30 and more`);
fs.writeFileSync(out, JSON.stringify(schema));
