import { closest, OBSERVATION_KINDS } from "@sigwright/core";
import type { Diagnostic, Range, SourceText } from "@sigwright/core";
import { fault } from "./read-pattern.ts";
import type { FormatTemplate, PlacedRule, PlacedText, RuleAction, Template } from "./template.ts";
import { at, itemsOf, requiredText, textOf } from "./yaml-access.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** The actions in rules: one for all formats, and others for some. */
export interface RuleActions {
  readonly all: RuleAction;
  readonly byFormat: ReadonlyMap<string, string>;
}

/** What reading the rules of a template depends on. */
export interface FormatReading {
  readonly source: SourceText;
  readonly actions: RuleActions;
  /** The rules of the template that is extended; none when none is. */
  readonly base: Template["formats"];
  /** Formats there are; a part for any other gets a warning. */
  readonly known: readonly string[] | undefined;
  readonly found: Diagnostic[];
}

/**
 * Reads the `formats` part of a template. A rule takes the place of the extended template's rule of the same id; others
 * come after its rules.
 */
export function readFormats(node: YamlNode | undefined, reading: FormatReading): Template["formats"] {
  const { known, base, found } = reading;
  const formats = new Map<string, FormatTemplate>(base);
  for (const { key, keyRange, value } of node?.type === "map" ? node.entries : []) {
    if (known !== undefined && !known.includes(key)) {
      const near = closest(key, known);
      const help = near === undefined ? `there are ${known.join(", ")}` : `did you mean \`${near}\`?`;
      found.push({
        ...fault("template/unknown-format", `there is no format \`${key}\``, keyRange, help),
        severity: "warning",
      });
    }
    const inherited = base.get(key)?.rules ?? [];
    const action = reading.actions.byFormat.get(key) ?? reading.actions.all;
    const rules = readRules(itemsOf(at(value, "rules")), action, reading);
    const left = without(itemsOf(at(value, "without")), inherited, found);
    const all = joined(left, rules);
    if (all.length === 0) {
      const help = "give it `rules`, or take the part out";
      found.push(fault("template/missing-key", `\`formats.${key}\` has no rules`, keyRange, help));
    }
    formats.set(key, { rules: all });
  }
  return formats;
}

/** The inherited rules that are not named, which is a slip when there are none of that name. */
function without(items: readonly YamlNode[], inherited: readonly PlacedRule[], found: Diagnostic[]): readonly PlacedRule[] {
  const named = new Set<string>();
  const ids = inherited.map(({ rule }) => rule.id);
  for (const item of items) {
    const id = textOf(item)?.text ?? "";
    named.add(id);
    if (ids.includes(id)) continue;
    const near = closest(id, ids);
    const help = near === undefined ? "it names rules of the template that is extended" : `did you mean \`${near}\`?`;
    found.push(fault("template/unknown-rule", `there is no rule \`${id}\` to do without`, item.range, help));
  }
  return inherited.filter(({ rule }) => !named.has(rule.id));
}

function joined(inherited: readonly PlacedRule[], own: readonly PlacedRule[]): readonly PlacedRule[] {
  const byId = new Map(own.map((placed) => [placed.rule.id, placed]));
  const ids = new Set(inherited.map(({ rule }) => rule.id));
  return [...inherited.map((placed) => byId.get(placed.rule.id) ?? placed), ...own.filter(({ rule }) => !ids.has(rule.id))];
}

function readRules(items: readonly YamlNode[], action: string, { source, found }: FormatReading): readonly PlacedRule[] {
  const seen = new Map<string, Range>();
  const rules: PlacedRule[] = [];
  for (const item of items) {
    const id = requiredText(item, "id");
    const idRange = id.place.locate({ start: 0, end: id.text.length });
    const first = seen.get(id.text);
    if (first === undefined) seen.set(id.text, idRange);
    else {
      const help = "sids are kept by this id, so each rule needs its own";
      found.push({
        ...fault("template/duplicate-rule", `two rules have the id \`${id.text}\``, idRange, help),
        labels: [{ range: first, message: "here first" }],
      });
    }
    const kind = requiredText(item, "observation").text;
    const observation = OBSERVATION_KINDS.find((candidate) => candidate === kind);
    if (observation === undefined) continue;
    const variant = textOf(at(item, "variant"))?.text;
    const { text, place } = withAction(requiredText(item, "rule"), action);
    const named = variant === undefined ? {} : { variant };
    rules.push({ rule: { id: id.text, observation, text, ...named }, place, source });
  }
  return rules;
}

const ACTION_SLOT = /\{\{ *action *\}\}/g;

/**
 * A rule's text with the template's action in it. It is the same for every signature, so the format sees a rule as
 * anybody would write it, and its action can be checked like any other.
 */
export function withAction({ text, place }: PlacedText, action: string): PlacedText {
  const slots = Array.from(text.matchAll(ACTION_SLOT), ({ index, 0: written }) => ({ start: index, end: index + written.length }));
  if (slots.length === 0) return { text, place };
  /** Where a place of the filled text is in the text as it is written; a place in an action is the place of its slot. */
  const written = (offset: number, isEnd: boolean): number => {
    let shift = 0;
    for (const { start, end } of slots) {
      const filledStart = start + shift;
      const filledEnd = filledStart + action.length;
      if (offset < filledStart || (offset === filledStart && isEnd)) break;
      if (offset < filledEnd) return isEnd ? end : start;
      if (offset === filledEnd && isEnd) return end;
      shift += action.length - (end - start);
    }
    return offset - shift;
  };
  return {
    text: text.replaceAll(ACTION_SLOT, action),
    place: { locate: ({ start, end }) => place.locate({ start: written(start, false), end: written(end, true) }) },
  };
}
