/**
 * Makes the package of a new signature format, already green.
 *
 *     npm run new:format -- zeek
 *     npm run new:format -- --try      makes one in a copy of the repository, and checks it there
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { formatName } from "./format-name.ts";
import { scaffold } from "./scaffold.ts";
import { tryScaffold } from "./try-scaffold.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [word] = process.argv.slice(2);
const name = word === undefined ? undefined : formatName(word);

if (word === "--try") {
  process.exitCode = tryScaffold(root);
} else if (name === undefined) {
  console.error("usage: npm run new:format -- NAME      (lower-case words joined by hyphens, for example zeek-intel)");
  process.exitCode = 2;
} else {
  try {
    console.log(scaffold(root, name).join("\n"));
    console.log(`
next:
  npm install && npm run lock            links the package
  npm test -- --project ${name.name}
  and "Add a format" in CONTRIBUTING.md`);
  } catch (error) {
    console.error(`new:format: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
