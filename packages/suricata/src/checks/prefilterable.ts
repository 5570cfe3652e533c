import { type BufferMatch, type FixedList, type OptionCheck, type RuleState } from "@sigwright/rule-language/dialect";

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

/** No other option than a content was made the first already. */
export const onePrefilter: OptionCheck = {
  summary: "no other option than a content is looked for first",
  check: ({ state, keyword, nameRange, report }) => {
    if (state.notes.has("prefilter") && last(state)?.content === undefined) report.reject("option-repeated", nameRange, `a rule can have one \`${keyword.name}\` only`);
  },
};

/** Whether a value makes its option one that the engine can't look for first. */
function isUnfit(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as { readonly unfitForPrefilter?: true }).unfitForPrefilter === true;
}

/** The latest match of a rule, wherever it is. */
function last(state: RuleState): BufferMatch | undefined {
  let latest: BufferMatch | undefined;
  const consider = (matches: readonly BufferMatch[]): void => {
    const match = matches.at(-1);
    if (match !== undefined && (latest === undefined || match.order > latest.order)) latest = match;
  };
  for (const use of state.buffers) consider(use.matches);
  for (const name in state.fixed) consider(state.fixed[name as FixedList]);
  return latest;
}
