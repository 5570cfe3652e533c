import { hash128 } from "@sigwright/core";
import type { HexLiteral, Pattern, PatternModifier, Rule, YaraFile } from "./nodes.ts";
import { tokenize } from "./syntax/tokens.ts";

/**
 * A hash of what a rule does: whether it is global or private, its patterns and its condition, without its name, tags,
 * meta entries, comments and layout. Rules with one fingerprint mean the same; two ways to write one meaning may differ.
 */
export function ruleFingerprint(rule: Rule, file: YaraFile): string {
  return hash128(ruleMeaning(rule, file));
}

/** The text that {@link ruleFingerprint} hashes. */
export function ruleMeaning(rule: Rule, { source }: YaraFile): string {
  if (rule.broken) return source.text.slice(rule.range.start, rule.range.end);
  const modifiers = new Set(rule.modifiers.map(({ text }) => text));
  const { start } = rule.conditionKeyword!;
  const condition = source.text.slice(start, rule.range.end);
  return [[...modifiers].toSorted().join(" "), ...rule.patterns.map(patternMeaning), tokenTexts(condition)].join("\n");
}

function patternMeaning({ name, value, modifiers }: Pattern): string {
  const written = value.kind === "hex" ? hexMeaning(value) : value.kind === "text" ? value.raw : `/${value.source}/${value.flags}`;
  return [name.text, written, ...modifiers.map(modifierMeaning).toSorted()].join(" ");
}

/** A modifier with its values, equal for two that do the same in the same words. */
export function modifierMeaning({ name, low, high, alphabet }: PatternModifier): string {
  const values = [low?.text, high?.text, alphabet?.raw].filter((value) => value !== undefined);
  return values.length === 0 ? name : `${name}(${values.join("-")})`;
}

const HEX_BLANKS_AND_COMMENTS = /\s+|\/\/[^\n]*/g;

/** Digits in upper case, without blanks and comments. */
export function hexMeaning({ raw }: HexLiteral): string {
  let text = raw;
  if (raw.includes("/*")) {
    const pieces: string[] = [];
    let from = 0;
    for (let at = raw.indexOf("/*"); at !== -1; at = raw.indexOf("/*", from)) {
      pieces.push(raw.slice(from, at));
      const end = raw.indexOf("*/", at + 2);
      from = end === -1 ? raw.length : end + 2;
    }
    text = pieces.join("") + raw.slice(from);
  }
  return text.replaceAll(HEX_BLANKS_AND_COMMENTS, "").toUpperCase();
}

function tokenTexts(text: string): string {
  const { count, starts, ends } = tokenize(text);
  const texts: string[] = [];
  for (let at = 0; at < count; at++) texts.push(text.slice(starts[at], ends[at]));
  return texts.join(" ");
}
