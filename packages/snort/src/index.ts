export { SNORT_ADVICE, SNORT_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export { SNORT2_STOCK_CONFIGURATION } from "./snort2/configuration/stock-configuration.ts";
export { SNORT2_ENCODINGS } from "./snort2/emission.ts";
export { snort2 } from "./snort2/snort2.ts";
export { type Snort3CheckOptions, snort3RuleChecker } from "./snort3/check-rules.ts";
export { SNORT3_STOCK_CONFIGURATION } from "./snort3/configuration/stock-configuration.ts";
export { SNORT3_ENCODINGS } from "./snort3/emission.ts";
export { snort3 } from "./snort3/snort3.ts";
