import type { Diagnostic } from "./diagnostic.ts";
import type { ListCommands } from "./list-commands.ts";
import type { ListFile, ListForm, ListMemberFacts } from "./list-form.ts";
import type { Channel, Observation, ObservationKind } from "./observation.ts";
import type { Range } from "./range.ts";
import type { SourceText } from "./source-text.ts";
import type { TextEdit } from "./text-edit.ts";

/** An engine and the version of it that rules are meant for; written `suricata@7.0`. */
export interface Target {
  readonly engine: string;
  readonly version: string;
}

/** How likely a text is of a format, 0 (no) to 1 (certain), and what says so, in words for people. */
export interface Likelihood {
  readonly score: number;
  readonly reason: string;
}

/** What a parser makes of a text. It always makes a document; the diagnostics say what is wrong in the text. */
export interface Parsed<Document> {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** One file of several that an engine loads together, with all that is known of it alone. */
export interface SetMember<Facts> {
  /** What messages call the file by. */
  readonly name: string;
  readonly source: SourceText;
  /** What the format noted of it. */
  readonly facts: Facts;
}

/** What is common to the rules of all formats. Absent members are absent in the rule. */
export interface RuleView {
  readonly range: Range;
  /** False for a rule that stands commented out. */
  readonly enabled: boolean;
  readonly gid?: number;
  readonly sid?: number;
  readonly rev?: number;
  /** What people call the rule: its message or name. */
  readonly name?: string;
  /**
   * Equal for two rules exactly when they mean the same; layout, revision and bookkeeping do not count. May be made when
   * it is asked for, by a getter of a prototype: copy it by name.
   */
  readonly fingerprint: string;
}

/** One thing that the meaning of a rule differs in. */
export interface MeaningChange {
  /** In words a reviewer reads: "the content `abc` need no longer stand at the start". Lower-case start, no full stop. */
  readonly message: string;
  /** Whether the rule fires on more than before, on less, or on something else. */
  readonly effect: "wider" | "narrower" | "other";
  /** Where it stood in the old text, and where it stands in the new one. */
  readonly before?: Range;
  readonly after?: Range;
}

/** How the meanings of two rules differ. */
export interface RuleComparison {
  /** False when they have so little in common that one can't have come of the other. */
  readonly areRelated: boolean;
  /** Empty when they mean the same, in whatever way they are written. */
  readonly changes: readonly MeaningChange[];
  /** What differs in what the rules say of themselves and no engine goes by: "it no longer has the tag `apt`". */
  readonly description?: readonly MeaningChange[];
}

/** A rule in the document it stands in. */
export interface PlacedView<Document> {
  readonly document: Document;
  readonly rule: RuleView;
}

/** What an engine's configuration files define for rules. What is absent is as the engine is shipped. */
export interface RuleConfiguration {
  /** Address groups by name, without `$`; the value is an address expression. */
  readonly addressVariables?: ReadonlyMap<string, string>;
  /** Port groups by name, without `$`; the value is a port expression. */
  readonly portVariables?: ReadonlyMap<string, string>;
  /** Names that `classtype` may have, in lower case. */
  readonly classtypes?: ReadonlySet<string>;
  /** Kinds that `reference` may have, in lower case. */
  readonly references?: ReadonlySet<string>;
  /** Short names of the categories of address reputation. */
  readonly reputationCategories?: ReadonlySet<string>;
  /** Types of the variables that a scanner defines for rules, by name. */
  readonly externalVariables?: ReadonlyMap<string, "string" | "integer" | "float" | "boolean">;
}

/** What a validator needs to know beside the document. */
export interface ValidateContext {
  readonly target: Target;
  readonly configuration?: RuleConfiguration;
  /** Judge rules that stand commented out like all others, the faults of their syntax included. Default false. */
  readonly includeDisabled?: boolean;
  /** Profiles whose advice is wanted beside what is always given: `team` for what a team agrees on. Default: none. */
  readonly profiles?: ReadonlySet<string>;
  /**
   * Says whether a file that a rule names (a list, a script) is there; `undefined` when it was not looked for. Without
   * it nothing is said of files.
   */
  fileExists?(name: string): boolean | undefined;
}

/** How a formatter lays rules out. */
export interface FormatStyle {
  /** What one level is indented by: blanks or a tab. */
  readonly indentation: string;
}

/**
 * What a template slot holds, and so how it is escaped and where it may stand.
 * - `text`: any text; stands inside a quoted string.
 * - `word`: a name without blanks or punctuation of the rule language.
 * - `integer`: a whole number.
 * - `references`, `metadata`: whole options made from a list.
 */
export type SlotKind = "text" | "word" | "integer" | "references" | "metadata";

/** One slot that every format's templates may use. */
export interface SlotDeclaration {
  readonly kind: SlotKind;
  /** One sentence for the generated reference and for messages. */
  readonly summary: string;
}

/** A reference from a rule to where more is told: a kind the engine knows (`url`, `cve`) and its value. */
export interface Reference {
  readonly kind: string;
  readonly value: string;
}

/** A key and value for a rule's metadata. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
}

/** Values for slots, by slot name. */
export type SlotValues = Readonly<Record<string, string | number | readonly Reference[] | readonly MetadataEntry[]>>;

/** The text of one rule of a signature configuration template, with slots written `{{name}}`. */
export interface TemplateRule {
  /** Unique within the format's part of the template; part of the sid ledger's key. */
  readonly id: string;
  readonly observation: ObservationKind;
  /** The variant of the encoding the rule is for; absent when the format has one only. */
  readonly variant?: string;
  readonly text: string;
}

/** A template rule the format has understood. `compiled` is the format's own. */
export interface CompiledRule<Compiled> {
  readonly id: string;
  readonly observation: ObservationKind;
  readonly variant?: string;
  readonly compiled: Compiled;
}

/** What a format makes of a template rule: it can be used when no diagnostic is an error. Ranges are in the rule's text. */
export interface TemplateResult<Compiled> {
  readonly rule?: CompiledRule<Compiled>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What encoding depends on beside the observation. */
export interface EncodeContext<Compiled> {
  readonly target: Target;
  /** Compiled template rules of this format for the observation's kind, in template order; empty without templates. */
  readonly rules: readonly CompiledRule<Compiled>[];
  /**
   * Whether everything has to stand in the rules themselves: what needs a file beside them, a list for example, is
   * unsupported then, with that reason. Absent means no.
   */
  readonly selfContained?: boolean;
  /**
   * Whether lists may match any combination of the parts of their members: a host of one with the target of another.
   * Signatures that do are approximate. Absent means no.
   */
  readonly product?: boolean;
}

/** One signature that an observation, or a list of observations, becomes. JSON-safe, so that it can be set aside. */
export interface EncodedSignature {
  /** Id of the template rule it is made with; the observation's kind when it is made without one. */
  readonly rule: string;
  readonly channels: readonly Channel[];
  /** Values for the format's own slots, escaped for where they stand. */
  readonly fields: Readonly<Record<string, string>>;
  /** Present when this signature, unlike others of its encoding, can match something else too: what. */
  readonly approximate?: string;
  /**
   * Present when it is no rule but an entry of a file beside the rules, a sensor's setting for example. It has no sid and
   * no revision, and is never made where everything has to stand in the rules.
   */
  readonly isBeside?: true;
}

/** An observation in a format's terms. */
export interface Encoding {
  readonly status: "encoded";
  /** Never empty. */
  readonly signatures: readonly EncodedSignature[];
  /** Channels of the observation that no signature covers, and why. */
  readonly uncovered: readonly { readonly channel: Channel; readonly reason: string }[];
  /** Settings a sensor needs for the signatures to fire. */
  readonly requires: readonly string[];
  /** What the signatures are known not to see. */
  readonly limits: readonly string[];
  /** Present when something else can match too: what. */
  readonly approximate?: string;
}

/** A listed fact: what can't be expressed, and why. */
export interface Unsupported {
  readonly status: "unsupported";
  /** For people; completes "not emitted because …". */
  readonly reason: string;
}

/** A rule as it will stand in the output. */
export interface RenderedSignature {
  readonly status: "rendered";
  readonly text: string;
  /** Fingerprint of the rule's meaning: does not depend on sid, rev or bookkeeping. The one `rules` gives for the text. */
  readonly fingerprint: string;
  /** Present when the text is an entry of a file beside the rules: as {@link EncodedSignature.isBeside} said. */
  readonly isBeside?: true;
  /** Lines that have to stand in the file before the rule, each once for all rules that need it: `import "hash"`. */
  readonly preamble?: readonly string[];
  /** What a sensor has to be set to for the rule to fire, by names of the format's own: what `assemble` needs to say how. */
  readonly settings?: readonly string[];
}

/** What {@link SignatureFormat.assemble} needs to know of the whole. */
export interface AssembleContext {
  readonly target: Target;
  /** File name without extension; safe to be one. */
  readonly name: string;
  /** Lines that say what made the output from what; the format writes them as comments. */
  readonly header: readonly string[];
}

/** A piece of an output file; pieces of one path are written in the order they come. */
export interface ArtifactPart {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly role: "rules" | "list" | "sensor-settings";
  readonly text: string;
}

/**
 * A signature format: one frozen object, all its functions pure. Only the first four members are required; an
 * absent member means that the format can't do that. `Document` is the format's own tree, `Compiled` its own
 * understanding of a template rule, `Facts` what it notes of a file; every format is a `SignatureFormat`, which is why the functions
 * are declared as methods. Plugins are checked by the conformance suite in `@sigwright/core/testing`.
 */
export interface SignatureFormat<Document = unknown, Compiled = unknown, Facts = unknown> {
  /** Stable machine name. */
  readonly id: string;
  readonly displayName: string;
  /** The platform's name for the file type: "Snort", "Suricata", "YARA". */
  readonly signatureType: string;
  /** File name extensions with the dot, the first is the one written. */
  readonly extensions: readonly string[];

