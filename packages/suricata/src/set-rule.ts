import type { Range } from "@sigwright/core";
import type { SetFacts } from "./set-facts.ts";

/** A rule of a set, as its file's facts have it. What has no place in the text has 0 for its end. */
export interface SetRule {
  /** The text of its file. */
  readonly text: string;
  /** Its file by index. */
  readonly file: number;
  readonly start: number;
  readonly end: number;
  readonly gid: number;
  /** 0 for none. */
  readonly sid: number;
  readonly rev: number;
  readonly sidStart: number;
  readonly sidEnd: number;
  readonly messageStart: number;
  readonly messageEnd: number;
}

/** The rule whose numbers begin at `at`. */
export function setRule({ rules }: SetFacts, at: number, text: string, file: number): SetRule {
  return {
    text,
    file,
    start: rules[at]!,
    end: rules[at + 1]!,
    gid: rules[at + 2]!,
    sid: rules[at + 3]!,
    rev: rules[at + 4]!,
    sidStart: rules[at + 5]!,
    sidEnd: rules[at + 6]!,
    messageStart: rules[at + 7]!,
    messageEnd: rules[at + 8]!,
  };
}

/** Where a rule says its sid; the rule itself when it says none. */
export function sidRange({ start, end, sidStart, sidEnd }: SetRule): Range {
  return sidEnd === 0 ? { start, end } : { start: sidStart, end: sidEnd };
}
