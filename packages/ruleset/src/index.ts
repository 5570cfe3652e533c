export type { GuardOptions } from "./guard/create-guards.ts";
export { createGuards } from "./guard/create-guards.ts";
export type { GuardId, GuardInfo, Guards, GuardVerdict, Selectivity } from "./guard/guard.ts";
export { GUARD_IDS, GUARDS, NO_GUARDS } from "./guard/guard.ts";
export type { GuardSelection } from "./guard/guard-selection.ts";
export { parseGuardSelection } from "./guard/guard-selection.ts";
export type { ParsedValueList, ValueList } from "./guard/value-list.ts";
export { parseValueList } from "./guard/value-list.ts";
export type { Renumbered, ResolvedLedger, ResolveOptions } from "./ledger/resolve-ledger.ts";
export { resolveLedger } from "./ledger/resolve-ledger.ts";
export type { LedgerChange, SidProposal, SidRange, SidRangeFull } from "./ledger/sid-allocator.ts";
export { SidAllocator } from "./ledger/sid-allocator.ts";
export type { ParsedLedger, SidEntry, SidLedger, SidState } from "./ledger/sid-ledger.ts";
export { formatLedger, parseLedger } from "./ledger/sid-ledger.ts";
export type { SignatureSubject } from "./ledger/signature-key.ts";
export { parseSignatureKey, signatureKey } from "./ledger/signature-key.ts";
export type { RetirementCause, RetirementReason } from "./lifecycle/retirement-reason.ts";
export type { FileRole, Manifest, ManifestFile, ManifestRule, ManifestSignature } from "./manifest/manifest.ts";
export type { ListChanges, ManifestList, ManifestLists } from "./manifest/manifest-lists.ts";
export type { AppendTarget } from "./pipeline/appended-file.ts";
export type { CompiledFormat, CompileResult } from "./pipeline/compiled-format.ts";
export { compileFormat } from "./pipeline/compiled-format.ts";
export type { FormatResult } from "./pipeline/format-generation.ts";
export type { GenerateOptions, GenerateResult, RulesetRequest } from "./pipeline/generate.ts";
export { generate } from "./pipeline/generate.ts";
export type { IndicatorFilter, IndicatorVerdict } from "./pipeline/indicator-filter.ts";
export { createFilter } from "./pipeline/indicator-filter.ts";
export type { CauseCount, Counts, Outcome, OutcomeStatus } from "./pipeline/outcome.ts";
export type { OutputBefore } from "./pipeline/list-recorder.ts";
export type { MemoryOutput, OutputWriter } from "./pipeline/output-writer.ts";
export { discardOutput, memoryOutput } from "./pipeline/output-writer.ts";
export type { Progress } from "./pipeline/progress.ts";
export type { Run, RunStore } from "./pipeline/run-store.ts";
export { memoryRunStore } from "./pipeline/run-store.ts";
export type { StoreOutcome, SyncedSignature, SyncStatus } from "./sync/store-signature.ts";
export type { SyncOptions, SyncResult } from "./sync/sync.ts";
export { signatureXid, sync } from "./sync/sync.ts";
export type { SyncedGroup } from "./sync/wanted-signature.ts";
export { checkShape } from "./templates/check-shape.ts";
export { COMMON_SLOTS, PATTERN_SLOTS, STORED_SLOTS } from "./templates/common-slots.ts";
export { DEFAULT_TEMPLATE } from "./templates/default-template.ts";
export type { LoadedTemplate, LoadTemplateOptions } from "./templates/load-template.ts";
export { defaultTemplate, loadTemplate, shippedTemplate } from "./templates/load-template.ts";
export type { ShippedTemplate } from "./templates/shipped-templates.ts";
export { SHIPPED_TEMPLATES } from "./templates/shipped-templates.ts";
export type { Schema } from "./templates/template-schema.ts";
export { TEMPLATE_SCHEMA } from "./templates/template-schema.ts";
export type {
  FormatTemplate,
  Lifecycle,
  ObservationOptions,
  PlacedRule,
  PlacedText,
  PriorityStep,
  RetiredRules,
  RuleAction,
  StoredSignatureTemplate,
  Template,
} from "./templates/template.ts";
export type { PatternPart, TextPattern } from "./templates/text-pattern.ts";
export { at, booleanOf, itemsOf, numberOf, textOf } from "./templates/yaml-access.ts";
export type { TextPlace } from "./templates/yaml-text.ts";
export { parseYaml } from "./templates/yaml-tree.ts";
export type { FileKind, ParsedYaml, YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "./templates/yaml-tree.ts";
export { RULESET_DIAGNOSTICS } from "./ruleset-diagnostics.ts";