  /** Engine versions it knows, the first is the default. */
  readonly targets?: readonly Target[];
  /** Says whether a text looks like this format. */
  detect?(text: string): Likelihood;
  /** Never throws on input; `print(parse(source).document) === source.text`. */
  parse?(source: SourceText): Parsed<Document>;
  print?(document: Document): string;
  /** All rules in the order of the text, the disabled ones too. */
  rules?(document: Document): readonly RuleView[];
  /** What is wrong with a parsed document beyond what parsing said. */
  validate?(document: Document, context: ValidateContext): readonly Diagnostic[];
  /**
   * What there is to know of a document among those that it is loaded with; the diagnostics are those of `parse` and
   * `validate`. Plain data and typed arrays: it is kept where the document is not.
   */
  setFacts?(parsed: Parsed<Document>): Facts;
  /**
   * What is wrong among documents that are loaded together, in the order they are loaded, beyond what is wrong with each.
   * Gives the findings of each document.
   */
  validateSet?(members: readonly SetMember<Facts>[], context: ValidateContext): readonly (readonly Diagnostic[])[];
  /** What a change of a rule changed in what it means. */
  compare?(before: PlacedView<Document>, after: PlacedView<Document>): RuleComparison;

  /**
   * The edits that lay a file out anew: its tokens and comments stay, and what it means. What could not be parsed is left
   * as it is; a file that is laid out so already needs none. Edits are in order and do not overlap.
   */
  format?(document: Document, style: FormatStyle): readonly TextEdit[];

