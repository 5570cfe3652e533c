import type { AppProtocol } from "./app-protocol.ts";
import type { InspectionBuffer, NeverHolds } from "./buffer.ts";
import { modifyContent } from "./content-modifier.ts";
import type { OptionContext } from "./option-check.ts";
import { addToPlace, type BufferMatch, contentState, listOf, latestMatch, PAYLOAD } from "./rule-state.ts";
import { addToBuffer, addTransform, applyTransforms, neverHeld, selectBuffer, selectPayload } from "./selection.ts";

/** The tables that roles look into. */
export interface RoleTables {
  readonly buffers: ReadonlyMap<string, InspectionBuffer>;
  readonly protocols: ReadonlyMap<string, AppProtocol>;
}

/** What roles need to know of a value, where a keyword's form gives such. */
export interface CursorValue {
  /** Counted from the end of the match before it. */
  readonly relative?: boolean;
  /** Names of values read from the traffic that it uses. */
  readonly uses?: readonly string[];
  /** Name under which it keeps a value read from the traffic. */
  readonly defines?: string;
}

/** Lets an option take effect on the rule. */
export function applyRole(context: OptionContext, tables: RoleTables): void {
  const { keyword, state, report, nameRange } = context;
  const { role } = keyword;
  switch (role.kind) {
    case "meta":
      return;
    case "selects":
      return selectBuffer(state, tables.buffers.get(role.buffer)!, nameRange, report);
    case "selects-payload":
      return selectPayload(state, report);
    case "moves":
      return moveContent(context, tables.buffers.get(role.buffer)!);
    case "transforms":
      return addTransform(state, { name: keyword.name, neverHolds: role.neverHolds, range: context.option.range }, report);
    case "content":
      return addContent(context, role.buffer === undefined ? undefined : tables.buffers.get(role.buffer)!);
    case "modifies":
      return modifyContent(role.modifier, context);
    case "expression":
    case "inspects":
      return inspectAtCursor(context);
    case "measures":
      return measure(context);
    case "matches":
      if ("buffer" in role) {
        const buffer = tables.buffers.get(role.buffer)!;
        addToBuffer(state, buffer, buffer.name, matchOf(context), report);
        return;
      }
      if (role.packetOnly === true) state.requiresPacket = true;
      addToPlace(state, role.place, matchOf(context));
  }
}

function matchOf(context: OptionContext): Omit<BufferMatch, "order"> {
  return { keyword: context.keyword, range: context.option.range, value: context.value };
}

function addContent(context: OptionContext, buffer: InspectionBuffer | undefined): void {
  const { state, report } = context;
  if (!applyTransforms(state, report)) return;
  const bytes = context.value as Uint8Array;
  const match = { ...matchOf(context), content: contentState(bytes, context.negated) };
  if (buffer !== undefined) {
    addToBuffer(state, buffer, buffer.name, match, report);
  } else if (state.selected === PAYLOAD) {
    addToPlace(state, "payload", match);
  } else {
    if (!context.negated) reportNeverHeld(context, bytes);
    if (report.rejects === 0) addToBuffer(state, state.current!.buffer, state.selected, match, report);
  }
}

function inspectAtCursor(context: OptionContext): void {
  const { state, report } = context;
  const value = (context.value ?? {}) as CursorValue;
  const unknown = value.uses?.find((name) => !state.variables.has(name));
  if (unknown !== undefined) {
    report.reject("unknown-variable", context.option.valueRange ?? context.nameRange, `no option before it reads a value named \`${unknown}\``, {
      ...(state.variables.size === 0 ? {} : { expected: [...state.variables] }),
    });
    return;
  }
  if (value.defines !== undefined) state.variables.add(value.defines);
  if (state.selected !== PAYLOAD) {
    if (applyTransforms(state, report)) addToBuffer(state, state.current!.buffer, state.selected, matchOf(context), report);
    return;
  }
  const before = value.relative === true ? latestMatch(state, isInspection) : undefined;
  const list = before === undefined ? PAYLOAD : listOf(state, before);
  const use = state.buffers.find((candidate) => candidate.list === list);
  if (use === undefined) addToPlace(state, "payload", matchOf(context));
  else addToBuffer(state, use.buffer, list, matchOf(context), report);
}

function isInspection(match: BufferMatch): boolean {
  const { kind } = match.keyword.role;
  return match.content !== undefined || kind === "expression" || kind === "inspects";
}

function measure(context: OptionContext): void {
  const { state, report } = context;
  if (!applyTransforms(state, report)) return;
  if (state.selected === PAYLOAD || state.current === undefined) {
    report.reject("needs-buffer", context.nameRange, `\`${context.keyword.name}\` needs a sticky buffer before it`);
    return;
  }
  addToBuffer(state, state.current.buffer, state.selected, matchOf(context), report);
}

/** Moves the content before it from the payload to a buffer, as modifiers of the old style do. */
function moveContent(context: OptionContext, buffer: InspectionBuffer): void {
  const { state, report, keyword, nameRange } = context;
  if (state.selected !== PAYLOAD) {
    report.reject("modifier-in-buffer", nameRange, `\`${keyword.name}\` can't be used while a sticky buffer is selected`, {
      help: "use sticky buffers only, or `pkt_data` before the content",
      ...(state.current === undefined ? {} : { labels: [{ range: state.current.selectedAt, message: "selected here" }] }),
    });
    return;
  }
  const index = state.payload.findLastIndex((match) => match.content !== undefined);
  const match = state.payload[index];
  if (match?.content === undefined) {
    report.reject("modifier-without-content", nameRange, `\`${keyword.name}\` needs a content before it`);
    return;
  }
  if (match.content.rawBytes || match.content.replaced) {
    report.reject("modifier-conflict", nameRange, `\`${keyword.name}\` can't be used with a content that has rawbytes or replace`, {
      labels: [{ range: match.range, message: "this content" }],
    });
    return;
  }
  state.payload.splice(index, 1);
  const at = state.buffers.find((use) => use.list === buffer.name);
  if (at === undefined) {
    addToBuffer(state, buffer, buffer.name, match, report);
    if (state.current !== undefined) state.current.openedByMatch = false;
  } else {
    state.current = at;
    at.matches.push(match);
  }
}

const HOLDS: Readonly<Record<NeverHolds, { readonly pattern: RegExp; readonly words: string }>> = {
  "upper-case": { pattern: /[A-Z]/, words: "upper-case letters" },
  "lower-case": { pattern: /[a-z]/, words: "lower-case letters" },
  "white-space": { pattern: /[ \t\n\v\f\r]/, words: "white space" },
  "double-white-space": { pattern: /[ \t\n\v\f\r]{2}/, words: "two white space characters in a row" },
};

function reportNeverHeld(context: OptionContext, bytes: Uint8Array): void {
  const text = String.fromCharCode(...bytes);
  for (const { transform, what } of neverHeld(context.state)) {
    const { pattern, words } = HOLDS[what];
    if (!pattern.test(text)) continue;
    context.report.reject("content-never-held", context.option.valueRange ?? context.nameRange, `the content has ${words}, which \`${transform}\` takes out of the buffer`, {
      help: "write the content as it is after the transform",
    });
    return;
  }
}
