export type {
  Diagnostic,
  DiagnosticInfo,
  DiagnosticLabel,
  Fix,
  LocatedDiagnostic,
  Severity,
} from "./diagnostic.ts";
export type { Attribute, FileDigests, Indicator, IndicatorType, Provenance } from "./indicator.ts";
export { INDICATOR_TYPES } from "./indicator.ts";
export type { IndicatorSource, SourceRow } from "./indicator-source.ts";
export { SourceError } from "./indicator-source.ts";
export type {
  AddressMatch,
  Channel,
  DigestMatch,
  DomainMatch,
  LiteralMatch,
  Match,
  NetworkMatch,
  Observation,
  ObservationKind,
  RequestMatch,
} from "./observation.ts";
export { CHANNELS, OBSERVATION_KINDS } from "./observation.ts";
export type { Position, Range } from "./range.ts";
export type {
  ArtifactPart,
  AssembleContext,
  CompiledRule,
  EncodeContext,
  EncodedSignature,
  Encoding,
  Likelihood,
  ListForm,
  MetadataEntry,
  Parsed,
  Reference,
  RenderedSignature,
  RuleView,
  SignatureFormat,
  SlotDeclaration,
  SlotKind,
  SlotValues,
  Target,
  TemplateResult,
  TemplateRule,
  Unsupported,
  ValidateContext,
} from "./signature-format.ts";
export type { SourceEncoding, SourceTextOptions } from "./source-text.ts";
export { SourceText, utf8Length } from "./source-text.ts";
export type { TextEdit } from "./text-edit.ts";
export { applyEdits } from "./text-edit.ts";
