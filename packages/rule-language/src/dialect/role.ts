import type { AppProtocol } from "./app-protocol.ts";
import type { InspectionBuffer, NeverHolds } from "./buffer.ts";
import { modifyContent } from "./content-modifier.ts";
import type { KeywordRole, MatchPlace } from "./keyword.ts";
import type { OptionContext } from "./option-check.ts";
import {
  addToList,
  type BufferMatch,
  contentState,
  DECODED,
  isContent,
  lastContent,
  lastIn,
  latestMatch,
  NOTHING,
  placeOf,
  type RuleState,
} from "./rule-state.ts";
import { addToBuffer, addTransform, applyTransforms, neverHeld, openBuffer, reportEmptyBuffer, isEmpty, selectBuffer, selectPayload } from "./selection.ts";

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
  /** The application protocol that it makes the rule one of. */
  readonly protocol?: string;
  /** The same, unless a buffer is selected. */
  readonly protocolOutsideBuffers?: string;
  /** The buffer that it names itself. */
  readonly buffer?: string;
  /** Name of a file that must be there for the rule to load. */
  readonly file?: string | undefined;
  /** Where its match goes, for keywords whose value decides. */
  readonly place?: MatchPlace;
}

/** Lets an option take effect on the rule. */
export function applyRole(context: OptionContext, tables: RoleTables): void {
  const { keyword, state, report, nameRange } = context;
  const { role } = keyword;
  const { file } = valueOf(context);
  if (file !== undefined) state.files.push({ name: file, range: context.valueRange });
  switch (role.kind) {
    case "meta":
      if (context.value !== undefined) state.meta.set(keyword.name, context.value);
      return;
    case "selects": {
      const buffer = "buffer" in role ? role.buffer : role.bufferOf(context);
      if (buffer === undefined) return;
      if ("requires" in role) state.requiresPacket ??= nameRange;
      return selectBuffer(state, tables.buffers.get(buffer)!, nameRange, report);
    }
    case "selects-payload":
      return selectPayload(state, report);
    case "selects-decoded":
      state.selected = DECODED;
      return;
    case "moves":
      return moveContent(context, tables.buffers.get(role.buffer)!);
    case "transforms":
      return addTransform(state, transformOf(context, role.neverHolds), report);
    case "content":
      addContent(context, role.noCase === true);
      if (role.moves !== undefined && report.rejects === 0) moveContent(context, tables.buffers.get(role.moves)!);
      return;
    case "modifies":
      return modifyContent(role.modifier, context);
    case "qualifies":
      if (lastContent(state) === undefined) needsContentBefore(context);
      return;
    case "expression":
      return addExpression(context, tables);
    case "inspects":
      return inspectAtCursor(context, role);
    case "measures":
      return measure(context);
    case "cursor":
      state.cursor.push({ keyword, range: context.option.range, action: role.action, section: role.section, value: context.value });
      return;
    case "matches": {
      if (role.requires === "packet") state.requiresPacket ??= context.option.range;
      addToList(state, valueOf(context).place ?? role.place, matchOf(context));
      return;
    }
    case "matches-in": {
      const { place } = valueOf(context);
      if (place !== undefined) {
        addToList(state, place, matchOf(context));
        return;
      }
      const buffer = tables.buffers.get(valueOf(context).buffer ?? role.buffer)!;
      addToBuffer(state, buffer, buffer.name, matchOf(context), report);
      return;
    }
  }
}

function valueOf(context: OptionContext): CursorValue {
  return typeof context.value === "object" && context.value !== null ? context.value : NO_VALUE;
}

const NO_VALUE: CursorValue = {};
const NO_BYTES = new Uint8Array(0);

function matchOf(context: OptionContext): Omit<BufferMatch, "order"> {
  return { keyword: context.keyword, range: context.option.range, value: context.value };
}

function transformOf(context: OptionContext, neverHolds: NeverHolds | undefined): Parameters<typeof addTransform>[1] {
  const { keyword, option } = context;
  return { name: keyword.name, identity: `${keyword.name}:${option.value ?? ""}`, neverHolds, range: context.nameRange };
}

/** The bytes of a content: its value, or part of it where modifiers stand behind them. */
function patternOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array ? value.bytes : NO_BYTES;
}

