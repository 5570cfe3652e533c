import type { Diagnostic, Range } from "@sigwright/core";
import { syntaxFinding } from "./syntax/syntax-diagnostics.ts";

/** Faults of a file that are told in one go: nobody reads more, and each costs time to find and to show. */
export const MOST_FAULTS = 1000;

/** Counts what is found in a file, and keeps the place where it was left off. */
export class FaultLimit {
  #count = 0;
  #place: Range | undefined;

  /** Takes up a finding; what no engine refuses a file for costs little and does not count. */
  add({ rejects }: Diagnostic): void {
    if (rejects) this.#count++;
  }

  /** Whether there is no room for more. What stands at the place, and behind it, is not to be looked at then. */
  isReachedAt(place: Range): boolean {
    if (this.#count < MOST_FAULTS) return false;
    this.#place ??= place;
    return true;
  }

  /** What is to be said of the rest, where there is one. */
  finding(): Diagnostic | undefined {
    if (this.#place === undefined) return undefined;
    return syntaxFinding("yara/too-many-faults", this.#place, {
      message: `the file has ${MOST_FAULTS.toLocaleString("en")} faults before this place; what follows was not looked at`,
      help: "mend some of them, and check it again",
    });
  }
}
