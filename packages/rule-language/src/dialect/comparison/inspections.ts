import type { Range } from "@sigwright/core";
import type { RuleOption } from "../../tree.ts";
import type { BufferMatch, ContentState, RuleState } from "../rule-state.ts";
import { type ComparedRule, valueText } from "./compared-rule.ts";
import { shownBytes, shownText } from "./shown.ts";

/** One thing that a rule looks for in one place of the traffic. */
export interface Inspection {
  /** The place: the engine's name of a buffer with its transforms; empty for the payload. */
  readonly place: string;
  /** The place as the rule has it. */
  readonly writtenPlace: string;
  readonly keyword: string;
  /** The value without layout; for a content its bytes. */
  readonly text: string;
  readonly content?: ContentState;
  readonly range: Range;
}

/** What a rule looks for, in the order of the text. */
export function inspectionsOf({ rule, text, state }: ComparedRule): readonly Inspection[] {
  if (state === undefined) return [];
  const byStart = new Map<number, RuleOption>();
  for (const option of rule.options) byStart.set(option.start, option);
  const found = [
    ...state.buffers.flatMap(({ list, selectedAt, transforms, matches }) => {
      const written = [text.slice(selectedAt.start, selectedAt.end), ...transforms.map(({ name }) => name)].join("; ");
      return matches.map((match) => inspectionOf({ place: list, writtenPlace: written }, match, byStart));
    }),
    ...[...state.fixed.payload, ...state.fixed.decoded].map((match) => inspectionOf(PAYLOAD, match, byStart)),
    ...stepsAtCursor(state, byStart),
  ];
  return found.toSorted((a, b) => a.range.start - b.range.start);
}

type Place = Pick<Inspection, "place" | "writtenPlace">;

const PAYLOAD: Place = { place: "", writtenPlace: "" };

function inspectionOf(place: Place, { keyword, range, content }: BufferMatch, byStart: ReadonlyMap<number, RuleOption>): Inspection {
  const option = byStart.get(range.start);
  const value = option === undefined ? "" : valueText(option);
  const text = content === undefined ? value : `${content.negated ? "!" : ""}${shownKey(content.bytes)}`;
  return { ...place, keyword: keyword.name, text, range, ...(content === undefined ? {} : { content }) };
}

function shownKey(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function stepsAtCursor({ cursor }: RuleState, byStart: ReadonlyMap<number, RuleOption>): readonly Inspection[] {
  let place = "";
  return cursor.flatMap(({ keyword, range, action }) => {
    const option = byStart.get(range.start);
    const value = option === undefined ? "" : valueText(option);
    if (action === "sets") {
      place = value === "" ? keyword.name : `${keyword.name}:${value}`;
      return [];
    }
    return [{ place, writtenPlace: place, keyword: keyword.name, text: value, range }];
  });
}

/** An inspection for people: `` `content:"abc"` ``. */
export function shownInspection({ keyword, text, content }: Inspection): string {
  if (content !== undefined) return shownBytes(content.bytes);
  return text === "" ? shownText(keyword) : shownText(`${keyword}:${text}`);
}

/** The place of an inspection for people. */
export function shownPlace({ writtenPlace }: Inspection): string {
  return writtenPlace === "" ? "the payload" : shownText(writtenPlace);
}
