import type { MeaningChange } from "@sigwright/core";
import { contentChanges } from "./content-changes.ts";
import { expressionParts, flagChanges } from "./expression-changes.ts";
import { SIZE } from "./implied-places.ts";
import { type RuleInspection, shownInspection, shownPlace } from "./inspections.ts";
import { shownBytes, shownLength, shownText } from "./shown.ts";

/** What two rules differ in as to what they look for, and whether they look for one thing at all that is the same. */
export interface InspectionChanges {
  readonly changes: readonly MeaningChange[];
  readonly shared: number;
}

/** Says what differs between what two rules look for. */
export function inspectionChanges(before: readonly RuleInspection[], after: readonly RuleInspection[]): InspectionChanges {
  const same = pair(before, after, (one) => JSON.stringify([one.place, one.keyword, one.text]));
  // The same content in another place, then another content in the same place.
  const moved = pair(same.olds, same.youngs, (one) => JSON.stringify([one.keyword, one.text]));
  // Of expressions those that differ in their flags alone, before others.
  const flagged = pair(moved.olds, moved.youngs, (one) => JSON.stringify([one.place, one.keyword, expressionParts(one.text)?.body ?? one.text]));
  const other = pair(flagged.olds, flagged.youngs, (one) => JSON.stringify([one.place, one.keyword]));
  const told = new Set([...same.pairs, ...moved.pairs, ...other.pairs].flatMap(([old, young]) => (old.isWhole === young.isWhole ? [] : [young.place])));
  const changes = [
    ...same.pairs.flatMap(([old, young]) => modifierChanges(old, young)),
    ...orderChanges(same.pairs, before, after),
    ...instanceChanges(same.pairs),
    ...moved.pairs.flatMap(([old, young]) => [
      placed(`${shownInspection(young)} is now ${verbOf(young).participle} in ${shownPlace(young)} (was: in ${shownPlace(old)})`, "other", old, young),
      ...modifierChanges(old, young),
    ]),
    ...flagged.pairs.flatMap(([old, young]) => flagChanges(old.text, young.text, shownInspection(young)).map(({ message, effect }) => placed(message, effect, old, young))),
    ...other.pairs.flatMap(([old, young]) => [replaced(old, young), ...modifierChanges(old, young)]),
    ...other.olds.filter((old) => !isOfWholes(old, told)).map((old) => placed(removedText(old) + onceMore(old, after), effectOf(old, "wider"), old, undefined)),
    ...other.youngs.filter((young) => !isOfWholes(young, told)).map((young) => placed(addedText(young) + onceMore(young, before), effectOf(young, "narrower"), undefined, young)),
    ...fastPatternChange(before, after),
  ];
  return { changes: changes.toSorted((a, b) => (a.after ?? a.before)!.start - (b.after ?? b.before)!.start), shared: same.pairs.length };
}

interface Paired {
  readonly pairs: readonly (readonly [RuleInspection, RuleInspection])[];
  readonly olds: readonly RuleInspection[];
  readonly youngs: readonly RuleInspection[];
}

function pair(olds: readonly RuleInspection[], youngs: readonly RuleInspection[], keyOf: (one: RuleInspection) => string): Paired {
  const waiting = new Map<string, RuleInspection[]>();
  for (const old of olds.toReversed()) {
    const key = keyOf(old);
    const known = waiting.get(key);
    if (known === undefined) waiting.set(key, [old]);
    else known.push(old);
  }
  const pairs: (readonly [RuleInspection, RuleInspection])[] = [];
  const left = youngs.filter((young) => {
    const old = waiting.get(keyOf(young))?.pop();
    if (old === undefined) return true;
    pairs.push([old, young]);
    return false;
  });
  const taken = new Set(pairs.map(([old]) => old));
  return { pairs, olds: olds.filter((old) => !taken.has(old)), youngs: left };
}

/** Whether it is the size that makes a content all of its place, where that has been told of. */
function isOfWholes({ keyword, place }: RuleInspection, told: ReadonlySet<string>): boolean {
  return keyword === SIZE && told.has(place);
}

function modifierChanges(old: RuleInspection, young: RuleInspection): readonly MeaningChange[] {
  if (old.content === undefined || young.content === undefined) return [];
  const [was, is] = [old.content, young.content];
  if (old.isWhole !== young.isWhole && was.negated === is.negated) return wholeChanges(old, young);
  // What must not be there has been told to be something else.
  if (old.isWhole !== young.isWhole) return detailChanges(old, young);
  return [
    ...contentChanges(was, is).map(({ message, effect }) => placed(message, effect, old, young)),
    ...detailChanges(old, young),
  ];
}

