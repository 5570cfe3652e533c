/**
 * Runs `npm ci` when what is installed is not what the lock says, so that the first command in a fresh clone, or after
 * a pull, does everything. Plain JavaScript for Node 20: nothing is installed yet when it runs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const reason = whyInstall();
if (reason !== undefined) {
  console.error(`installing dependencies (${reason})`);
  // npm's own path is given to scripts it runs; with it no shell is needed, on Windows neither.
  const npm = process.env.npm_execpath;
  const result =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, "ci"], { cwd: root, stdio: ["ignore", 2, 2] })
      : spawnSync("npm", ["ci"], { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (result.error !== undefined) console.error(`npm ci could not be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Why an installation is needed, for people; `undefined` when it is not. */
function whyInstall() {
  const lock = readPackages(join(root, "package-lock.json"));
  if (lock === undefined) return "package-lock.json can't be read";
  // npm writes this file last, so an interrupted installation has none.
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (installed === undefined) return "nothing is installed";

  for (const [place, entry] of Object.entries(lock)) {
    // The optional ones of other platforms are rightly absent.
    if (!place.startsWith("node_modules/") || entry.optional === true || entry.devOptional === true) continue;
    if (installed[place]?.version !== entry.version || installed[place]?.resolved !== entry.resolved) {
      return `${place} is not what package-lock.json says`;
    }
    if (!existsSync(join(root, place))) return `${place} is missing`;
  }
  for (const [place, entry] of Object.entries(installed)) {
    if (lock[place]?.version !== entry.version) return `${place} is not in package-lock.json`;
  }
  if (!existsSync(join(root, "node_modules", "node", "bin"))) return "the Node that the tools need is missing";
  return undefined;
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}
