import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { STANDARD_INPUT } from "./rule-paths.ts";

/**
 * Makes a look-up of files that the rules of a file name: whether they are there, below the folder of the rules, where
 * the engine looks for relative names. Names that lead elsewhere, and those of rules from standard input, are not
 * looked for (`undefined`): what a repository says must not ask about files outside of it.
 *
 * @param onLook is told of each file before it is looked for.
 */
export function namedFiles(rulePath: string, onLook: (path: string) => void = () => {}): (name: string) => boolean | undefined {
  if (rulePath === STANDARD_INPUT) return () => undefined;
  const folder = resolve(dirname(rulePath));
  const known = new Map<string, boolean | undefined>();
  return (name) => {
    if (!known.has(name)) known.set(name, lookFor(name, folder, onLook));
    return known.get(name);
  };
}

function lookFor(name: string, folder: string, onLook: (path: string) => void): boolean | undefined {
  if (isAbsolute(name) || name === "" || name.includes("\0")) return undefined;
  const path = resolve(folder, name);
  if (relative(folder, path).startsWith("..")) return undefined;
  onLook(path);
  return existsSync(path);
}