/** A content that is no longer, or is now, all that is in its place. */
function wholeChanges(old: RuleInspection, young: RuleInspection): readonly MeaningChange[] {
  const [was, is] = [old.content!, young.content!];
  const [name, place] = [shownBytes(is.bytes), shownPlace(young)];
  const part = is.endsWith ? ", only its end" : is.startsWith ? ", only its start" : "";
  const whole =
    young.isWhole === true
      ? placed(`${name} must now be all that is in ${place}`, "narrower", old, young)
      : placed(`${name} need no longer be all that is in ${place}${part}`, "wider", old, young);
  // Where it must stand is part of that.
  const rest = contentChanges({ ...was, ...NOWHERE }, { ...is, ...NOWHERE }).map(({ message, effect }) => placed(message, effect, old, young));
  return [whole, ...rest, ...detailChanges(old, young)];
}

const NOWHERE = { startsWith: false, endsWith: false, depth: undefined, offset: undefined };

function detailChanges(old: RuleInspection, young: RuleInspection): readonly MeaningChange[] {
  // Which part of a content is the fast pattern is told as that.
  const [before, after] = [otherDetails(old), otherDetails(young)];
  const lost = before.filter((detail) => !after.includes(detail));
  const gained = after.filter((detail) => !before.includes(detail));
  const name = shownBytes(young.content!.bytes);
  if (lost.length === 0 && gained.length === 0) return [];
  const words = [...(gained.length === 0 ? [] : [`now has ${shownText(gained.join(", "))}`]), ...(lost.length === 0 ? [] : [`no longer has ${shownText(lost.join(", "))}`])];
  return [placed(`${name} ${words.join(" and ")}`, "other", old, young)];
}

/** The order counts where what comes later depends on where what came before was found. */
function orderChanges(
  pairs: readonly (readonly [RuleInspection, RuleInspection])[],
  before: readonly RuleInspection[],
  after: readonly RuleInspection[],
): readonly MeaningChange[] {
  if (pairs.length !== before.length || pairs.length !== after.length) return [];
  const isSame = pairs.every(([old], index) => old === before[index]);
  if (isSame || !after.some(isRelative)) return [];
  const [old, young] = pairs.find(([one], index) => one !== before[index])!;
  return [placed("the order in which it looks for them changed, and some depend on the match before them", "other", old, young)];
}

function isRelative({ keyword, text, content }: RuleInspection): boolean {
  if (content !== undefined) return content.distance !== undefined || content.within !== undefined;
  return keyword === "pcre" ? /\/[A-Za-z]*R[A-Za-z]*"?$/.test(text) : text.includes("relative");
}

/** Contents of one value, or of one each: in which of many values of a buffer something stands. */
function instanceChanges(pairs: readonly (readonly [RuleInspection, RuleInspection])[]): readonly MeaningChange[] {
  const together = new Map<number, number>();
  const apart = new Map<number, number>();
  for (const [old, young] of pairs) {
    if (old.instance === undefined || young.instance === undefined) continue;
    const [partner, owner] = [together.get(old.instance) ?? young.instance, apart.get(young.instance) ?? old.instance];
    const place = shownPlace(young);
    if (partner !== young.instance) return [placed(`${shownInspection(young)} may now be in another ${place} than what is looked for beside it`, "wider", old, young)];
    if (owner !== old.instance) return [placed(`${shownInspection(young)} must now be in the same ${place} as what is looked for beside it`, "narrower", old, young)];
    together.set(old.instance, young.instance);
    apart.set(young.instance, old.instance);
  }
  return [];
}

/** Expressions, beside contents. */
const EXPRESSIONS: ReadonlySet<string> = new Set(["pcre", "regex", "sd_pattern"]);

/** Contents and expressions are looked for; sizes, numbers and lists are checked. */
function verbOf({ content, keyword }: RuleInspection): { readonly present: string; readonly participle: string } {
  return content !== undefined || EXPRESSIONS.has(keyword) ? { present: "looks for", participle: "looked for" } : { present: "checks", participle: "checked" };
}

function replaced(old: RuleInspection, young: RuleInspection): MeaningChange {
  const [isOldNegated, isYoungNegated] = [old.content?.negated === true, young.content?.negated === true];
  if (old.content !== undefined && young.content !== undefined && isOldNegated !== isYoungNegated && old.text.replace("!", "") === young.text.replace("!", "")) {
    return placed(`${shownBytes(young.content.bytes)} must now ${isYoungNegated ? "not " : ""}be in ${shownPlace(young)}`, "other", old, young);
  }
  const place = young.place === "" ? "" : ` in ${shownPlace(young)}`;
  const [was, is] = [old, young].map((one) => (isNegated(one) ? `that ${shownInspection(one)} is not there` : shownInspection(one)));
  if (isNegated(old) !== isNegated(young)) return placed(`it now makes sure of ${is}${place} instead of ${was}`, "other", old, young);
  if (isNegated(young)) return placed(`${shownInspection(young)} must now not be in ${shownPlace(young)}, instead of ${shownInspection(old)}`, "other", old, young);
  return placed(`it ${verbOf(young).present} ${is}${place} instead of ${was}`, "other", old, young);
}

