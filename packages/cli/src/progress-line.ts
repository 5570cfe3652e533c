import type { Progress } from "@sigwright/ruleset";
import type { CommandContext } from "./command-context.ts";
import { progressTexts } from "./progress-text.ts";

/** Work that ends sooner shows no progress. In milliseconds. */
const PATIENCE = 700;
const BETWEEN = 100;
const CLEAR_LINE = "\r\u001B[2K";

/** One line on a terminal that says how far a generation is, and is gone afterwards. */
export interface ProgressLine {
  readonly update: (progress: Progress) => void;
  /** Says how many rows of a platform have arrived, and of how many when that is known. */
  readonly page: (rows: number, total: number | undefined) => void;
  /** Says what goes on where nothing can be counted. */
  readonly say: (text: string) => void;
  readonly clear: () => void;
}

/** Makes a progress line; it shows nothing when standard error is no terminal, or the user wants it quiet. */
export function createProgressLine({ io, errPaint, quiet }: CommandContext): ProgressLine {
  if (!io.err.isTerminal || quiet) return { update: () => {}, page: () => {}, say: () => {}, clear: () => {} };
  const start = performance.now();
  let last = 0;
  let isShown = false;
  let expected: number | undefined;
  const progressText = progressTexts(() => performance.now());
  const show = (text: () => string, isSeldom = false): void => {
    const now = performance.now();
    if (now - start < PATIENCE || (now - last < BETWEEN && !isSeldom)) return;
    last = now;
    isShown = true;
    io.err.write(`${CLEAR_LINE}${errPaint.dim(text())}`);
  };
  return {
    update: (progress) => show(() => progressText(progress.pass === "read" ? { ...progress, ...known(expected) } : progress)),
    page(rows, total) {
      expected = total;
      show(() => progressText({ pass: "read", done: rows, ...known(total) }));
    },
    say: (text) => show(() => text, true),
    clear() {
      if (isShown) io.err.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

function known(total: number | undefined): { readonly total?: number } {
  return total === undefined ? {} : { total };
}
