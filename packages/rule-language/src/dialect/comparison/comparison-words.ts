import type { RuleInspection } from "./inspections.ts";
import type { ContentState, CursorStep } from "../rule-state.ts";
import type { ComparedRule } from "./compared-rule.ts";

/** How often something has to happen, among the pairs of an option's value. */
export interface RateWords {
  /** Key of the number of times. */
  readonly count: string;
  /** Key of the time, in seconds. */
  readonly seconds: string;
}

/** What a dialect has to say on how differences of some of its options are told. */
export interface ComparisonWords {
  /** Options whose value is a list of words, each of which means something by itself; by name. */
  readonly lists: ReadonlySet<string>;
  /** Words of lists that are the rule's direction, which is told in words of its own, and the side they stand for. */
  readonly directions: ReadonlyMap<string, "to_server" | "to_client">;
  /** Options that hold a rate, by name. */
  readonly rates: ReadonlyMap<string, RateWords>;
  /** Options that do something and ask for nothing, or do so by their first word (`set`, `isset`); by name. */
  readonly actions?: ReadonlySet<string>;
  /** Flags of expressions that name the buffer, or say how it is looked at, all of which the place tells. */
  readonly placeFlags?: string;
  /** Options that say which rule it is and how it is kept. */
  readonly bookkeeping: ReadonlySet<string>;
  /** What the name of a flow bit ends in that belongs to the rule of a sid alone. Default: the sid. */
  readonly bitOf?: (sid: number) => number;
  /** The pattern and its modifiers that an option at the cursor holds, for engines that have a cursor. */
  readonly contentAt?: (step: CursorStep) => CursorContent | undefined;
  /** What a rule of the engine looks for, where the state's lists don't tell; in the order of the text. */
  readonly inspections?: (rule: SoundRule) => readonly RuleInspection[];
  /** Options that `inspections` tells of, by name, beside those whose role says so. */
  readonly inspected?: ReadonlySet<string>;
}

/** A rule that the engine loads, with the state it has then. */
export type SoundRule = ComparedRule & { readonly state: NonNullable<ComparedRule["state"]> };

/** A pattern as an option at the cursor gives it. */
export interface CursorContent {
  readonly content: ContentState;
  /** What the state has no place for, each in the rule's words: `offset length`. */
  readonly details: readonly string[];
}
