import type { MeaningChange } from "@sigwright/core";
import { hexMeaning, modifierMeaning } from "../fingerprint.ts";
import { textBytes } from "../literals/text.ts";
import type { ModifierName, Pattern, PatternModifier, YaraFile } from "../nodes.ts";
import type { RuleInFile } from "./compare.ts";
import { countedSets } from "./counted-sets.ts";
import { shown } from "./shown.ts";

type Effect = MeaningChange["effect"];

/** Two states of one pattern. */
export interface PatternPair {
  readonly old: Pattern;
  readonly young: Pattern;
  /** Whether it looks for the same text, whatever its modifiers. */
  readonly isSame: boolean;
}

/** The patterns of two states of a rule put together. */
export interface PairedPatterns {
  readonly pairs: readonly PatternPair[];
  readonly removed: readonly Pattern[];
  readonly added: readonly Pattern[];
  /** New names by old ones, for patterns that got another one. */
  readonly renamed: ReadonlyMap<string, string>;
}

const ANONYMOUS = "$";

/**
 * Puts patterns together: those of one name, then those that look for the same. Where a condition chooses patterns by
 * what their names begin with, another name is another meaning.
 */
export function pairPatterns(old: RuleInFile, young: RuleInFile): PairedPatterns {
  const byName = new Map<string, Pattern>();
  for (const pattern of young.rule.patterns) if (pattern.name.text !== ANONYMOUS) byName.set(pattern.name.text, pattern);
  const pairs: PatternPair[] = [];
  const taken = new Set<Pattern>();
  const left: Pattern[] = [];
  for (const pattern of old.rule.patterns) {
    const partner = byName.get(pattern.name.text);
    if (partner === undefined || taken.has(partner)) {
      left.push(pattern);
      continue;
    }
    taken.add(partner);
    pairs.push({ old: pattern, young: partner, isSame: textKey(pattern, old.file) === textKey(partner, young.file) });
  }
  const areChosenByName = [old, young].some((each) => countedSets(each.rule).some(({ hasWildcard }) => hasWildcard));
  const waiting = new Map<string, Pattern[]>();
  for (const pattern of young.rule.patterns.toReversed()) {
    if (taken.has(pattern)) continue;
    const key = textKey(pattern, young.file);
    const known = waiting.get(key);
    if (known === undefined) waiting.set(key, [pattern]);
    else known.push(pattern);
  }
  const removed: Pattern[] = [];
  const renamed = new Map<string, string>();
  for (const pattern of left) {
    const candidates = waiting.get(textKey(pattern, old.file)) ?? [];
    const partner = candidates.at(-1);
    if (partner === undefined || (areChosenByName && partner.name.text !== pattern.name.text)) {
      removed.push(pattern);
      continue;
    }
    candidates.pop();
    taken.add(partner);
    if (partner.name.text !== pattern.name.text) renamed.set(pattern.name.text, partner.name.text);
    pairs.push({ old: pattern, young: partner, isSame: true });
  }
  return { pairs, removed, added: young.rule.patterns.filter((pattern) => !taken.has(pattern)), renamed };
}

/** What a pattern looks for, without its modifiers: equal for two spellings of one text. */
function textKey({ value }: Pattern, { source }: YaraFile): string {
  if (value.kind === "hex") return `hex ${hexMeaning(value)}`;
  if (value.kind === "regexp") return `/${value.source}/${Array.from(value.flags).toSorted().join("")}`;
  return `text ${Array.from(textBytes(value, source.encoding)).join(" ")}`;
}

/** What the patterns of two rules differ in. */
export function patternChanges(old: RuleInFile, young: RuleInFile, { pairs, removed, added }: PairedPatterns): readonly MeaningChange[] {
  const changes = [
    ...pairs.flatMap((pair) => pairChanges(pair)),
    ...removed.map((pattern) => change(`${shownPattern(pattern)} is gone`, reversed(effectOfOneMore(old)), pattern, undefined)),
    ...added.map((pattern) => change(`${shownPattern(pattern)} is new`, effectOfOneMore(young), undefined, pattern)),
  ];
  return changes.toSorted((a, b) => (a.after ?? a.before)!.start - (b.after ?? b.before)!.start);
}