  /**
   * Present when signatures carry sids: the name under which the sid ledger keeps them. Formats whose sids must not
   * meet share a name.
   */
  readonly sidFamily?: string;
  /** Slots of this format's own, for the generated reference and for messages. */
  readonly templateSlots?: Readonly<Record<string, string>>;
  /** Understands a template rule, or says at which place it can't. */
  compileTemplate?(
    rule: TemplateRule,
    slots: Readonly<Record<string, SlotDeclaration>>,
    context: ValidateContext,
  ): TemplateResult<Compiled>;
  encode?(observation: Observation, context: EncodeContext<Compiled>): Encoding | Unsupported;
  /**
   * Whether an observation may share a signature, `undefined` when it may not. `facts` are those of the indicator that
   * speaks for it; they may add to its line and to nothing else, and are absent while members are counted.
   */
  listForm?(observation: Observation, context: EncodeContext<Compiled>, facts?: ListMemberFacts): ListForm | undefined;
  /** Encodes observations of one group that together fit the capacity, in the order given. */
  encodeList?(
    members: readonly Observation[],
    context: EncodeContext<Compiled>,
  ): Encoding | Unsupported;
  /**
   * Makes the signatures of a list whose members stand in a file of their own; the caller writes the file, from what
   * `listForm` gave as lines. They depend on nothing else of the members, so that a signature keeps its meaning whatever
   * comes and goes.
   */
  encodeFileList?(list: ListFile, context: EncodeContext<Compiled>): Encoding | Unsupported;
  /** Present when the engine takes changes of lists in files while it runs. */
  readonly listCommands?: ListCommands;
  /** Writes one signature; what would not fit the engine's limits is unsupported, with the reason. */
  render?(
    signature: EncodedSignature,
    values: SlotValues,
    context: EncodeContext<Compiled>,
  ): RenderedSignature | Unsupported;
  /** Puts rendered signatures together to files, streamed. */
  assemble?(
    signatures: AsyncIterable<RenderedSignature>,
    context: AssembleContext,
  ): AsyncIterable<ArtifactPart>;
}
