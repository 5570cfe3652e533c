import { type BufferMatch, type FixedList, lastIn, type OptionCheck, type RuleState } from "@sigwright/rule-language/dialect";

/** The option before `prefilter` must be one that the engine can look for first. */
export const prefilterable: OptionCheck = {
  summary: "the option before it can be what the engine looks for first",
  check: ({ state, keyword, nameRange, report }) => {
    const match = last(state);
    if (match === undefined) {
      report.reject("prefilter-without-match", nameRange, `\`${keyword.name}\` needs a match before it`);
      return;
    }
    const labels = [{ range: match.range, message: "this option" }];
    const { content } = match;
    if (content === undefined) {
      if (match.keyword.prefilter === true && !isUnfit(match.value)) {
        state.notes.set("prefilter", true);
      } else {
        report.reject("not-prefilterable", nameRange, `\`${match.keyword.name}\` can't be what the engine looks for first`, { labels });
      }
      return;
    }
    const isPositioned = content.depth !== undefined || content.offset !== undefined || content.distance !== undefined || content.within !== undefined;
    if (content.negated && isPositioned) {
      report.reject("modifier-conflict", nameRange, `\`${keyword.name}\` can't be used: the content is negated and has a position`, { labels });
      return;
    }
    content.fastPattern = true;
  },
};

/** No option was made the first already; contents do not count. */
export const onePrefilter: OptionCheck = {
  summary: "no option was made the first already",
  check: ({ state, keyword, nameRange, report }) => {
    if (state.notes.has("prefilter")) report.reject("option-repeated", nameRange, `a rule can have one \`${keyword.name}\` only`);
  },
};

/** Whether a value makes its option one that the engine can't look for first. */
function isUnfit(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as { readonly unfitForPrefilter?: true }).unfitForPrefilter === true;
}

/** `flow` that names a direction and nothing else is no match in the engine's eyes. */
function isDirectionOnly(match: BufferMatch, state: RuleState): boolean {
  return match.keyword.name === "flow" && !state.notes.has("flow");
}

/** The latest match of a rule, wherever it is. */
function last(state: RuleState): BufferMatch | undefined {
  const isMatch = (match: BufferMatch): boolean => !isDirectionOnly(match, state);
  let latest: BufferMatch | undefined;
  for (const use of state.buffers) latest = later(latest, lastIn(use.matches, isMatch));
  for (const name in state.fixed) latest = later(latest, lastIn(state.fixed[name as FixedList], isMatch));
  return latest;
}

function later(a: BufferMatch | undefined, b: BufferMatch | undefined): BufferMatch | undefined {
  if (a === undefined) return b;
  return b === undefined || a.order > b.order ? a : b;
}