function addContent(context: OptionContext, isCaseless: boolean): void {
  const { state, report } = context;
  if (!applyTransforms(state, report)) return;
  const bytes = patternOf(context.value);
  const match = { ...matchOf(context), content: contentState(bytes, context.negated) };
  match.content.noCase = isCaseless;
  if (state.selected === NOTHING) {
    addToList(state, "payload", match);
  } else if (state.selected === DECODED) {
    addToList(state, "decoded", match);
  } else {
    if (!context.negated) reportNeverHeld(context, bytes);
    if (report.rejects === 0) addSelected(context, match);
  }
}

/** Adds a match to the selected list. */
function addSelected(context: OptionContext, match: Omit<BufferMatch, "order">): void {
  const { state, report } = context;
  if (state.selected === DECODED) addToList(state, "decoded", match);
  else if (state.selected !== NOTHING) addToBuffer(state, state.current!.buffer, state.selected, match, report);
}

function addExpression(context: OptionContext, tables: RoleTables): void {
  const { state, report } = context;
  const value = valueOf(context);
  const named = value.buffer === undefined ? undefined : tables.buffers.get(value.buffer)!;
  const match = matchOf(context);
  if (state.selected !== NOTHING) {
    if (named !== undefined && named.name !== state.selected) {
      report.reject("expression-for-other-buffer", context.option.valueRange ?? context.nameRange, `the expression is for \`${named.keyword}\`, but another buffer is selected`, {
        help: `take the flag out, or select \`${named.keyword}\` before it`,
        ...(state.current === undefined ? {} : { labels: [{ range: state.current.selectedAt, message: "selected here" }] }),
      });
      return;
    }
    if (applyTransforms(state, report)) addSelected(context, match);
    return;
  }
  if (named === undefined) {
    if (value.relative === true && state.fixed.payload.length === 0) return needsMatchBefore(context);
    if (value.relative === true && lastIn(state.fixed.payload, isPattern) === undefined) return needsMatchBefore(context);
    addToList(state, "payload", match);
    return;
  }
  addToBuffer(state, named, named.name, match, report);
  if (report.rejects > 0 || value.relative !== true) return;
  const among = state.current!.matches;
  if (lastIn(among.slice(0, -1), isPattern) === undefined) needsMatchBefore(context);
}

function needsContentBefore({ keyword, nameRange, report }: OptionContext): void {
  report.reject("modifier-without-content", nameRange, `\`${keyword.name}\` needs a content before it`, {
    help: "put it after the `content` it is for",
  });
}

function needsMatchBefore(context: OptionContext): void {
  context.report.reject("nothing-to-be-relative-to", context.option.valueRange ?? context.nameRange, "a relative expression needs a match before it in the same buffer", {
    help: "put a `content` before it, or take the flag `R` out",
  });
}

function inspectAtCursor(context: OptionContext, role: InspectingRole): void {
  const { state, report } = context;
  const value = valueOf(context);
  if (state.selected !== NOTHING) {
    if (role.ignoresTransforms !== true && !applyTransforms(state, report)) return;
    if (!knowsVariables(context, value, role.variablesInPlace === true && state.selected !== DECODED)) return;
    if (role.needsPattern === true && value.relative === true && latestMatch(state, isPattern) === undefined) {
      report.reject("nothing-to-be-relative-to", context.valueRange, `a relative \`${context.keyword.name}\` needs a pattern before it in the same buffer`, {
        help: "put a `content` before it, or take `relative` out",
      });
      return;
    }
    define(state, value, state.selected === DECODED ? "payload" : "buffer");
    addSelected(context, matchOf(context));
    return;
  }
  const before = value.relative === true || role.alwaysRelative === true ? latestMatch(state, isInspection) : undefined;
  const use = before === undefined ? undefined : placeOf(state, before).use;
  if (!knowsVariables(context, value, role.variablesInPlace === true && use !== undefined)) return;
  define(state, value, use === undefined ? "payload" : "buffer");
  if (use === undefined) addToList(state, "payload", matchOf(context));
  else addToBuffer(state, use.buffer, use.list, matchOf(context), report);
}

