import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { quoted, visibleText } from "@sigwright/core";
import { EngineError } from "./engine-error.ts";
import { outsideFile } from "./outside-files.ts";
import { engineText } from "./engine-text.ts";
import { type RuleLine, ruleLines } from "./rule-lines.ts";
import type { RunFolder } from "./run-folder.ts";

/**
 * Rules to load: the text of a rule file; a text with the lists it names, by relative name; or a rule file on disk,
 * whose lists lie beside it.
 */
export type RuleSet =
  | string
  | { readonly text: string | Uint8Array; readonly lists?: Readonly<Record<string, string | Uint8Array>> }
  | { readonly path: string };

/** A rule that is kept from the engine. */
export interface BarredRule {
  readonly rule: RuleLine;
  /** Why; for people. */
  readonly reason: string;
}

/** Rules in a place where the engine can read them. */
export interface PlacedRules {
  readonly file: string;
  /** The folder that relative names in the rules are looked up in. */
  readonly folder: string;
  /** The rules of the file as the engine cuts them out, without the barred ones. */
  readonly rules: readonly RuleLine[];
  readonly barred: readonly BarredRule[];
}

const FILE_NAME = "rules.rules";

/**
 * Writes rules into the run's folder. Rules that would make the engine read files from outside of the folder of the
 * rules are commented out there, so that what is under review can't reach them.
 *
 * @throws EngineError `unreadable` when the rule file can't be read.
 * @throws RangeError when a list's name leads out of the folder.
 */
export async function placeRules(ruleSet: RuleSet, run: RunFolder): Promise<PlacedRules> {
  const { text, folder } = await readRuleSet(ruleSet, run);
  const all = ruleLines(text);
  const barred = await findBarred(all, folder);
  const file = join(run.rules, FILE_NAME);
  await writeFile(file, commentOut(text, barred), "latin1");
  const kept = barred.length === 0 ? all : all.filter((rule) => !barred.some((other) => other.rule === rule));
  return { file, folder, rules: kept, barred };
}

/** Writes lists, by their relative names, into a folder. */
export async function placeLists(lists: Readonly<Record<string, string | Uint8Array>>, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(lists)) {
    const path = resolve(folder, name);
    if (!path.startsWith(`${folder}/`) || path === join(folder, FILE_NAME)) {
      throw new RangeError(`a list can't be called ${JSON.stringify(name.slice(0, 80))}`);
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

async function readRuleSet(ruleSet: RuleSet, run: RunFolder): Promise<{ text: string; folder: string }> {
  if (typeof ruleSet !== "string" && "path" in ruleSet) {
    const path = resolve(ruleSet.path);
    try {
      if (!(await stat(path)).isFile()) throw new Error("it is not a regular file");
      return { text: await readFile(path, "latin1"), folder: dirname(path) };
    } catch (cause) {
      const why = cause instanceof Error ? visibleText(cause.message) : "unknown reason";
      throw new EngineError("unreadable", `can't read the rule file ${quoted(path)}: ${why}`, { cause });
    }
  }
  const { text, lists = {} } = typeof ruleSet === "string" ? { text: ruleSet } : ruleSet;
  await placeLists(lists, run.rules);
  return { text: Buffer.from(text).toString("latin1"), folder: run.rules };
}

async function findBarred(rules: readonly RuleLine[], folder: string): Promise<readonly BarredRule[]> {
  const barred: BarredRule[] = [];
  for (const rule of rules) {
    const reason = await barReason(rule.text, folder);
    if (reason !== undefined) barred.push({ rule, reason });
  }
  return barred;
}

/** Why a rule must not be given to the engine; `undefined` when it may. */
export async function barReason(rule: string, folder: string): Promise<string | undefined> {
  const name = await outsideFile(rule, folder);
  return name === undefined ? undefined : `it names a file outside of the folder of the rules: ${engineText(name)}`;
}

/** Replaces the first character of each barred rule, so that all others keep line and place. */
function commentOut(text: string, barred: readonly BarredRule[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { rule } of barred) {
    pieces.push(text.slice(at, rule.start), "#");
    at = rule.start + 1;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
