import type { Progress } from "@sigwright/ruleset";
import { shownNumber } from "./text-table.ts";

/** A pass has to go on for so long before it says how fast it is. In milliseconds. */
const SETTLED = 1000;
const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Makes what says how far a generation is, how fast it goes, and how long the pass will go on where its end is known. `now`
 * gives milliseconds.
 */
export function progressTexts(now: () => number): (progress: Progress) => string {
  let pass = "";
  let begun = 0;
  let before = 0;
  return (progress) => {
    const { done, total } = progress;
    const name = `${progress.format ?? ""} ${progress.pass}`;
    if (name !== pass || done < before) {
      pass = name;
      begun = now();
      before = done;
    }
    const elapsed = now() - begun;
    const rate = elapsed < SETTLED ? 0 : ((done - before) / elapsed) * SECOND;
    const rest = total === undefined || rate === 0 ? undefined : Math.max(total - done, 0) / rate;
    return `${amountText(progress)}${rate < 1 ? "" : `, ${shownNumber(Math.round(rate))} a second`}${rest === undefined ? "" : `, ${shownTime(rest)} left`}`;
  };
}

function amountText({ pass, format, done, total }: Progress): string {
  const amount = total === undefined ? shownNumber(done) : `${shownNumber(done)} of ${shownNumber(total)}`;
  if (pass === "read") return `reading: ${amount} rows`;
  return `${format ?? "ruleset"}: ${pass === "merge" ? "merging" : "writing"} ${amount}`;
}

/** A time for people, from seconds: `45 s`, `12 min`, `3 h`; never less than a second. */
function shownTime(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 2 * MINUTE) return `${whole} s`;
  return whole < 2 * HOUR ? `${Math.ceil(whole / MINUTE)} min` : `${Math.ceil(whole / HOUR)} h`;
}
