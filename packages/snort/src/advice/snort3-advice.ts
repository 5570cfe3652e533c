import { type Adviser, adviser, directionAgainstPorts, hygiene, missingFlow } from "@sigwright/rule-language/dialect";
import { fastPatternAdvice } from "./fast-pattern-advice.ts";
import { noDetection } from "./no-detection.ts";
import { noService } from "./no-service.ts";
import { relativeToNothing } from "./relative-to-nothing.ts";
import { type SnortRule, sideOf } from "./snort-rule.ts";

/** Buffers that the engine makes no fast pattern of; it warns of each with `--warn-rules` (3.12.2). */
const BARRED: ReadonlySet<string> = new Set([
  "base64_data",
  "http2_frame_data",
  "http2_frame_header",
  "http_param",
  "http_raw_body",
  "http_raw_cookie",
  "http_raw_request",
  "http_raw_status",
  "http_true_ip",
  "http_version",
]);

/** Advice on rules of Snort 3, by code. */
export const SNORT3_ADVISER: Adviser<SnortRule> = adviser<SnortRule>([
  directionAgainstPorts({
    namespace: "snort3",
    port: 79,
    ruleWith: (header) => `alert ${header} ( msg:"a name"; flow:established,to_client; content:"Login: ",depth 7; sid:1; rev:1; )`,
    sideOf,
  }),
  missingFlow({
    namespace: "snort3",
    explanation:
      "Without `flow` a rule is tried on each packet of both directions, whether it belongs to a connection or not: what one side sends back raises its alert, too. `flow:established,to_server` or `to_client` says whose payload is meant; `flow:stateless` says that it does not matter.",
    example: {
      bad: 'alert tcp any any -> any any ( msg:"a name"; content:"beacon|00 01|"; sid:1; rev:1; )',
      good: 'alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; content:"beacon|00 01|"; sid:1; rev:1; )',
    },
    protocols: new Set(["tcp"]),
    sayers: ["flow", "flags", "stream_size", "seq", "ack", "service"],
    inPayload: ({ looks }) => (looks.some(({ place }) => place !== "") ? undefined : looks[0]?.range),
  }),
  ...hygiene("snort3", (options) => `alert http any any -> any any ( flow:established,to_server; http_uri; content:"/gate.php"; ${options} )`),
  noDetection,
  noService,
  ...fastPatternAdvice({
    namespace: "snort3",
    barred: BARRED,
    long: new Set(["file_data", "js_data", "vba_data", "raw_data", "pkt_data", "http_client_body", "http_header", "http_raw_header", "http_cookie", "dce_stub_data"]),
    shown: "It says so itself with `--warn-rules`. A few buffers, `http_raw_body` among them, are never looked at in this way.",
    examples: {
      pcreWithoutContent: {
        bad: String.raw`alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; pcre:"/^USER \w+\r\n/"; sid:1; rev:1; )`,
        good: String.raw`alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; content:"USER ",depth 5; pcre:"/^\w+\r\n/R"; sid:1; rev:1; )`,
      },
      nothingToLookFor: {
        bad: 'alert udp any any -> any 53 ( msg:"a name"; byte_test:1,&,128,2; byte_test:2,>,100,6; sid:1; rev:1; )',
        good: 'alert udp any any -> any 53 ( msg:"a name"; content:"|01 00 00 01|",offset 2,depth 4; byte_test:2,>,100,6; sid:1; rev:1; )',
      },
      shortFastPattern: {
        bad: 'alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; content:"|0d 0a|"; content:"|05 01|",distance 0; sid:1; rev:1; )',
        good: 'alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; content:"|0d 0a 05 01|"; sid:1; rev:1; )',
      },
    },
  }),
  relativeToNothing,
]);
