import type { MeaningChange } from "@sigwright/core";
import { contentChanges } from "./content-changes.ts";
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
  const other = pair(moved.olds, moved.youngs, (one) => JSON.stringify([one.place, one.keyword]));
  const changes = [
    ...same.pairs.flatMap(([old, young]) => modifierChanges(old, young)),
    ...orderChanges(same.pairs, before, after),
    ...instanceChanges(same.pairs),
    ...moved.pairs.flatMap(([old, young]) => [
      placed(`${shownInspection(young)} is now looked for in ${shownPlace(young)} (was: in ${shownPlace(old)})`, "other", old, young),
      ...modifierChanges(old, young),
    ]),
    ...other.pairs.flatMap(([old, young]) => [replaced(old, young), ...modifierChanges(old, young)]),
    ...other.olds.map((old) => placed(removedText(old), "wider", old, undefined)),
    ...other.youngs.map((young) => placed(addedText(young), "narrower", undefined, young)),
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

function modifierChanges(old: RuleInspection, young: RuleInspection): readonly MeaningChange[] {
  if (old.content === undefined || young.content === undefined) return [];
  return [
    ...contentChanges(old.content, young.content).map(({ message, effect }) => placed(message, effect, old, young)),
    ...detailChanges(old, young),
  ];
}

function detailChanges(old: RuleInspection, young: RuleInspection): readonly MeaningChange[] {
  const [before, after] = [old.details ?? [], young.details ?? []];
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

function replaced(old: RuleInspection, young: RuleInspection): MeaningChange {
  const place = young.place === "" ? "" : ` in ${shownPlace(young)}`;
  const [isOldNegated, isYoungNegated] = [old.content?.negated === true, young.content?.negated === true];
  if (old.content !== undefined && young.content !== undefined && isOldNegated !== isYoungNegated) {
    return placed(`${shownBytes(young.content.bytes)}${place} must ${isYoungNegated ? "now not" : "now"} be there`, "other", old, young);
  }
  return placed(`it looks for ${shownInspection(young)}${place} instead of ${shownInspection(old)}`, "other", old, young);
}

function removedText(old: RuleInspection): string {
  if (old.content?.negated === true) return `${shownInspection(old)} may now be in ${shownPlace(old)}`;
  return `${shownInspection(old)} need no longer be in ${shownPlace(old)}`;
}

function addedText(young: RuleInspection): string {
  if (young.content?.negated === true) return `${shownInspection(young)} must now not be in ${shownPlace(young)}`;
  return `${shownInspection(young)} must now be in ${shownPlace(young)}`;
}

/** What the engine looks for first: what the rule names, else the longest content. */
function fastPatternOf(inspections: readonly RuleInspection[]): RuleInspection | undefined {
  const contents = inspections.filter(({ content }) => content !== undefined && !content.negated);
  const length = ({ content }: RuleInspection): number => content!.bytes.length;
  return contents.find(({ content }) => content!.fastPattern) ?? contents.toSorted((a, b) => length(b) - length(a))[0];
}

function fastPatternChange(before: readonly RuleInspection[], after: readonly RuleInspection[]): readonly MeaningChange[] {
  const [old, young] = [fastPatternOf(before), fastPatternOf(after)];
  if (old?.content === undefined || young?.content === undefined) return [];
  // In another place it has been told of.
  if (old.text === young.text) return [];
  const [was, is] = [old.content.bytes, young.content.bytes];
  // Which one of equals the engine takes is of no consequence, and what takes its place has been told of.
  if (was.length === is.length && !old.content.fastPattern && !young.content.fastPattern) return [];
  return [placed(`the fast pattern is now ${shownBytes(is)}, ${shownLength(is.length)} long (was: ${shownBytes(was)}, ${shownLength(was.length)})`, "other", old, young)];
}

function placed(message: string, effect: MeaningChange["effect"], old: RuleInspection | undefined, young: RuleInspection | undefined): MeaningChange {
  return { message, effect, ...(old === undefined ? {} : { before: old.range }), ...(young === undefined ? {} : { after: young.range }) };
}
