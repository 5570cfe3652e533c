import type { ArgumentForm } from "./argument.ts";
import type { NeverHolds } from "./buffer.ts";
import type { VersionRange } from "./engine-version.ts";
import type { OptionCheck, OptionContext } from "./option-check.ts";
import type { ArgumentShape } from "./parameters/argument-list.ts";
import type { Parameter } from "./parameters/parameter.ts";

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
  | "raw-bytes";

/** What an option does to the cursor. */
export type CursorAction = "reads" | "moves" | "sets" | "leaves";

/** The parts of a message that an engine looks at one after the other. */
export type MessageSection = "header" | "body" | "trailer";

/** Where the matches of a keyword go that don't depend on the cursor. */
export type MatchPlace =
  /** Inspected on every packet. */
  | "packet"
  /** Carried out after the rule matched. */
  | "post-match"
  /** Carried out when the alert is raised. */
  | "tag"
  /** Decides whether the alert is raised. */
  | "threshold";

/**
 * What a keyword does to the rule it stands in. These are all the things the machine can do; a keyword that does
 * more has a named check beside its role.
 */
export type KeywordRole =
  /** Describes the rule. */
  | { readonly kind: "meta" }
  /** Selects a buffer for what follows; `bufferOf` finds it by the value, or reports why there is none. */
  | { readonly kind: "selects"; readonly buffer: string; readonly requires?: "packet" }
  | { readonly kind: "selects"; readonly bufferOf: (context: OptionContext) => string | undefined }
  /** Selects the raw payload again. */
  | { readonly kind: "selects-payload" }
  /** Selects what an option before it decoded, to the end of the rule. */
  | { readonly kind: "selects-decoded" }
  /** Moves the content before it to a buffer. */
  | { readonly kind: "moves"; readonly buffer: string }
  /** Changes the buffer just selected before it is inspected. */
  | { readonly kind: "transforms"; readonly neverHolds?: NeverHolds }
  /**
   * A pattern, in the selected buffer or the payload; it is moved on to `moves` when the keyword names a buffer.
   * `noCase`: it matches in any case.
   */
  | { readonly kind: "content"; readonly moves?: string; readonly noCase?: true }
  /** Changes the content before it. */
  | { readonly kind: "modifies"; readonly modifier: ContentModifier }
  /** Says more about the content before it, wherever that is: the row's checks say what. */
  | { readonly kind: "qualifies" }
  /** A regular expression, in the selected buffer, the one its flags name, or the payload. */
  | { readonly kind: "expression" }
  /**
   * Looks at bytes at the cursor: in the selected buffer, else beside what it is relative to, else in the payload.
   * `needsPattern`: a relative one in a selected buffer must have a pattern before it.
   * `ignoresTransforms`: it does not apply transforms that wait.
   * `variablesInPlace`: in a buffer it can't use values that are read from the payload.
   * `alwaysRelative`: it stands beside the latest inspection, whatever its argument says.
   */
  | {
      readonly kind: "inspects";
      readonly needsPattern?: true;
      readonly ignoresTransforms?: true;
      readonly variablesInPlace?: true;
      readonly alwaysRelative?: true;
    }
  /** Needs a selected buffer and inspects it as a whole. */
  | { readonly kind: "measures" }
  /**
   * Works at the cursor of an engine that has one: reads there, moves it on, sets it to a buffer, or looks at something
   * beside it. `section`: the part of a message that it looks at.
   */
  | { readonly kind: "cursor"; readonly action: CursorAction; readonly section?: MessageSection }
  /** A condition on something the engine knows. */
  | { readonly kind: "matches"; readonly place: MatchPlace; readonly requires?: "packet" }
  /** A condition on a list that only such keywords fill. */
  | { readonly kind: "matches-in"; readonly buffer: string };

/** One rule keyword: a row of a dialect's table. */
export interface DialectKeyword extends VersionRange {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Whether a value follows the name. */
  readonly value: "required" | "optional" | "none";
  /** Whether the value stands in double quotes; absent where quotes are refused. `kept`: the value's form reads them. */
  readonly quotes?: "required" | "optional" | "kept";
  /** Whether `!` before the value negates it. */
  readonly negatable?: true;
  /** The form of the value; absent where anything goes. */
  readonly argument?: ArgumentForm;
  /**
   * Present when the value is a list of arguments, each with its name or in its place; `argument`, `quotes` and
   * `negatable` then say nothing. The value is what the rule gives: `ParameterValues`.
   */
  readonly parameters?: readonly Parameter[];
  /** How the value falls into arguments. Default: a list. */
  readonly shape?: ArgumentShape;
  readonly role: KeywordRole;
  /**
   * How often it may stand in a rule; absent for any number. `once-in-sight`: the engine looks for an earlier one only
   * among what the selected buffer lets it see.
   */
  readonly repeat?: "once" | "once-in-sight";
  /** Read before everything else, the header included. */
  readonly early?: true;
  /** A rule must have it; what is said when it does not. */
  readonly mandatory?: { readonly code: string; readonly help: string };
  /** Keywords that can't stand in the same rule, as far as the engine sees them when it reads this one. */
  readonly excludes?: readonly string[];
  /** The application protocol that it makes the rule one of. */
  readonly protocol?: string;
  /** Numbers of the IP protocols of which the rule must be for one. */
  readonly ipProtocols?: readonly number[];
  /** The value may be a direction that it is limited to, or begin with one and a comma. */
  readonly direction?: "alone" | "before-value";
  /** Whether its matches can be what the engine looks for first. */
  readonly prefilter?: true;
  /** The engine itself warns that it is on its way out; `use` is what takes its place. */
  readonly deprecated?: { readonly use?: string };
  /** The keyword of the newer style that says the same; the engine has nothing against this one. */
  readonly successor?: string;
  /** What fits no column: run in order, before the role takes effect. */
  readonly checks?: readonly OptionCheck[];
  /** Where the fact is from: a place in the engine's manual. */
  readonly manual?: string;
}
