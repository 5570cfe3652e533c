import type { ObservationKind, SourceText, TemplateRule } from "@sigwright/core";
import type { GuardId, Selectivity } from "../guard/guard.ts";
import type { SidRange } from "../ledger/sid-allocator.ts";
import type { TextPattern } from "./text-pattern.ts";
import type { TextPlace } from "./yaml-text.ts";

/** What an engine may do where a signature fits: those that Suricata, Snort 2 and Snort 3 have in common. */
export const ACTIONS = ["alert", "drop", "reject"] as const;

/** One of {@link ACTIONS}. */
export type RuleAction = (typeof ACTIONS)[number];

/** What may become of the rule of a signature that is retired. */
export const RETIRED_RULES = ["remove", "comment"] as const;

/** One of {@link RETIRED_RULES}. */
export type RetiredRules = (typeof RETIRED_RULES)[number];

/** When an indicator stops being a signature, whatever the filter says. */
export interface Lifecycle {
  /** For indicators whose `expires` has passed. */
  readonly expired: "retire" | "keep";
  /** For indicators whose `active` is false. */
  readonly withdrawn: "retire" | "keep";
  /** Days after which an indicator is too old, by kind of observation; a kind that is absent has no such age. */
  readonly maxAge: ReadonlyMap<ObservationKind, number>;
  readonly retired: RetiredRules;
}

/** What divides the lists of a kind: nothing, the rating of a member, or the first of its tags. */
export const LIST_DIVISIONS = ["none", "rating", "tag"] as const;

/** One of {@link LIST_DIVISIONS}. */
export type ListDivision = (typeof LIST_DIVISIONS)[number];

/** How indicators are read as observations. */
export interface ObservationOptions {
  /** The kinds that become signatures; absent for all. */
  readonly kinds?: ReadonlySet<ObservationKind>;
  readonly host: { readonly subdomains: boolean };
  readonly url: { readonly https: "unsupported" | "host" };
}

/** The priority of signatures whose rating is at least `rating`. */
export interface PriorityStep {
  readonly rating: number;
  readonly priority: number;
}

/** A piece of text of a template file, and how to speak about places in it. */
export interface PlacedText {
  readonly text: string;
  readonly place: TextPlace;
}

/** A rule of a template, and where its text stands in which file. */
export interface PlacedRule {
  readonly rule: TemplateRule;
  readonly place: TextPlace;
  /** The template's own file, or that of the template it extends. */
  readonly source: SourceText;
}

/** What a template says for one format. */
export interface FormatTemplate {
  readonly rules: readonly PlacedRule[];
}

/** What a ruleset is stored as. Patterns may use the slots of `STORED_SLOTS`. */
export interface StoredSignatureTemplate {
  readonly name: TextPattern;
  /** The default Description attribute; empty for none. */
  readonly description: TextPattern;
  /** The default Source attribute; empty for none. */
  readonly source: TextPattern;
  readonly attributes: readonly { readonly type: string; readonly value: TextPattern }[];
  readonly tags: readonly string[];
  readonly labels: readonly string[];
}

/** A signature configuration template, read and complete: what a file leaves out is filled from the defaults. */
export interface Template {
  readonly id: string;
  readonly description: string | undefined;
  readonly source: SourceText;
  /** SHA-256, lower-case hexadecimal, of the file's text, or of that and the hash of the template it extends. */
  readonly hash: string;
  readonly filter: PlacedText | undefined;
  readonly sids: SidRange;
  readonly observations: ObservationOptions;
  /** Whether signatures are made that something else can match, too. */
  readonly approximate: boolean;
  readonly lifecycle: Lifecycle;
  readonly message: TextPattern;
  /** Stands in rules already, wherever they had `{{action}}`. */
  readonly action: RuleAction;
  readonly classtype: string;
  /** From the highest rating to the lowest. */
  readonly priority: readonly PriorityStep[];
  readonly references: readonly { readonly kind: string; readonly value: TextPattern }[];
  readonly metadata: readonly { readonly key: string; readonly value: TextPattern }[];
  /** From how many observations of a kind a list is made; a kind that is absent has none. */
  readonly lists: ReadonlyMap<ObservationKind, number>;
  /** What has lists of its own. */
  readonly listsBy: ListDivision;
  /** Whether lists may match any combination of the parts of their members; what does is approximate. */
  readonly listsProduct: boolean;
  /** The guards that are on. */
  readonly guards: ReadonlySet<GuardId>;
  /** How much the guard `unselective` asks of a value. */
  readonly selectivity: Selectivity;
  readonly signature: StoredSignatureTemplate;
  readonly formats: ReadonlyMap<string, FormatTemplate>;
}