/** What one pattern more does where patterns are only counted: `any of them` matches on more then, `all of them` on less. */
function effectOfOneMore({ rule }: RuleInFile): Effect {
  const [set, ...others] = countedSets(rule);
  if (set === undefined || others.length > 0 || !set.isRequired || !set.isAll) return "other";
  if (set.quantifier === "all" || set.quantifier === "none") return "narrower";
  return set.quantifier === "percentage" ? "other" : "wider";
}

function reversed(effect: Effect): Effect {
  return effect === "wider" ? "narrower" : effect === "narrower" ? "wider" : "other";
}

function pairChanges({ old, young, isSame }: PatternPair): readonly MeaningChange[] {
  const name = shown(young.name.text);
  return [
    ...(isSame ? [] : [change(`${name} looks for ${shownValue(young)} instead of ${shownValue(old)}`, "other", old, young)]),
    ...modifierChanges(old, young).map(({ message, effect }) => change(`${name} ${message}`, effect, old, young)),
  ];
}

/** What each modifier does, in the reviewer's terms: with it and without it, and what gaining it does to the matches. */
const MODIFIERS: Readonly<Record<ModifierName, readonly [gained: string, lost: string, effect: Effect]>> = {
  ascii: ["is now also looked for as plain text", "is no longer looked for as plain text", "wider"],
  wide: ["is now also looked for as wide text, with two bytes for each character", "is no longer looked for as wide text", "wider"],
  nocase: ["now matches in any case", "must now have the case it is written in", "wider"],
  fullword: ["must now stand alone as a word", "need no longer stand alone as a word", "narrower"],
  private: ["is now private: it is not shown among the matches", "is no longer private: it is shown among the matches", "other"],
  xor: ["is now looked for as it is encoded with XOR", "is no longer looked for as it is encoded with XOR", "other"],
  base64: ["is now looked for as it is encoded in base64", "is no longer looked for as it is encoded in base64", "other"],
  base64wide: ["is now looked for as it is encoded in base64 and wide", "is no longer looked for as it is encoded in base64 and wide", "other"],
};

function modifierChanges(old: Pattern, young: Pattern): readonly { readonly message: string; readonly effect: Effect }[] {
  const [before, after] = [modifiersOf(old), modifiersOf(young)];
  return Object.entries(MODIFIERS).flatMap(([name, [gained, lost, effect]]) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    if (was === undefined) return [{ message: `${gained}${shownValues(is!, name)}`, effect }];
    if (is === undefined) return [{ message: lost, effect: reversed(effect) }];
    return [{ message: `has ${shown(is)} (was: ${shown(was)})`, effect: "other" as const }];
  });
}

function shownValues(meaning: string, name: string): string {
  return meaning === name ? "" : `: ${shown(meaning)}`;
}

/** Modifiers with their values, by name; without `wide` and the encodings a pattern is one of plain text. */
function modifiersOf({ modifiers, value }: Pattern): ReadonlyMap<string, string> {
  const found = new Map(modifiers.map((modifier: PatternModifier) => [modifier.name as string, modifierMeaning(modifier)]));
  const isEncoded = found.has("wide") || found.has("base64") || found.has("base64wide");
  if (value.kind !== "hex" && !isEncoded) found.set("ascii", "ascii");
  return found;
}

function shownPattern(pattern: Pattern): string {
  return shown(`${pattern.name.text} = ${valueOf(pattern)}`);
}

function shownValue(pattern: Pattern): string {
  return shown(valueOf(pattern));
}

function valueOf({ value }: Pattern): string {
  return value.kind === "regexp" ? `/${value.source}/${value.flags}` : value.raw;
}

function change(message: string, effect: Effect, old: Pattern | undefined, young: Pattern | undefined): MeaningChange {
  return { message, effect, ...(old === undefined ? {} : { before: old.range }), ...(young === undefined ? {} : { after: young.range }) };
}
