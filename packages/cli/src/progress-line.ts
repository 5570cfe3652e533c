import type { Progress } from "@sigwright/ruleset";
import type { CommandContext } from "./command-context.ts";
import { shownNumber } from "./text-table.ts";

/** Work that ends sooner shows no progress. In milliseconds. */
const PATIENCE = 700;
const BETWEEN = 100;
const CLEAR_LINE = "\r\u001B[2K";

/** One line on a terminal that says how far a generation is, and is gone afterwards. */
export interface ProgressLine {
  readonly update: (progress: Progress) => void;
  readonly clear: () => void;
}

/** Makes a progress line; it shows nothing when standard error is no terminal, or the user wants it quiet. */
export function createProgressLine({ io, errPaint, quiet }: CommandContext): ProgressLine {
  if (!io.err.isTerminal || quiet) return { update: () => {}, clear: () => {} };
  const start = performance.now();
  let last = 0;
  let isShown = false;
  return {
    update(progress) {
      const now = performance.now();
      if (now - start < PATIENCE || now - last < BETWEEN) return;
      last = now;
      isShown = true;
      io.err.write(`${CLEAR_LINE}${errPaint.dim(progressText(progress))}`);
    },
    clear() {
      if (isShown) io.err.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

function progressText({ pass, format, done, total }: Progress): string {
  const amount = total === undefined ? shownNumber(done) : `${shownNumber(done)} of ${shownNumber(total)}`;
  if (pass === "read") return `reading: ${amount} rows`;
  return `${format ?? "ruleset"}: ${pass === "merge" ? "merging" : "writing"} ${amount}`;
}
