export { suricataForTests } from "./suricata-for-tests.ts";
