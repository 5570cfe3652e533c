import type { Range } from "@sigwright/core";
import type { RuleOption } from "../../tree.ts";
import type { BufferMatch, ContentState, RuleState } from "../rule-state.ts";
import { valueText } from "./compared-rule.ts";
import type { ComparisonWords, SoundRule } from "./comparison-words.ts";
import { withImpliedPlaces } from "./implied-places.ts";
import { shownBytes, shownText } from "./shown.ts";

/** One thing that a rule looks for in one place of the traffic. */
export interface RuleInspection {
  /** The place: the engine's name of a buffer with its transforms; empty for the payload. */
  readonly place: string;
  /** The place as the rule has it. */
  readonly writtenPlace: string;
  /** Which of several uses of the place it is in, for buffers of which a transaction has many. */
  readonly instance?: number;
  readonly keyword: string;
  /** The value without layout; for a content its bytes. */
  readonly text: string;
  readonly content?: ContentState;
  /** Whether the content must be all that is in its place. */
  readonly isWhole?: boolean;
  /** What the content's state has no place for, each in the rule's words: `offset length`. */
  readonly details?: readonly string[];
  readonly range: Range;
}

/** What a rule looks for, in the order of the text. */
export function inspectionsOf(compared: SoundRule, words: ComparisonWords): readonly RuleInspection[] {
  return withImpliedPlaces(words.inspections === undefined ? listedInspections(compared, words) : words.inspections(compared));
}

function listedInspections(compared: SoundRule, words: ComparisonWords): readonly RuleInspection[] {
  const { rule, text, state, keyword } = compared;
  const { placeFlags = "" } = words;
  const byStart = new Map<number, RuleOption>();
  const details = new Map<number, string[]>();
  let content = -1;
  for (const option of rule.options) {
    byStart.set(option.start, option);
    const role = keyword(option.name)?.role.kind;
    if (role === "content") content = option.start;
    const value = role === "modifies" ? valueText(option) : "";
    if (value === "" || /^-?\d+$/.test(value)) continue;
    const known = details.get(content);
    const detail = `${option.name.toLowerCase()} ${value}`;
    if (known === undefined) details.set(content, [detail]);
    else known.push(detail);
  }
  const found = [
    ...state.buffers.flatMap(({ list, selectedAt, transforms, matches, buffer }, instance) => {
      const written = [text.slice(selectedAt.start, selectedAt.end), ...transforms.map(({ name }) => name)].join("; ");
      const place = { place: list, writtenPlace: written, ...(buffer.multiple === true ? { instance } : {}) };
      // What needs no buffer selected is a condition on the message as a whole.
      return matches.filter(({ keyword: { role } }) => role.kind !== "matches-in").map((match) => inspectionOf(place, match, byStart, details, placeFlags));
    }),
    ...state.fixed.payload.map((match) => inspectionOf(PAYLOAD, match, byStart, details, placeFlags)),
    ...state.fixed.decoded.map((match) => inspectionOf(DECODED_DATA, match, byStart, details, placeFlags)),
    ...stepsAtCursor(state, byStart, words),
  ];
  return found.toSorted((a, b) => a.range.start - b.range.start);
}

type Place = Pick<RuleInspection, "place" | "writtenPlace" | "instance">;

const PAYLOAD: Place = { place: "", writtenPlace: "" };
const DECODED_DATA: Place = { place: "decoded", writtenPlace: "base64_data" };

function inspectionOf(
  place: Place,
  { keyword, range, content }: BufferMatch,
  byStart: ReadonlyMap<number, RuleOption>,
  details: ReadonlyMap<number, readonly string[]>,
  placeFlags: string,
): RuleInspection {
  const option = byStart.get(range.start);
  if (content !== undefined) return { ...place, keyword: keyword.name, ...contentInspection(content, details.get(range.start)), range };
  const text = option === undefined ? "" : valueText(option);
  return { ...place, keyword: keyword.name, text: keyword.role.kind === "expression" ? withoutFlags(text, placeFlags) : text, range };
}

/** An expression `"/…/flags"` without some of its flags. */
export function withoutFlags(text: string, left: string): string {
  const end = text.lastIndexOf("/") + 1;
  return text.slice(0, end) + Array.from(text.slice(end)).filter((flag) => !left.includes(flag)).join("");
}

/** What makes an inspection one for a content. */
export function contentInspection(content: ContentState, details: readonly string[] = []): Pick<RuleInspection, "text" | "content" | "details"> {
  const bytes = Array.from(content.bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { text: `${content.negated ? "!" : ""}${bytes}`, content, details: details.toSorted() };
}

/** Name of the buffer that a cursor is at to begin with. */
const PACKET_DATA = "pkt_data";

function stepsAtCursor({ cursor }: RuleState, byStart: ReadonlyMap<number, RuleOption>, { contentAt }: ComparisonWords): readonly RuleInspection[] {
  let place: Place = PAYLOAD;
  return cursor.flatMap((step): readonly RuleInspection[] => {
    const { keyword, range, action } = step;
    const option = byStart.get(range.start);
    const value = option === undefined ? "" : valueText(option);
    if (action === "sets") {
      const written = value === "" ? keyword.name : `${keyword.name}:${value}`;
      place = written === PACKET_DATA ? PAYLOAD : { place: written, writtenPlace: written };
      return [];
    }
    if (action === "leaves") return [];
    const pattern = contentAt?.(step);
    if (pattern !== undefined) return [{ ...place, keyword: keyword.name, ...contentInspection(pattern.content, pattern.details), range }];
    return [{ ...place, keyword: keyword.name, text: value, range }];
  });
}

/** An inspection for people: `` `content:"abc"` ``. */
export function shownInspection({ keyword, text, content }: RuleInspection): string {
  if (content !== undefined) return shownBytes(content.bytes);
  return text === "" ? shownText(keyword) : shownText(`${keyword}:${text}`);
}

/** The place of an inspection for people. */
export function shownPlace({ writtenPlace }: RuleInspection): string {
  return writtenPlace === "" ? "the payload" : shownText(writtenPlace);
}
