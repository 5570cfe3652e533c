import type { Range } from "@sigwright/core";
import { type CursorStep, givenParameter, type ParameterValues, type RuleCheck, type RuleReport, type RuleState } from "@sigwright/rule-language/dialect";

function parametersOf(value: unknown): ParameterValues {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every keyword of this dialect has parameters
  return Array.isArray(value) ? (value as ParameterValues) : [];
}

/** The number that a keyword gives the rule. */
export function numberOf(state: RuleState, keyword: string): number | undefined {
  const value = parametersOf(state.meta.get(keyword))[0]?.value;
  return typeof value === "number" ? value : undefined;
}

/** Whether something is looked for in traffic. */
function detects({ cursor, fixed }: RuleState): boolean {
  return cursor.length > 0 || fixed.packet.length > 0;
}

function placeOf(state: RuleState, name: string): Range | undefined {
  for (const [keyword, range] of state.seen) if (keyword.name === name) return range;
  return undefined;
}

/** A message's body and its trailers come one after the other, and a rule looks once. */
const sections: RuleCheck = {
  summary: "body and trailers are not looked at together",
  check: (_, state, report) => {
    const [toServer, toClient] = [conflictOf(state.cursor, false), conflictOf(state.cursor, true)];
    if (!((toServer !== undefined && state.toServer) || (toClient !== undefined && state.toClient) || (toServer !== undefined && toClient !== undefined))) return;
    const step = (toServer ?? toClient)!;
    report.reject("body-and-trailer", step.range, "a rule can't look at the body of an HTTP message and at its trailers", {
      help: "use two rules; the trailers of a request can stand beside the body of the response, with `request`",
    });
  },
};

/** The step that looks at the body when trailers are looked at, or the other way round. */
function conflictOf(steps: readonly CursorStep[], isToClient: boolean): CursorStep | undefined {
  let latest: "body" | "trailer" | undefined;
  let isSet = false;
  for (const step of steps) {
    if (step.action === "sets") isSet = true;
    const section = sectionOf(step, isSet, isToClient);
    if (section !== "body" && section !== "trailer") continue;
    if (latest !== undefined && latest !== section) return step;
    latest = section;
  }
  return undefined;
}

function sectionOf({ action, section, value }: CursorStep, isSet: boolean, isToClient: boolean): CursorStep["section"] {
  // Without a buffer the payload is looked at, which goes with the body.
  if (!isSet && (action === "reads" || action === "moves")) return "body";
  if (section === "trailer" && isToClient && givenParameter(parametersOf(value), "request") !== undefined) return "header";
  return section;
}

const FAST_PATTERNS: readonly string[] = ["content", "regex"];

/** Rules that tell file types apart have a form of their own. */
const fileIdentification: RuleCheck = {
  summary: "a rule that identifies files says which type, and looks at file data for it",
  check: ({ action }, state, report) => {
    if (action.text !== "file_id") return;
    const { cursor, meta } = state;
    const need = (message: string, help: string): void => report.reject("file-rule", action.range, message, { help });
    if (givenParameter(parametersOf(meta.get("file_meta")), "id") === undefined) {
      need("a `file_id` rule needs `file_meta` with an id", "add `file_meta:type MINE, id 400;`");
    } else if (!cursor.some(({ keyword }) => FAST_PATTERNS.includes(keyword.name))) {
      need("a `file_id` rule needs a content to look for", "add `file_data; content:\"…\";`");
    } else {
      const buffers = cursor.filter((step) => step.action === "sets");
      const other = buffers.find(({ keyword }) => keyword.name !== "file_data");
      if (other !== undefined) report.reject("file-rule", other.range, `a \`file_id\` rule can look at \`file_data\` only, not at \`${other.keyword.name}\``, { help: "take it out" });
      else if (buffers.length === 0) need("a `file_id` rule needs `file_data`", "put `file_data;` before the content");
    }
  },
};

/** Whether a generator is one of the engine itself: those of decoders and inspectors, and 2 for tagged packets. */
function isBuiltIn(gid: number): boolean {
  return gid === 2 || (gid >= 40 && gid <= 999);
}

/** Rules that only configure others, or events of the engine, look for nothing themselves. */
const stubs: RuleCheck = {
  summary: "rules of the engine's own events and stubs look for nothing",
  check: (_, state, report) => {
    if (!detects(state)) return;
    const enable = placeOf(state, "enable");
    if (enable !== undefined) {
      report.reject("stub-with-detection", enable, "a rule with `enable` configures another one and can't look for anything", { help: "take `enable` out, or everything that looks for something" });
      return;
    }
    const gid = numberOf(state, "gid") ?? 1;
    if (!isBuiltIn(gid) || state.meta.has("soid")) return;
    report.reject("built-in-generator", placeOf(state, "gid")!, `gid ${gid} is for events of the engine itself, and such a rule can't look for anything`, { help: "use gid 1, or one from 1000 on" });
  },
};

/** What loads and hardly does what its author meant. */
const remarks: RuleCheck = {
  summary: "the rule looks for something and has a sid",
  check: ({ action }, state, report) => {
    if (state.meta.has("soid") || placeOf(state, "enable") !== undefined) return;
    if (!detects(state) && !isBuiltIn(numberOf(state, "gid") ?? 1)) {
      report.warn("nothing-detected", action.range, "the rule looks for nothing, so it fires on all traffic that fits its header", { help: "add a `content` or another condition" });
    }
    if (numberOf(state, "sid") === undefined) remarkOnSid(action.range, report);
  },
};

function remarkOnSid(range: Range, report: RuleReport): void {
  report.warn("sid-missing", range, "the rule has no sid; the engine gives it 0, and the next rule without one takes its place", { help: "add `sid:1000001;` with a number of its own" });
}

/** Facts about whole rules, in the order in which the engine finds them. */
export const RULE_CHECKS: readonly RuleCheck[] = [fileIdentification, stubs, sections, remarks];
