import { type Adviser, adviser, directionAgainstPorts, hygiene, missingFlow } from "@sigwright/rule-language/dialect";
import { fastPatternAdvice } from "./fast-pattern-advice.ts";
import { type SnortRule, sideOf } from "./snort-rule.ts";

/** Buffers that the engine makes no fast pattern of (manual 3.5.24). */
const BARRED: ReadonlySet<string> = new Set(["http_cookie", "http_method", "http_raw_cookie", "http_raw_header", "http_raw_uri", "http_stat_code", "http_stat_msg", "base64_data"]);

/** Advice on rules of Snort 2.9, by code. */
export const SNORT2_ADVISER: Adviser<SnortRule> = adviser<SnortRule>([
  directionAgainstPorts({
    namespace: "snort2",
    port: 79,
    ruleWith: (header) => `alert ${header} (msg:"a name"; flow:established,to_client; content:"Login: "; depth:7; sid:1; rev:1;)`,
    sideOf,
  }),
  missingFlow({
    namespace: "snort2",
    explanation:
      "Without `flow` a rule is tried on each packet of both directions, whether it belongs to a connection or not: what one side sends back raises its alert, too. `flow:established,to_server` or `to_client` says whose payload is meant; `flow:stateless` says that it does not matter.",
    example: {
      bad: 'alert tcp any any -> any any (msg:"a name"; content:"beacon|00 01|"; sid:1; rev:1;)',
      good: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"beacon|00 01|"; sid:1; rev:1;)',
    },
    protocols: new Set(["tcp"]),
    sayers: ["flow", "flags", "stream_size", "seq", "ack"],
    inPayload: ({ looks }) => looks[0]?.range,
  }),
  ...hygiene("snort2", (options) => `alert tcp any any -> any any (flow:established,to_server; content:"/gate.php"; http_uri; ${options})`),
  ...fastPatternAdvice({
    namespace: "snort2",
    barred: BARRED,
    long: new Set(["file_data", "http_client_body", "http_header"]),
    shown: "The manual (3.9) asks for a content in every rule for this reason.",
    examples: {
      pcreWithoutContent: {
        bad: String.raw`alert tcp any any -> any any (msg:"a name"; flow:established,to_server; pcre:"/^USER \w+\r\n/"; sid:1; rev:1;)`,
        good: String.raw`alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"USER "; depth:5; pcre:"/^\w+\r\n/R"; sid:1; rev:1;)`,
      },
      nothingToLookFor: {
        bad: 'alert udp any any -> any 53 (msg:"a name"; byte_test:1,&,128,2; byte_test:2,>,100,6; sid:1; rev:1;)',
        good: 'alert udp any any -> any 53 (msg:"a name"; content:"|01 00 00 01|"; offset:2; depth:4; byte_test:2,>,100,6; sid:1; rev:1;)',
      },
      shortFastPattern: {
        bad: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"|0d 0a|"; content:"|05 01|"; distance:0; sid:1; rev:1;)',
        good: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"|0d 0a 05 01|"; sid:1; rev:1;)',
      },
    },
  }),
]);
