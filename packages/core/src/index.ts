export type { CanonicalValue } from "./canonical-value.ts";
export { canonicalise, LONGEST_VALUE } from "./canonical-value.ts";
export { closest } from "./closest.ts";
export type { FormatOptions } from "./code-frame.ts";
export { formatDiagnostic, formatFrame } from "./code-frame.ts";
export type {
  Diagnostic,
  DiagnosticInfo,
  DiagnosticLabel,
  Fix,
  LocatedDiagnostic,
  Severity,
} from "./diagnostic.ts";
export type { DigestKind, Digests } from "./file-digests.ts";
export { DIGEST_KINDS, formatDigests, parseDigests, strongestDigest } from "./file-digests.ts";
export { hash128 } from "./hash.ts";
export type { HostName } from "./host-name.ts";
export { parseHostName } from "./host-name.ts";
export type { Attribute, CustomIndicatorType, FileDigests, Indicator, IndicatorType, Provenance } from "./indicator.ts";
export { CUSTOM_INDICATOR_TYPES, INDICATOR_TYPES } from "./indicator.ts";
export { INDICATOR_DIAGNOSTICS, toDiagnostic } from "./indicator-diagnostics.ts";
export type { MadeIndicator } from "./indicator-record.ts";
export { INDICATOR_FIELDS, makeIndicator } from "./indicator-record.ts";
export type { KnownType, TypeName } from "./indicator-type.ts";
export { indicatorType } from "./indicator-type.ts";
export type { IndicatorSource, PushedDown, SourceRow } from "./indicator-source.ts";
export { SourceError } from "./indicator-source.ts";
export type {
  AddressMatch,
  Channel,
  DigestMatch,
  DomainMatch,
  FingerprintMatch,
  LiteralMatch,
  Match,
  NetworkMatch,
  Observation,
  ObservationKind,
  RequestMatch,
} from "./observation.ts";
export { CHANNELS, OBSERVATION_KINDS } from "./observation.ts";
export type { IpAddress } from "./ip-address.ts";
export { parseIpAddress } from "./ip-address.ts";
export type { IpNetwork } from "./ip-network.ts";
export { parseIpNetwork } from "./ip-network.ts";
export { toIsoDate } from "./iso-date.ts";
export type { ObserveOptions, Observed, Unobservable } from "./observe.ts";
export { channelsOf, observe } from "./observe.ts";
export type { Position, Range } from "./range.ts";
export { defang, refang } from "./refang.ts";
export type { Malformed, Remark } from "./remark.ts";
export { securityLabel } from "./security-label.ts";
export type { ListCommands, LiveList } from "./list-commands.ts";
export type { ListFile, ListForm, ListMemberFacts } from "./list-form.ts";
export type {
  ArtifactPart,
  AssembleContext,
  CompiledRule,
  EncodeContext,
  EncodedSignature,
  Encoding,
  FormatStyle,
  Likelihood,
  MeaningChange,
  MetadataEntry,
  Parsed,
  PlacedView,
  Reference,
  RenderedSignature,
  RuleComparison,
  RuleConfiguration,
  RuleView,
  SetMember,
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
export type {
  GroupReference,
  IndicatorReference,
  MemberChange,
  NewSignature,
  SideFile,
  SignatureAttribute,
  SignatureChange,
  SignatureKey,
  SignatureQuery,
  SignatureStore,
  SignatureSummary,
  StoredSignature,
  StoreFailure,
} from "./signature-store.ts";
export { StoreError } from "./signature-store.ts";
export { SIGNATURE_TYPES } from "./signature-type.ts";
export type { BrokenSlot, WrittenSlot } from "./slot-scan.ts";
export { scanSlots } from "./slot-scan.ts";
export type { SourceEncoding, SourceTextOptions } from "./source-text.ts";
export { SourceText, utf8Length } from "./source-text.ts";
export type { TextEdit } from "./text-edit.ts";
export { applyEdits } from "./text-edit.ts";
export type { ParsedUrl, UrlParts } from "./url.ts";
export { formatUrl, parseUrl } from "./url.ts";
export { quoted, visibleText } from "./visible-text.ts";
