export { SNORT_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
export { snort2 } from "./snort2/snort2.ts";
export { snort3 } from "./snort3/snort3.ts";
