import { type BufferMatch, lastIn, type OptionCheck, ruleNote, type RuleState } from "@sigwright/rule-language/dialect";
import { flowMatch } from "./flow-direction.ts";

/** Whether a rule says what to look for first. */
const prefilter = ruleNote<true>("prefilter");

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
        prefilter.keep(state, true);
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
    if (prefilter.of(state) === true) report.reject("option-repeated", nameRange, `a rule can have one \`${keyword.name}\` only`);
  },
};

/** Whether a value makes its option one that the engine can't look for first. */
function isUnfit(value: unknown): boolean {
  return typeof value === "object" && value !== null && "unfitForPrefilter" in value && value.unfitForPrefilter === true;
}

/** `flow` that names a direction and nothing else is no match in the engine's eyes. */
function isDirectionOnly(match: BufferMatch, state: RuleState): boolean {
  return match.keyword.name === "flow" && flowMatch.of(state) === undefined;
}

/** The latest match of a rule, wherever it is. */
function last(state: RuleState): BufferMatch | undefined {
  const isMatch = (match: BufferMatch): boolean => !isDirectionOnly(match, state);
  let latest: BufferMatch | undefined;
  for (const use of state.buffers) latest = later(latest, lastIn(use.matches, isMatch));
  for (const matches of Object.values(state.fixed)) latest = later(latest, lastIn(matches, isMatch));
  return latest;
}

function later(a: BufferMatch | undefined, b: BufferMatch | undefined): BufferMatch | undefined {
  if (a === undefined) return b;
  return b === undefined || a.order > b.order ? a : b;
}
