/**
 * Keeps `package-lock.json` usable on every platform.
 *
 *     npm run lock            completes the file; run it after every change of dependencies
 *     npm run lock -- --check says what is missing and exits 1
 *
 * npm leaves out the optional packages of other platforms when it can't see them (npm/cli 4828), and then `npm ci`
 * refuses the file it wrote. The missing entries are made from the `optionalDependencies` of the packages that want
 * them; what platform an entry is for is read from its name. Addresses are taken out, so that the lock works with any
 * registry; integrity hashes stay where npm knew them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { completeLock, type Lock } from "./lock-file.ts";

const path = fileURLToPath(new URL("../../package-lock.json", import.meta.url));
const before = readFileSync(path, "utf8");
const { lock, changes } = completeLock(JSON.parse(before) as Lock);

if (changes.length === 0) {
  console.log("lock: complete");
} else if (process.argv.includes("--check")) {
  console.error(`lock: package-lock.json is incomplete; run "npm run lock" and commit it:\n  ${changes.join("\n  ")}`);
  process.exit(1);
} else {
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`lock: ${changes.length} entries mended:\n  ${changes.join("\n  ")}`);
}