/** Options that say where others look, by what they read from the traffic. */
const SHIFTS: ReadonlySet<string> = new Set(["byte_jump", "byte_extract", "byte_math", "base64_decode"]);

function effectOf({ keyword }: RuleInspection, effect: MeaningChange["effect"]): MeaningChange["effect"] {
  return SHIFTS.has(keyword) ? "other" : effect;
}

/** What the other side has, too, it has fewer times. */
function onceMore({ place, keyword, text }: RuleInspection, others: readonly RuleInspection[]): string {
  return others.some((one) => one.place === place && one.keyword === keyword && one.text === text) ? " once more" : "";
}

function isNegated({ content }: RuleInspection): boolean {
  return content?.negated === true;
}

function removedText(old: RuleInspection): string {
  if (isNegated(old)) return `${shownInspection(old)} may now be in ${shownPlace(old)}`;
  if (verbOf(old).present === "checks") return `it no longer checks ${shownInspection(old)} in ${shownPlace(old)}`;
  return `${shownInspection(old)} need no longer be in ${shownPlace(old)}`;
}

function addedText(young: RuleInspection): string {
  if (isNegated(young)) return `${shownInspection(young)} must now not be in ${shownPlace(young)}`;
  if (verbOf(young).present === "checks") return `it now checks ${shownInspection(young)} in ${shownPlace(young)}`;
  return `${shownInspection(young)} must now be in ${shownPlace(young)}`;
}

/** What the engine looks for first: what the rule names, else the longest content. */
function fastPatternOf(inspections: readonly RuleInspection[]): RuleInspection | undefined {
  const contents = inspections.filter(({ content }) => content !== undefined && !content.negated);
  const length = ({ content }: RuleInspection): number => content!.bytes.length;
  return contents.find(({ content }) => content!.fastPattern) ?? contents.toSorted((a, b) => length(b) - length(a))[0];
}

/** Bytes from which on a fast pattern is rare enough in most traffic. */
const ENOUGH = 4;

function fastPatternChange(before: readonly RuleInspection[], after: readonly RuleInspection[]): readonly MeaningChange[] {
  const [old, young] = [fastPatternOf(before), fastPatternOf(after)];
  if (old?.content === undefined || young?.content === undefined) return [];
  const [was, is] = [lookedForFirst(old.content.bytes, old.details), lookedForFirst(young.content.bytes, young.details)];
  // In another place it has been told of.
  if (old.text === young.text && was.length === is.length && was.every((byte, index) => byte === is[index])) return [];
  // Which one of equals the engine takes is of no consequence, and what takes its place has been told of.
  if (was.length === is.length && !old.content.fastPattern && !young.content.fastPattern) return [];
  // So has a content that is gone and was the fast pattern, unless what is left is a poor one.
  const isStillThere = after.some(({ text, place }) => text === old.text && place === old.place);
  if (!isStillThere && (is.length >= was.length || is.length >= ENOUGH)) return [];
  return [placed(`the fast pattern is now ${shownBytes(is)}, ${shownLength(is.length)} long (was: ${shownBytes(was)}, ${shownLength(was.length)})`, "other", old, young)];
}

const PART = /^fast_pattern (\d+),(\d+)$/;
const PART_OFFSET = /^fast_pattern_offset (\d+)$/;
const PART_LENGTH = /^fast_pattern_length (\d+)$/;

/** The part of a content that is the fast pattern: all of it, unless the rule says which. */
export function lookedForFirst(bytes: Uint8Array, details: readonly string[] = []): Uint8Array {
  let offset = 0;
  let length = bytes.length;
  for (const detail of details) {
    const part = PART.exec(detail);
    offset = Number(part?.[1] ?? PART_OFFSET.exec(detail)?.[1] ?? offset);
    length = Number(part?.[2] ?? PART_LENGTH.exec(detail)?.[1] ?? length);
  }
  return bytes.subarray(offset, offset + length);
}

function otherDetails({ details = [] }: RuleInspection): readonly string[] {
  return details.filter((detail) => !PART.test(detail) && !PART_OFFSET.test(detail) && !PART_LENGTH.test(detail));
}

function placed(message: string, effect: MeaningChange["effect"], old: RuleInspection | undefined, young: RuleInspection | undefined): MeaningChange {
  return { message, effect, ...(old === undefined ? {} : { before: old.range }), ...(young === undefined ? {} : { after: young.range }) };
}
