import type { CommandContext } from "../command-context.ts";
import { counted, cut } from "../text-table.ts";
import type { Prompt } from "./prompt.ts";
import { countPlaceholders, fillPlaceholders, parseSids, proposeSids } from "./sid-placeholder.ts";

/** A text whose rules all have sids, and those that were given for it. */
export interface NumberedText {
  readonly text: string;
  readonly sids: readonly number[];
}

/**
 * Gives rules a sid that have a placeholder for it: from `--sid`; else those that are offered, after a question where
 * somebody is there to answer.
 *
 * @throws UsageError when `--sid` or the answer is no sid.
 */
export async function giveSids(
  text: string,
  given: string | undefined,
  isYes: boolean,
  prompt: Prompt | undefined,
  { io, errPaint, quiet }: CommandContext,
): Promise<NumberedText> {
  const count = countPlaceholders(text);
  if (count === 0) return { text, sids: [] };
  let sids = given === undefined ? proposeSids(text) : parseSids(given, text);
  const shown = cut(sids.join(", "), 60);
  if (given === undefined && !isYes && prompt !== undefined) {
    const answer = await prompt.ask(`${counted(count, "rule")} with a placeholder for the sid. Sids to give [${shown}]:`);
    if (answer !== undefined && answer !== "") sids = parseSids(answer, text);
  } else if (!quiet) {
    io.err.write(`${errPaint.dim("note:")} ${counted(count, "rule")} had a placeholder for the sid and got ${shown}\n`);
  }
  return { text: fillPlaceholders(text, sids), sids };
}
