export type { CompiledTemplate as SuricataTemplate, EncodingDescription, SlotPlace, SlotValueKind, TemplatePiece } from "@sigwright/rule-language/template";
export { type RuleCheckOptions, suricataRuleChecker } from "./check-rules.ts";
export { STOCK_CONFIGURATION } from "./configuration/stock-configuration.ts";
export { SURICATA_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export { SURICATA_ENCODINGS } from "./encoding/encoding-description.ts";
export { suricataKeywords } from "./keywords/suricata-keywords.ts";
export { suricata } from "./suricata.ts";
export { type EngineVersion, SURICATA_TARGETS } from "./targets.ts";
export { SURICATA_SLOTS, type SuricataSlot } from "./template/suricata-slots.ts";
