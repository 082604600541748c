// validate: prints what the Open XML SDK finds wrong with files, one line each; nothing for files that are right.
//
//   node validate.mjs FILE.(docx|xlsx) ...
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import validate, { getFileFormatFromName } from "@ooxml-tools/validate";

for (const file of process.argv.slice(2)) {
  // The oldest, which knows no extensions, and the newest.
  for (const version of ["Office2007", "Microsoft365"]) {
    for (const fault of await validate(readFileSync(file), getFileFormatFromName(file), version)) {
      console.log(`${basename(file)} ${version} ${fault.path.partUri} ${fault.path.xpath}: ${fault.description}`);
    }
  }
}
// The runtime inside keeps the process alive.
process.exit(0);
