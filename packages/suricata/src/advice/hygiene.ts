import { hygiene } from "@sigwright/rule-language/dialect";
import type { Advice } from "@sigwright/rule-language/dialect";

/** What a team wants to see in each rule. */
export const HYGIENE: readonly Advice[] = hygiene("suricata", (options) => `alert http any any -> any any (flow:established,to_server; http.uri; content:"/gate.php"; ${options})`);
