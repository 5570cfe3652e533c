// Writes the command as few files, to dist/bin, or to the folder that is named: to find, read and link each of its
// hundreds of modules takes longer than all else that `sigwright --version` does.
//
//     node scripts/bundle.mjs            of what was built
//     node scripts/bundle.mjs FOLDER     of the sources, which need no build
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const ENGINES = "@sigwright/engines";
const [folder] = process.argv.slice(2);
const cwd = fileURLToPath(new URL("..", import.meta.url));
await writeBundle(folder === undefined ? { input: "dist/main.js", dir: resolve(cwd, "dist/bin") } : { input: "src/main.ts", dir: resolve(folder), conditionNames: ["@sigwright/source"] });

/** @param {{ input: string, dir: string, conditionNames?: string[] }} options */
async function writeBundle({ input, dir, conditionNames = [] }) {
  const bundle = await rolldown({
    input: { main: input },
    cwd,
    platform: "node",
    resolve: { conditionNames: [...conditionNames, "node", "import"] },
    external: isExternal,
  });
  const { output } = await bundle.write({ dir, format: "esm", chunkFileNames: "[name].js", cleanDir: true });
  await bundle.close();
  // By it results of checks are kept: any other build may find something else.
  const hash = createHash("sha256");
  for (const file of output) hash.update(`${file.fileName}\0`).update(file.type === "chunk" ? file.code : file.source);
  writeFileSync(join(dir, "build-id"), hash.digest("hex"));
}

/**
 * Other people's packages stay where they are, with their licences, and so do the engines, which find programs and
 * packages beside themselves; of them the list of diagnostics alone is taken, so that a check need not load them all.
 *
 * @param {string} id
 * @param {string | undefined} importer
 */
function isExternal(id, importer = "") {
  if (id === ENGINES) return !basename(importer).startsWith("diagnostic-catalogue.");
  return /^[^./]/.test(id) && !id.startsWith("@sigwright/") && !id.startsWith("#");
}