type InspectingRole = Extract<KeywordRole, { readonly kind: "inspects" }>;

function define(state: RuleState, { defines }: CursorValue, place: "buffer" | "payload"): void {
  if (defines !== undefined && state.variables.get(defines) !== "buffer") state.variables.set(defines, place);
}

/** Whether the values an option uses were read before it, with a report when one was not. */
function knowsVariables({ state, valueRange, report }: OptionContext, { uses }: CursorValue, fromBuffersOnly: boolean): boolean {
  for (const name of uses ?? NO_NAMES) {
    const place = state.variables.get(name);
    if (place !== undefined && !(fromBuffersOnly && place === "payload")) continue;
    const why = place === undefined ? `no option before it reads a value named \`${name}\`` : `\`${name}\` is read from the payload and can't be used in a buffer`;
    report.reject("unknown-variable", valueRange, why, state.variables.size === 0 ? {} : { expected: [...state.variables.keys()] });
    return false;
  }
  return true;
}

const NO_NAMES: readonly string[] = [];

function isPattern(match: BufferMatch): boolean {
  return match.content !== undefined || match.keyword.role.kind === "expression";
}

function isInspection(match: BufferMatch): boolean {
  const { kind } = match.keyword.role;
  return match.content !== undefined || kind === "expression" || kind === "inspects";
}

function measure(context: OptionContext): void {
  const { state, report } = context;
  if (!applyTransforms(state, report)) return;
  if (state.selected === NOTHING) {
    report.reject("needs-buffer", context.nameRange, `\`${context.keyword.name}\` needs a sticky buffer before it`, {
      help: "select the buffer first",
    });
    return;
  }
  addSelected(context, matchOf(context));
}

/** Moves the content before it from the payload to a buffer, as modifiers of the old style do. */
function moveContent(context: OptionContext, buffer: InspectionBuffer): void {
  const { state, report, keyword, nameRange } = context;
  if (state.selected !== NOTHING) {
    report.reject("modifier-in-buffer", nameRange, `\`${keyword.name}\` can't be used while a sticky buffer is selected`, {
      help: "use sticky buffers only, or put `pkt_data` before the content",
      ...(state.current === undefined ? {} : { labels: [{ range: state.current.selectedAt, message: "selected here" }] }),
    });
    return;
  }
  const { payload } = state.fixed;
  const match = lastIn(payload, isContent);
  if (match?.content === undefined) {
    needsContentBefore(context);
    return;
  }
  if (match.content.rawBytes) {
    report.reject("modifier-conflict", nameRange, `\`${keyword.name}\` can't be used with a content that has rawbytes`, {
      labels: [{ range: match.range, message: "this content" }],
    });
    return;
  }
  if (state.current?.list !== buffer.name) {
    if (isEmpty(state.current)) return reportEmptyBuffer(state.current, report);
    const known = state.current && state.buffers.find((use) => use.list === buffer.name);
    if (known === undefined) {
      if (openBuffer(state, buffer, match.range, report) === undefined) return;
    } else {
      state.current = known;
    }
  }
  payload.splice(payload.indexOf(match), 1);
  state.current!.matches.push(match);
}

const HOLDS: Readonly<Record<NeverHolds, { readonly pattern: RegExp; readonly words: string }>> = {
  "upper-case": { pattern: /[A-Z]/, words: "upper-case letters" },
  "lower-case": { pattern: /[a-z]/, words: "lower-case letters" },
  "white-space": { pattern: /[ \t\n\v\f\r]/, words: "white space" },
  "double-white-space": { pattern: /[ \t\n\v\f\r]{2}/, words: "two white space characters in a row" },
};

function reportNeverHeld(context: OptionContext, bytes: Uint8Array): void {
  const transforms = neverHeld(context.state.current);
  if (transforms.length === 0) return;
  const text = String.fromCharCode(...bytes);
  for (const { transform, what } of transforms) {
    const { pattern, words } = HOLDS[what];
    if (!pattern.test(text)) continue;
    context.report.reject("content-never-held", context.option.valueRange ?? context.nameRange, `the content has ${words}, which \`${transform}\` takes out of the buffer`, {
      help: "write the content as it is after the transform",
    });
    return;
  }
}
