export { snort3ForTests } from "./snort3-for-tests.ts";
export { suricataForTests, TESTED_SERIES, type TestedSeries } from "./suricata-for-tests.ts";
export { yaraForTests, yaraXForTests } from "./yara-for-tests.ts";
