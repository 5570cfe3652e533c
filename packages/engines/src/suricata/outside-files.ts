import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";

/**
 * Options that make the engine read a file, with their value up to the first semicolon that is not escaped. Keywords
 * count in any case, and the value is taken as it stands: to bar one rule too many does no harm.
 */
const FILE_OPTION = /[;(]\s*(?:dataset|datarep|filemd5|filesha1|filesha256|lua|luajit)\s*:((?:[^;\\]|\\[\s\S])*)/gi;
/** `load`, `save` or `state` of a set, the `!` of a negated hash list, a quote. */
const PATH_PREFIX = /^(?:load|save|state)\s+|^[!"']/i;
const QUOTES = /["']/g;

/**
 * The first file outside of `folder` that a rule would make the engine read, or `undefined`. A name that leads out
 * through a symbolic link counts too.
 */
export async function outsideFile(rule: string, folder: string): Promise<string | undefined> {
  for (const [, value] of rule.matchAll(FILE_OPTION)) {
    for (const part of value!.split(",")) {
      const text = part.trim();
      for (const name of [text.replace(PATH_PREFIX, "").replace(QUOTES, "").trim(), ...text.split(/[\s!"']/)]) {
        if (name !== "" && (await leadsOut(name, folder))) return name;
      }
    }
  }
  return undefined;
}

async function leadsOut(name: string, folder: string): Promise<boolean> {
  if (isAbsolute(name) || name.split(/[\\/]/).includes("..")) return true;
  try {
    const path = relative(await realpath(folder), await realpath(resolve(folder, name)));
    return path.startsWith("..") || isAbsolute(path);
  } catch {
    return false; // No such file: nothing to read, and the engine says so itself.
  }
}
