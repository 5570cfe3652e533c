import type { Fix, TextEdit } from "@sigwright/core";
import { removeOption, type RuleOption } from "@sigwright/rule-language";
import type { Advice, AdvisedRule, RuleState } from "@sigwright/rule-language/dialect";
import { CONTENT_BUFFERS } from "../keywords/content-buffers.ts";
import { isRelative } from "./relative-to-nothing.ts";

/** The profile of rules that are written as the engine's manual writes them today. */
const MODERN = "modern";

/** Names of the sticky buffers, by the name of the buffer that a modifier of the older style moves a content to. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map(
  CONTENT_BUFFERS.flatMap(({ role, successor }) => (role.kind === "moves" && successor !== undefined ? [[role.buffer, successor] as const] : [])),
);
const MODIFIERS: ReadonlyMap<string, string> = new Map(CONTENT_BUFFERS.map(({ name, successor }) => [name, successor ?? name]));

/** Selects the payload. */
const PAYLOAD = "pkt_data";

/** Each mention of it is another instance as a sticky buffer, and the same one as a modifier. */
const NOT_THE_SAME = "file_data";

/** Modifiers that stand behind the content whose buffer they name. */
export const legacyModifier: Advice = {
  info: {
    code: "suricata/legacy-modifier",
    severity: "info",
    profile: MODERN,
    summary: "A rule names buffers behind its contents, in the style before sticky buffers.",
    explanation:
      "Engine and manual keep both styles; the older one has no keywords for newer buffers, takes no transforms, and one forgotten modifier silently looks in the raw stream instead. The sticky buffer of the same name stands before what is looked for in it. Given in the profile `modern` only: `sigwright check --profile modern`; with `--fix` rules are rewritten that look for the same in the same buffers. One thing becomes more: with a modifier of HTTP the engine (7.0, by its own analysis of rules) takes a rule for HTTP/1 alone, with the sticky buffer for HTTP/2 in the clear, too.",
    example: {
      bad: 'alert http any any -> any any (msg:"a name"; flow:established,to_server; content:"/gate.php"; http_uri; sid:1; rev:1;)',
      good: 'alert http any any -> any any (msg:"a name"; flow:established,to_server; http.uri; content:"/gate.php"; sid:1; rev:1;)',
    },
  },
  check(subject, report) {
    const modifiers = [...subject.state.seen].filter(([{ name }]) => MODIFIERS.has(name));
    if (modifiers.length === 0) return;
    const first = firstModifier(subject);
    if (first === undefined) return;
    const fix = stickyForm(subject);
    report(first.nameRange, {
      message: `\`${first.name}\` is of the older style`,
      help: `put \`${MODIFIERS.get(first.name.toLowerCase())!};\` before the content`,
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  },
};

function firstModifier({ rule }: AdvisedRule): RuleOption | undefined {
  for (const option of rule.options) if (MODIFIERS.has(option.name.toLowerCase())) return option;
  return undefined;
}

/** The same rule with sticky buffers; undefined for rules where that is more than a change of style. */
function stickyForm({ rule, state, source }: AdvisedRule): Fix | undefined {
  if (!isOfOlderStyle(state)) return undefined;
  const places = placesOf(state);
  const edits: TextEdit[] = [];
  let selected = PAYLOAD;
  const left = new Set<string>();
  for (const option of rule.options) {
    if (MODIFIERS.has(option.name.toLowerCase())) {
      edits.push(removeOption({ source }, option));
      continue;
    }
    const place = places.get(option.start);
    if (place === undefined || place === selected) continue;
    // A buffer that is selected again is a second instance to the engine, which warns of it (7.0.10).
    if (left.has(place)) return undefined;
    if (selected !== PAYLOAD) left.add(selected);
    edits.push({ range: { start: option.start, end: option.start }, newText: `${place}; ` });
    selected = place;
  }
  return { title: "Write it with sticky buffers", edits, safe: true };
}

/** Whether no sticky buffer is selected, and all buffers have one that means the same. */
function isOfOlderStyle({ seen, buffers, fixed }: RuleState): boolean {
  for (const { role } of seen.keys()) {
    if (role.kind === "selects" || role.kind === "selects-payload" || role.kind === "selects-decoded" || role.kind === "transforms" || role.kind === "measures") return false;
    if (role.kind === "content" && role.moves !== undefined) return false;
  }
  // It counts from wherever the engine last looked, which a selected buffer changes.
  if (isRelative(fixed.payload[0])) return false;
  return buffers.every(({ buffer, matches }) => {
    const isLookedInto = matches.some(({ keyword }) => keyword.role.kind !== "matches-in");
    return !isLookedInto || (buffer.name !== NOT_THE_SAME && SUCCESSORS.has(buffer.name));
  });
}

/** The sticky buffer that each option is for, by where the option starts. */
function placesOf({ buffers, fixed }: RuleState): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  for (const { buffer, matches } of buffers) {
    for (const { range, keyword } of matches) if (keyword.role.kind !== "matches-in") places.set(range.start, SUCCESSORS.get(buffer.name)!);
  }
  for (const { range } of fixed.payload) places.set(range.start, PAYLOAD);
  return places;
}
