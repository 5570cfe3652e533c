import type { MeaningChange } from "@sigwright/core";
import type { ContentState, Limit } from "../rule-state.ts";
import { shownBytes, shownLength } from "./shown.ts";

type Effect = MeaningChange["effect"];

/** A difference of one content, without the places. */
export interface ContentChange {
  readonly message: string;
  readonly effect: Effect;
}

/** What two contents with the same bytes differ in. */
export function contentChanges(before: ContentState, after: ContentState): readonly ContentChange[] {
  const name = shownBytes(after.bytes);
  return [
    ...flagChange(before.startsWith, after.startsWith, name, ["must now stand at the start", "need no longer stand at the start"]),
    ...flagChange(before.endsWith, after.endsWith, name, ["must now stand at the end", "need no longer stand at the end"]),
    ...flagChange(!before.noCase, !after.noCase, name, ["must now have the case it is written in", "now matches in any case"]),
    ...flagChange(before.rawBytes, after.rawBytes, name, ["is now looked for in undecoded bytes", "is no longer looked for in undecoded bytes"], "other"),
    ...windowChange(before, after, name),
    ...relativeChange(before, after, name),
  ].map((change) => (before.negated ? { ...change, effect: reversed(change.effect) } : change));
}

/** A content that must not be there narrows where others widen. */
function reversed(effect: Effect): Effect {
  return effect === "wider" ? "narrower" : effect === "narrower" ? "wider" : "other";
}

function flagChange(before: boolean, after: boolean, name: string, [gained, lost]: readonly [string, string], effect?: Effect): readonly ContentChange[] {
  if (before === after) return [];
  return [{ message: `${name} ${after ? gained : lost}`, effect: effect ?? (after ? "narrower" : "wider") }];
}

/** Where in the buffer a content is looked for, in bytes from its start; `end` is exclusive. */
interface Window {
  readonly start: Limit;
  readonly end: Limit | undefined;
}

function windowOf({ startsWith, offset, depth }: ContentState): Window {
  // Being at the start is told as such.
  return startsWith ? { start: 0, end: undefined } : { start: offset ?? 0, end: depth };
}

function windowChange(before: ContentState, after: ContentState, name: string): readonly ContentChange[] {
  const [old, young] = [windowOf(before), windowOf(after)];
  if (old.start === young.start && old.end === young.end) return [];
  // What replaces being at the start is part of that change.
  if (before.startsWith !== after.startsWith && young.start === 0 && young.end === undefined) return [];
  return [{ message: `${name} is now looked for ${shownWindow(young)} (was: ${shownWindow(old)})`, effect: windowEffect(old, young) }];
}

function shownWindow({ start, end }: Window): string {
  if (start === "variable" || end === "variable") return "at a place read from the traffic";
  if (end === undefined) return start === 0 ? "anywhere" : `behind the first ${shownLength(start)}`;
  return start === 0 ? `in the first ${shownLength(end)}` : `from byte ${start + 1} to ${end}`;
}

function windowEffect(old: Window, young: Window): Effect {
  const [oldStart, youngStart, oldEnd, youngEnd] = [old.start, young.start, old.end ?? Infinity, young.end ?? Infinity];
  if (oldStart === "variable" || youngStart === "variable" || oldEnd === "variable" || youngEnd === "variable") return "other";
  if (youngStart <= oldStart && youngEnd >= oldEnd) return "wider";
  return youngStart >= oldStart && youngEnd <= oldEnd ? "narrower" : "other";
}

function relativeChange(before: ContentState, after: ContentState, name: string): readonly ContentChange[] {
  if (before.distance === after.distance && before.within === after.within) return [];
  return [{ message: `${name} is now looked for ${shownRelation(after)} (was: ${shownRelation(before)})`, effect: relativeEffect(before, after) }];
}

function isRelative({ distance, within }: ContentState): boolean {
  return distance !== undefined || within !== undefined;
}

function shownRelation(content: ContentState): string {
  const { distance, within } = content;
  if (!isRelative(content)) return "independently of the match before it";
  if (distance === "variable" || within === "variable") return "at a distance read from the traffic";
  const gap = distance === undefined || distance === 0 ? "" : ` and ${shownLength(Math.abs(distance))} ${distance > 0 ? "away" : "further in front"}`;
  return within === undefined ? `behind the match before it${gap}` : `within ${shownLength(within)} of the match before it${gap}`;
}

function relativeEffect(before: ContentState, after: ContentState): Effect {
  if (isRelative(before) !== isRelative(after)) return isRelative(after) ? "narrower" : "wider";
  const [oldStart, youngStart] = [before.distance ?? 0, after.distance ?? 0];
  const [oldLength, youngLength] = [before.within ?? Infinity, after.within ?? Infinity];
  if (oldStart === "variable" || youngStart === "variable" || oldLength === "variable" || youngLength === "variable") return "other";
  if (youngStart === oldStart) return youngLength > oldLength ? "wider" : "narrower";
  return oldLength === Infinity && youngLength === Infinity ? (youngStart < oldStart ? "wider" : "narrower") : "other";
}
