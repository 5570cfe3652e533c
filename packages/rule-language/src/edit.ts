import type { TextEdit } from "@sigwright/core";
import { buildOption, type OptionParts } from "./build.ts";
import type { Rule, RuleFile, RuleOption } from "./tree.ts";

/** Replaces the value of an option, or gives it one. */
export function setValue(option: RuleOption, value: string): TextEdit {
  if (option.valueStart !== -1) return { range: { start: option.valueStart, end: option.valueEnd }, newText: value };
  return { range: { start: option.nameEnd, end: option.nameEnd }, newText: `:${value}` };
}

/** Takes an option out, with the blanks behind it when another one follows and those before it otherwise. */
export function removeOption(file: Pick<RuleFile, "source">, option: RuleOption): TextEdit {
  const { text } = file.source;
  let { start, end } = option;
  while (isBlank(text, end)) end++;
  if (text.charAt(end) === ")") {
    end = option.end;
    while (isBlank(text, start - 1)) start--;
  }
  return { range: { start, end }, newText: "" };
}

/** Puts an option in, before another one or, without one, behind the last. A rule without options stays as it is. */
export function insertOption(rule: Rule, parts: OptionParts, before?: RuleOption): TextEdit | undefined {
  const written = buildOption(parts);
  if (before !== undefined) return { range: { start: before.start, end: before.start }, newText: `${written} ` };
  const last = rule.options.at(-1);
  if (last === undefined) return undefined;
  return { range: { start: last.end, end: last.end }, newText: last.terminated ? ` ${written}` : `; ${written}` };
}

/**
 * Makes a comment of a rule, or a rule of one; `undefined` when it is so already, or when the rule spans lines: then
 * one mark would not do.
 */
export function setEnabled(file: RuleFile, rule: Rule, enabled: boolean): TextEdit | undefined {
  const { start, end } = rule.range;
  if (rule.enabled === enabled || file.source.text.slice(start, end).includes("\n")) return undefined;
  if (enabled) return { range: { start: rule.outerRange.start, end: start }, newText: "" };
  return { range: { start, end: start }, newText: "# " };
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}
