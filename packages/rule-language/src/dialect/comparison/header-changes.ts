import type { MeaningChange } from "@sigwright/core";
import type { Rule, Word } from "../../tree.ts";
import type { ComparedRule } from "./compared-rule.ts";
import { groupDifference } from "./group-elements.ts";
import { shownText } from "./shown.ts";

const ANY = "any";
const BOTH_WAYS = "<>";

/** What two rules' headers differ in: action, protocol, addresses, ports, direction. */
export function headerChanges({ rule: before }: ComparedRule, { rule: after }: ComparedRule): readonly MeaningChange[] {
  const [old, young] = [before.header, after.header];
  return [
    ...actionChange(before.action, after.action),
    ...wordChange("the protocol", protocolOf(before), protocolOf(after)),
    ...sideChanges(old, young),
  ];
}

function sideChanges(old: Rule["header"], young: Rule["header"]): readonly MeaningChange[] {
  if (isNamed(old) !== isNamed(young)) return [namingChange(old, young)];
  const direction = directionChange(old.direction, young.direction);
  if (areSwapped(old, young)) return [change("other", "source and destination have changed sides", old.source, young.source), ...direction];
  return [
    ...groupChange("the source", old.source, young.source),
    ...groupChange("the source port", old.sourcePort, young.sourcePort),
    ...direction,
    ...groupChange("the destination", old.destination, young.destination),
    ...groupChange("the destination port", old.destinationPort, young.destinationPort),
  ];
}

/** Whether the header goes on behind the protocol. Those of Snort 3 need not. */
function isNamed({ source, destination }: Rule["header"]): boolean {
  return source !== undefined || destination !== undefined;
}

function namingChange(old: Rule["header"], young: Rule["header"]): MeaningChange {
  const sides = ({ source, sourcePort, direction, destination, destinationPort }: Rule["header"]): string =>
    shownText([source, sourcePort, direction, destination, destinationPort].flatMap((word) => plain(word) ?? []).join(" "));
  const [before, after] = [old.source ?? old.protocol, young.source ?? young.protocol];
  if (isNamed(young)) return change("narrower", `the header now names addresses and ports: ${sides(young)}`, before, after);
  return change("wider", `the header no longer names addresses and ports (was: ${sides(old)})`, before, after);
}

/** Whether each side is now what the other one was. */
function areSwapped(old: Rule["header"], young: Rule["header"]): boolean {
  const [oldSource, oldDestination] = [side(old.source, old.sourcePort), side(old.destination, old.destinationPort)];
  const [source, destination] = [side(young.source, young.sourcePort), side(young.destination, young.destinationPort)];
  return oldSource !== source && oldSource === destination && oldDestination === source;
}

function side(address: Word | undefined, port: Word | undefined): string {
  return `${plain(address)} ${plain(port)}`;
}

/** What an action does to traffic, where that is more than to tell of it. */
const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ["pass", "what it matches is no longer looked at by other rules"],
  ...["drop", "block", "reject", "rejectsrc", "rejectdst", "rejectboth", "sdrop", "react"].map((action) => [action, "what it matches is blocked"] as const),
]);

function actionChange(before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  const [plainly] = wordChange("the action", before, after);
  if (plainly === undefined) return [];
  const [was, is] = [before, after].map((word) => CONSEQUENCES.get(word?.text.toLowerCase() ?? ""));
  if (was === is) return [plainly];
  const consequence = is ?? (was === CONSEQUENCES.get("pass") ? "what it matches is looked at by other rules again" : "what it matches is no longer blocked");
  return [{ ...plainly, message: `${plainly.message}: ${consequence}` }];
}

function protocolOf({ header: { protocol, hook } }: Rule): Word | undefined {
  if (protocol === undefined || hook === undefined) return protocol;
  return { text: `${protocol.text}:${hook.text}`, range: { start: protocol.range.start, end: hook.range.end } };
}

function wordChange(what: string, before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  if (before?.text.toLowerCase() === after?.text.toLowerCase()) return [];
  return [change("other", `${what} was ${shown(before)}, is now ${shown(after)}`, before, after)];
}

/** Characters up to which groups are shown whole. */
const SHORT = 60;
/** Elements that are named one by one. */
const MOST = 5;

function groupChange(what: string, before: Word | undefined, after: Word | undefined): readonly MeaningChange[] {
  const [old, young] = [plain(before), plain(after)];
  if (old === young) return [];
  const words = `from ${shown(before)} to ${shown(after)}`;
  if (young === ANY) return [change("wider", `${what} is widened ${words}`, before, after)];
  if (old === ANY) return [change("narrower", `${what} is narrowed ${words}`, before, after)];
  const difference = old === undefined || young === undefined ? undefined : groupDifference(old, young);
  if (difference === undefined) return [change("other", `${what} changed ${words}`, before, after)];
  const { gained, lost } = difference;
  const areShort = old!.length <= SHORT && young!.length <= SHORT;
  if (gained.length === 0 && lost.length === 0) return [];
  if (lost.length === 0) return [change("wider", `${what} is widened ${areShort ? words : `by ${shownElements(gained)}`}`, before, after)];
  if (gained.length === 0) return [change("narrower", `${what} is narrowed ${areShort ? words : `by ${shownElements(lost)}`}`, before, after)];
  return [change("other", areShort ? `${what} changed ${words}` : `${what} now has ${shownElements(gained)} and no longer ${shownElements(lost)}`, before, after)];
}

function shownElements(elements: readonly string[]): string {
  const more = elements.length - MOST;
  return elements.slice(0, MOST).map(shownText).join(", ") + (more > 0 ? ` and ${more} more` : "");
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
