import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FormatName } from "./format-name.ts";

const template = fileURLToPath(new URL("template", import.meta.url));

/**
 * Writes the package of a new format under `root`; returns the paths written, relative to `root`.
 *
 * @throws when there is such a package already
 */
export function scaffold(root: string, { name, displayName, exportName }: FormatName): readonly string[] {
  const folder = join("packages", name);
  if (existsSync(join(root, folder))) throw new Error(`${folder} is there already`);
  const core = JSON.parse(readFileSync(join(root, "packages/core/package.json"), "utf8")) as { version: string };
  const words = { __name__: name, __Name__: displayName, __export__: exportName, __version__: core.version };

  const written = readdirSync(template, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tmpl"))
    .toSorted()
    .map((file) => {
      let text = readFileSync(join(template, file), "utf8");
      for (const [placeholder, word] of Object.entries(words)) text = text.replaceAll(placeholder, word);
      const path = join(folder, file.slice(0, -".tmpl".length));
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      return path;
    });
  copyFileSync(join(root, "LICENSE"), join(root, folder, "LICENSE"));
  return [...written, join(folder, "LICENSE")];
}
