import type { Range } from "@sigwright/core";
import type { InspectionBuffer, NeverHolds } from "./buffer.ts";
import type { RuleReport } from "./rule-report.ts";
import { type BufferMatch, type BufferUse, DECODED, NOTHING, type PendingTransform, type RuleState } from "./rule-state.ts";

/** Most buffer instances that one rule may have. */
const MOST_INSTANCES = 64;
/** Most transforms on one buffer. */
const MOST_TRANSFORMS = 16;

/** Selects a buffer: what follows is looked for in it. */
export function selectBuffer(state: RuleState, buffer: InspectionBuffer, at: Range, report: RuleReport): void {
  if (state.selected === DECODED) {
    report.reject("buffer-after-decoded-data", at, `\`${buffer.keyword}\` can't be selected after decoded data`, {
      help: "put the options for other buffers before it",
    });
    return;
  }
  if (state.pending.length > 0) return reportUnusedTransforms(state, report);
  if (isEmpty(state.current)) return reportEmptyBuffer(state.current, report);
  state.selected = buffer.name;
  state.fresh = buffer.bare !== true;
  for (const use of state.buffers) {
    if (use.list !== buffer.name) continue;
    if (use.openedByMatch) {
      use.openedByMatch = false;
      state.current = use;
      return;
    }
    if (buffer.multiple !== true && (state.limitedTo === undefined || state.limitedTo === use.only)) {
      state.current = use;
      return;
    }
  }
  openBuffer(state, buffer, at, report);
}

/** Goes back to the raw payload. */
export function selectPayload(state: RuleState, report: RuleReport): void {
  if (state.pending.length > 0) return reportUnusedTransforms(state, report);
  state.selected = NOTHING;
}

/** Adds a transform to the buffer just selected. */
export function addTransform(state: RuleState, transform: PendingTransform, report: RuleReport): void {
  if (!state.fresh) {
    report.reject("transform-without-buffer", transform.range, `\`${transform.name}\` must directly follow a sticky buffer`, {
      help: "put it between the sticky buffer and the first match in it",
    });
  } else if (state.pending.length >= MOST_TRANSFORMS) {
    report.reject("too-many-transforms", transform.range, `a buffer can have ${MOST_TRANSFORMS} transforms at most`);
  } else {
    state.pending.push(transform);
  }
}

/**
 * Applies waiting transforms: from here on the selected list is that of the changed buffer. False, with a report,
 * when there is no buffer to apply them to.
 */
export function applyTransforms(state: RuleState, report: RuleReport): boolean {
  if (state.pending.length === 0) return true;
  let use = state.current;
  if (state.selected === NOTHING || state.selected === DECODED || use === undefined) {
    reportUnusedTransforms(state, report);
    return false;
  }
  const transforms = state.pending.splice(0);
  state.fresh = false;
  if (use.matches.length > 0) {
    use = openBuffer(state, use.buffer, transforms[0]!.range, report);
    if (use === undefined) return false;
  }
  use.transforms = transforms;
  use.list = [use.buffer.name, ...transforms.map(({ identity }) => identity)].join(" ");
  state.selected = use.list;
  return true;
}

/** Adds a match to the list it belongs to; a buffer that was not selected is opened for it. */
export function addToBuffer(
  state: RuleState,
  buffer: InspectionBuffer,
  list: string,
  match: Omit<BufferMatch, "order">,
  report: RuleReport,
): void {
  if (state.selected !== NOTHING && state.selected !== list) state.selected = NOTHING;
  if (state.current?.list !== list) {
    const known = state.current && state.buffers.find((use) => use.list === list && use.buffer.multiple !== true);
    if (known === undefined) {
      const opened = openBuffer(state, buffer, match.range, report);
      if (opened === undefined) return;
      opened.list = list;
      opened.openedByMatch = true;
    } else {
      state.current = known;
    }
  }
  state.current!.matches.push({ ...match, order: state.order++ });
}

/** Whether an instance was selected and nothing was looked for in it. */
export function isEmpty(use: BufferUse | undefined): use is BufferUse {
  return use !== undefined && use.matches.length === 0 && use.buffer.bare !== true;
}

/** Says that a buffer was selected in vain. */
export function reportEmptyBuffer(use: BufferUse, report: RuleReport): void {
  report.reject("empty-buffer", use.selectedAt, `\`${use.buffer.keyword}\` is selected and nothing is looked for in it`, {
    help: "add a `content`, `pcre` or other match after it, or take it out",
  });
}

/** Opens a new instance of a buffer and makes it the one that matches are added to. */
export function openBuffer(state: RuleState, buffer: InspectionBuffer, at: Range, report: RuleReport): BufferUse | undefined {
  if (state.buffers.length >= MOST_INSTANCES - 1) {
    report.reject("too-many-buffers", at, `a rule can inspect ${MOST_INSTANCES - 1} buffers at most`);
    return undefined;
  }
  const use: BufferUse = {
    buffer,
    list: buffer.name,
    transforms: NO_TRANSFORMS,
    matches: [],
    openedByMatch: false,
    selectedAt: at,
    only: state.limitedTo,
  };
  state.buffers.push(use);
  state.current = use;
  return use;
}

const NO_TRANSFORMS: readonly PendingTransform[] = [];

function reportUnusedTransforms(state: RuleState, report: RuleReport): void {
  const transform = state.pending[0]!;
  report.reject("unused-transform", transform.range, `nothing is matched after the transform \`${transform.name}\``, {
    help: "add a match in the transformed buffer, or take the transform out",
  });
}

/** What the contents of the selected buffer can't hold because of a transform. */
export function neverHeld(use: BufferUse | undefined): readonly { readonly transform: string; readonly what: NeverHolds }[] {
  const held: { transform: string; what: NeverHolds }[] = [];
  for (const { name, neverHolds } of use?.transforms ?? NO_TRANSFORMS) {
    if (neverHolds !== undefined) held.push({ transform: name, what: neverHolds });
  }
  return held;
}
