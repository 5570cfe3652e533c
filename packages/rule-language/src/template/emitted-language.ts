import type { Channel, Diagnostic, EncodedSignature, Encoding, ListFile, ListForm, ListMemberFacts, Observation, ObservationKind, RenderedSignature, Target, Unsupported, ValidateContext } from "@sigwright/core";
import type { RuleDialect, RuleFile } from "../tree.ts";
import type { SlotValueKind } from "./slot-place.ts";

/** Values of a format's own slots for one observation, as they are before they are written in their place. */
export type SlotFields = Readonly<Record<string, string>>;

/** One of a format's own template slots. */
export interface OwnSlot {
  readonly holds: SlotValueKind;
  /** One sentence for the generated reference and for messages. */
  readonly summary: string;
}

/** One way in which a format sees one kind of observation: what the reference says of it, and how it is written. */
export interface EncodingDescription {
  readonly observation: ObservationKind;
  /** Absent when the kind has one way only. */
  readonly variant?: string;
  /** Versions of the engine it is for, where several versions see the variant in different ways; absent: all. */
  readonly targets?: readonly string[];
  /** One sentence. */
  readonly summary: string;
  readonly channels: readonly Channel[];
  /** The format's own slots that a template rule for it may use. */
  readonly slots: readonly string[];
  /** A rule for it as a template: what its detection options need around them. */
  readonly rule: string;
  /** Settings a sensor needs beyond the stock configuration. */
  readonly requires: readonly string[];
  /** The same by names that {@link SensorFile} knows, where it can say how they are set. */
  readonly settings?: readonly string[];
  /** The form in which many observations share the signature, in a few words; absent when there is none. */
  readonly list?: string;
  /** What it is known not to see. */
  readonly limits: readonly string[];
  /** Where and when it was seen to fire; absent when no engine was asked. */
  readonly proven?: string;
}

/** What an engine is asked for in its configuration, as its rules can't: entries of one file beside the rules. */
export interface BesideFile {
  /** What the file's name has behind the name of the ruleset. */
  readonly suffix: string;
  /** What a comment begins with. */
  readonly comment: string;
  readonly opening: (name: string) => string;
  readonly closing: string;
  /** What can be made of an observation; `undefined` when rules are what is made of it. */
  readonly encode: (observation: Observation) => Encoding | Unsupported | undefined;
  /** An entry, which ends with its line. */
  readonly render: (signature: EncodedSignature) => RenderedSignature | Unsupported;
}

/** A file beside the rules that shows how to set what they need of the sensor. */
export interface SensorFile {
  /** What the file's name has behind the name of the ruleset. */
  readonly suffix: string;
  /** What a comment begins with. */
  readonly comment: string;
  /** What else is to be set where there are many rules: from how many on, and the name of the setting. */
  readonly many?: { readonly from: number; readonly setting: string };
  /** The file's text under its header, for names of settings, sorted. */
  readonly text: (settings: readonly string[]) => string;
}

/** Lists that live in files beside the rules. */
export interface FileLists {
  /**
   * The list an observation may stand in, its group a word that stands in the file's name, and its lines there; `parts` only
   * where lists may match any combination of them. Only the line may tell of the facts.
   */
  readonly entry: (observation: Observation, target: Target, product: boolean, facts?: ListMemberFacts) => (Pick<ListForm, "group" | "parts"> & { readonly line: string }) | undefined;
  /**
   * Values of the own slots for a rule of a variant that looks into a list; undefined where rules of the variant can't.
   * They depend on the member's kind and group only.
   */
  readonly fields: (list: ListFile, variant: string | undefined, target: Target) => SlotFields | undefined;
  /** What rules that look into the list are known not to see, beyond what those of single observations don't. */
  readonly limits: (member: Observation) => readonly string[];
  /** What else a rule of a variant matches that looks into the list; `undefined` for what is exact. */
  readonly approximate?: (list: ListFile, variant: string | undefined) => string | undefined;
}

/**
 * What makes rules of one dialect from observations: data and small functions, from which `ruleEmission` makes the
 * members of a format.
 */
export interface EmittedLanguage {
  /** Namespace of the diagnostic codes. */
  readonly id: string;
  /** The engine's name for people. */
  readonly engine: string;
  readonly dialect: RuleDialect;
  readonly encodings: readonly EncodingDescription[];
  readonly slots: Readonly<Record<string, OwnSlot>>;
  /** Slots by kind of observation that hold what it is about: a rule needs one where it detects. */
  readonly detecting: Readonly<Partial<Record<ObservationKind, readonly string[]>>>;
  /** An observation of a kind that can be seen in a variant, to try template rules with. */
  readonly sample: (kind: ObservationKind, variant: string | undefined) => Observation | undefined;
  /** Values of the own slots for an observation seen in one variant; undefined when it can't be seen so. */
  readonly fields: (observation: Observation, variant: string | undefined, target: Target) => SlotFields | undefined;
  /** Why an observation can't be seen at all; completes "not emitted because …". */
  readonly obstacle: (observation: Observation) => string | undefined;
  /** Why no rule covers a channel of an observation, where that is known better than from the table. */
  readonly uncovered?: (observation: Observation, channel: Channel) => string | undefined;
  /** The flow bit, a number, that keeps the rule with a sid to one alert for each flow: see `onceInFlow`. */
  readonly bitOf: (sid: number) => number;
  /** Keywords that limit the alerts of a rule, and what to add to a rule for a kind of observation that has none. */
  readonly limiting: { readonly keywords: readonly string[]; readonly advice: (kind: ObservationKind) => string };
  /** Bytes that a rule's line may have. */
  readonly longestLine: number;
  /** Present when what is written says at its top which format it is, as rules of relatives look alike. */
  readonly pinned?: true;
  readonly beside?: BesideFile;
  readonly fileLists?: FileLists;
  readonly sensorFile?: SensorFile;
  readonly validate: (file: RuleFile, context: ValidateContext) => readonly Diagnostic[];
}

/** The description of a kind and variant for an engine, or `undefined` when the format has none such. */
export function findEncoding(
  { encodings }: EmittedLanguage,
  observation: ObservationKind,
  variant: string | undefined,
  { version }: Target,
): EncodingDescription | undefined {
  return encodings.find(
    (encoding) =>
      encoding.observation === observation && encoding.variant === variant && (encoding.targets === undefined || encoding.targets.includes(version)),
  );
}
