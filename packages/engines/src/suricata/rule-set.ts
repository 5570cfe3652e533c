import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { RunFolder } from "./run-folder.ts";

/**
 * Rules to load: the text of a rule file; a text with the lists it names, by relative name; or a rule file on disk,
 * whose lists lie beside it.
 */
export type RuleSet =
  | string
  | { readonly text: string | Uint8Array; readonly lists?: Readonly<Record<string, string | Uint8Array>> }
  | { readonly path: string };

/** A rule file in place, and the folder that relative names in it are looked up in. */
export interface PlacedRules {
  readonly file: string;
  readonly folder: string;
}

const FILE_NAME = "rules.rules";

/**
 * Puts rules where the engine can read them. A rule file on disk stays where it is.
 *
 * @throws RangeError when a list's name leads out of the folder.
 */
export async function placeRules(rules: RuleSet, folder: RunFolder): Promise<PlacedRules> {
  if (typeof rules !== "string" && "path" in rules) {
    const file = resolve(rules.path);
    return { file, folder: dirname(file) };
  }
  const { text, lists = {} } = typeof rules === "string" ? { text: rules } : rules;
  const file = join(folder.rules, FILE_NAME);
  await writeFile(file, text);
  for (const [name, content] of Object.entries(lists)) {
    const path = resolve(folder.rules, name);
    if (!path.startsWith(`${folder.rules}/`) || basename(path) === FILE_NAME) {
      throw new RangeError(`a list can't be called ${JSON.stringify(name.slice(0, 80))}`);
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return { file, folder: folder.rules };
}
