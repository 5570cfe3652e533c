import type { ObservationKind, SourceText, TemplateRule } from "@sigwright/core";
import type { GuardId } from "../guard/guard.ts";
import type { SidRange } from "../ledger/sid-allocator.ts";
import type { TextPattern } from "./text-pattern.ts";
import type { TextPlace } from "./yaml-text.ts";

/** How indicators are read as observations. */
export interface ObservationOptions {
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

/** A rule of a template, and where its text stands in the file. */
export interface PlacedRule {
  readonly rule: TemplateRule;
  readonly place: TextPlace;
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
  /** SHA-256 of the file's text, lower-case hexadecimal. */
  readonly hash: string;
  readonly filter: PlacedText | undefined;
  readonly sids: SidRange;
  readonly observations: ObservationOptions;
  readonly message: TextPattern;
  readonly classtype: string;
  /** From the highest rating to the lowest. */
  readonly priority: readonly PriorityStep[];
  readonly references: readonly { readonly kind: string; readonly value: TextPattern }[];
  readonly metadata: readonly { readonly key: string; readonly value: TextPattern }[];
  /** From how many observations of a kind a list is made; a kind that is absent has none. */
  readonly lists: ReadonlyMap<ObservationKind, number>;
  /** The guards that are on. */
  readonly guards: ReadonlySet<GuardId>;
  readonly signature: StoredSignatureTemplate;
  readonly formats: ReadonlyMap<string, FormatTemplate>;
}
