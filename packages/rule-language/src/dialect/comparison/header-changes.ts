import type { MeaningChange } from "@sigwright/core";
import type { Rule, Word } from "../../tree.ts";
import type { ComparedRule } from "./compared-rule.ts";
import { shownText } from "./shown.ts";

const ANY = "any";
const BOTH_WAYS = "<>";

/** What two rules' headers differ in: action, protocol, addresses, ports, direction. */
export function headerChanges({ rule: before }: ComparedRule, { rule: after }: ComparedRule): readonly MeaningChange[] {
  return [
    ...wordChange("the action", before.action, after.action),
    ...wordChange("the protocol", protocolOf(before), protocolOf(after)),
    ...groupChange("the source", before.header.source, after.header.source),
    ...groupChange("the source port", before.header.sourcePort, after.header.sourcePort),
    ...directionChange(before.header.direction, after.header.direction),
    ...groupChange("the destination", before.header.destination, after.header.destination),
    ...groupChange("the destination port", before.header.destinationPort, after.header.destinationPort),
  ];
}

function protocolOf({ header: { protocol, hook } }: Rule): Word | undefined {
  if (protocol === undefined || hook === undefined) return protocol;
  return { text: `${protocol.text}:${hook.text}`, range: { start: protocol.range.start, end: hook.range.end } };
}

function wordChange(what: string, before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  if (before?.text.toLowerCase() === after?.text.toLowerCase()) return [];
  return [change("other", `${what} was ${shown(before)}, is now ${shown(after)}`, before, after)];
}

function groupChange(what: string, before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  const [old, young] = [plain(before), plain(after)];
  if (old === young) return [];
  const words = `from ${shown(before)} to ${shown(after)}`;
  if (young === ANY) return [change("wider", `${what} is widened ${words}`, before, after)];
  if (old === ANY) return [change("narrower", `${what} is narrowed ${words}`, before, after)];
  return [change("other", `${what} changed ${words}`, before, after)];
}

function directionChange(before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  if (before?.text === after?.text) return [];
  if (after?.text === BOTH_WAYS) return [change("wider", "it now looks at both directions between source and destination", before, after)];
  if (before?.text === BOTH_WAYS) return [change("narrower", "it now looks only from source to destination", before, after)];
  return [change("other", `the direction was ${shown(before)}, is now ${shown(after)}`, before, after)];
}

function plain(word: Word | undefined): string | undefined {
  return word?.text.replaceAll(/\s+/g, "");
}

function shown(word: Word | undefined): string {
  return word === undefined ? "missing" : shownText(word.text);
}

function change(effect: MeaningChange["effect"], message: string, before: Word | undefined, after: Word | undefined): MeaningChange {
  return { message, effect, ...(before === undefined ? {} : { before: before.range }), ...(after === undefined ? {} : { after: after.range }) };
}
