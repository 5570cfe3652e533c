import type { ArgumentForm } from "./argument.ts";
import type { NeverHolds } from "./buffer.ts";
import type { VersionRange } from "./engine-version.ts";
import type { OptionCheck } from "./option-check.ts";

/** How a content modifier changes the content before it. */
export type ContentModifier =
  | "depth"
  | "offset"
  | "distance"
  | "within"
  | "starts-with"
  | "ends-with"
  | "no-case"
  | "fast-pattern"
  | "raw-bytes"
  | "replace";

/** Where the matches of a keyword go that don't depend on the cursor. */
export type MatchPlace =
  /** Inspected on every packet. */
  | "packet"
  /** Carried out after the rule matched. */
  | "post-match"
  /** Decides whether the alert is raised. */
  | "threshold";

/**
 * What a keyword does to the rule it stands in. These are all the things the machine can do; a keyword that does
 * more has a named check beside its role.
 */
export type KeywordRole =
  /** Describes the rule. */
  | { readonly kind: "meta" }
  /** Selects a buffer for what follows. */
  | { readonly kind: "selects"; readonly buffer: string }
  /** Selects the raw payload again. */
  | { readonly kind: "selects-payload" }
  /** Moves the content before it to a buffer. */
  | { readonly kind: "moves"; readonly buffer: string }
  /** Changes the buffer just selected before it is inspected. */
  | { readonly kind: "transforms"; readonly neverHolds?: NeverHolds }
  /** A pattern, in the selected buffer or the payload; `buffer` when the keyword names one itself. */
  | { readonly kind: "content"; readonly buffer?: string }
  /** Changes the content before it. */
  | { readonly kind: "modifies"; readonly modifier: ContentModifier }
  /** A regular expression, in the selected buffer, the one its flags name, or the payload. */
  | { readonly kind: "expression" }
  /** Looks at bytes at the cursor: in the selected buffer, else beside what it is relative to, else in the payload. */
  | { readonly kind: "inspects" }
  /** Needs a selected buffer and inspects it as a whole. */
  | { readonly kind: "measures" }
  /** A condition on something the engine knows; `buffer` when that has a list of its own. */
  | { readonly kind: "matches"; readonly place: MatchPlace; readonly packetOnly?: true }
  | { readonly kind: "matches"; readonly buffer: string };

/** One rule keyword: a row of a dialect's table. */
export interface DialectKeyword extends VersionRange {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Whether a value follows the name. */
  readonly value: "required" | "optional" | "none";
  /** Whether the value stands in double quotes; absent where quotes are refused. */
  readonly quotes?: "required" | "optional";
  /** Whether `!` before the value negates it. */
  readonly negatable?: true;
  /** The form of the value; absent where anything goes. */
  readonly argument?: ArgumentForm;
  readonly role: KeywordRole;
  /** How often it may stand in a rule; absent for any number. */
  readonly repeat?: "once";
  /** The application protocol that it makes the rule one of. */
  readonly protocol?: string;
  /** Still accepted, but on its way out; `use` is what takes its place. */
  readonly deprecated?: { readonly use?: string };
  /** What fits no column: run in order, before the role takes effect. */
  readonly checks?: readonly OptionCheck[];
  /** Where the fact is from: a place in the engine's manual. */
  readonly manual?: string;
}
