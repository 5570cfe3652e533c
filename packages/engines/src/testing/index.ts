export { suricataForTests } from "./suricata-for-tests.ts";
export { yaraForTests, yaraXForTests } from "./yara-for-tests.ts";
