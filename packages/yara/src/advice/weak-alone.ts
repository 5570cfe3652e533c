import { quoted } from "@sigwright/core";
import { textBytes } from "../literals/text.ts";
import type { Expression, OfExpression, Pattern } from "../nodes.ts";
import type { Advice } from "./advice.ts";
import { COMMON_TEXTS } from "./common-texts.ts";

/** Bytes below which a text stands in files by chance. */
const LEAST = 4;

/** A short or common text that makes the rule match by itself. */
export const weakAlone: Advice = {
  info: {
    code: "yara/weak-alone",
    severity: "info",
    summary: "A short or common text is enough to make the rule match.",
    explanation:
      "A text of two or three bytes stands in most large files by chance, and some texts stand in every file of a kind: what linkers write, names that any program imports, pieces of protocols. They are good beside something that is rare. Ask for a rarer one, for several of them, or for a place (`at 0`).",
    example: {
      bad: 'rule a { strings: $a = "kernel32.dll" $b = "evil.example/gate" condition: any of them }',
      good: 'rule a { strings: $a = "kernel32.dll" $b = "evil.example/gate" condition: all of them }',
    },
  },
  check({ patterns, condition }, report) {
    if (condition === undefined) return;
    const sufficient = sufficientIn(condition);
    for (const pattern of patterns) {
      const why = isEnough(pattern.name.text, sufficient) ? weaknessOf(pattern) : undefined;
      if (why !== undefined) report(pattern.range, { message: `${quoted(pattern.name.text)} is enough to make the rule match, and ${why}` });
    }
  },
};

function weaknessOf({ value, modifiers }: Pattern): string | undefined {
  // Other bytes are looked for then.
  if (value.kind !== "text" || modifiers.some(({ name }) => name === "xor" || name.startsWith("base64"))) return undefined;
  const bytes = textBytes(value);
  if (COMMON_TEXTS.has(String.fromCharCode(...bytes.subarray(0, LONGEST)).toLowerCase())) return "very many files have it";
  return bytes.length > 1 && bytes.length < LEAST ? `its ${bytes.length} bytes stand in many files by chance` : undefined;
}

/** No common text is as long. */
const LONGEST = 64;

/** Which patterns make a condition true by themselves, wherever they match. */
interface Sufficient {
  readonly names: Set<string>;
  /** Beginnings of names, as in `any of ($a*)`. */
  readonly beginnings: Set<string>;
  hasAll: boolean;
}

/** Beginnings of names that are looked at; nobody writes more. */
const MOST_BEGINNINGS = 50;

function sufficientIn(condition: Expression): Sufficient {
  const found: Sufficient = { names: new Set(), beginnings: new Set(), hasAll: false };
  const waiting: Expression[] = [condition];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "group") waiting.push(node.inner);
    else if (node.kind === "or") for (const operand of node.operands) waiting.push(operand);
    else if (node.kind === "pattern" && node.at === undefined && node.within === undefined) found.names.add(node.name.text);
    else if (node.kind === "of" && isOneEnough(node)) addSet(node, found);
  }
  return found;
}

function isOneEnough({ quantifier, at, within }: OfExpression): boolean {
  if (at !== undefined || within !== undefined) return false;
  return quantifier.kind === "any" || (quantifier.kind === "count" && quantifier.value.kind === "integer" && quantifier.value.text === "1");
}

function addSet({ set }: OfExpression, found: Sufficient): void {
  if (set.kind === "them") found.hasAll = true;
  if (set.kind !== "patterns") return;
  for (const { text, wildcard } of set.items) {
    if (!wildcard) found.names.add(text);
    else if (found.beginnings.size < MOST_BEGINNINGS) found.beginnings.add(text);
  }
}

function isEnough(name: string, { names, beginnings, hasAll }: Sufficient): boolean {
  return hasAll || names.has(name) || [...beginnings].some((beginning) => name.startsWith(beginning));
}
