// usage: node actions_check.bundle.mjs FILE…
// GitHub's own validator over workflows and action.yml: a line for each fault; fails when there is one.
import fs from "node:fs";

import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

let faults = 0;
for (const file of process.argv.slice(2)) {
  const document = TextDocument.create(`file://${file}`, "yaml", 1, fs.readFileSync(file, "utf8"));
  for (const { range, message } of await validate(document, {})) {
    faults++;
    console.log(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
  }
}
process.exit(faults ? 1 : 0);
