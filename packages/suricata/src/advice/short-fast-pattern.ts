import type { Advice } from "@sigwright/rule-language/dialect";
import { type FastPattern, fastPatternOf } from "./fast-pattern.ts";

/** Bytes from which on a pattern is rare enough in most traffic. */
const ENOUGH = 4;

/** Buffers that can be long; in short ones, such as a method or a name, a short pattern costs little. */
const LONG: ReadonlySet<string> = new Set(["file_data", "http_client_body", "http_raw_header", "http_header", "dce_stub_data", "smb.named_pipe", "http_cookie"]);

/** What is looked for first is found nearly everywhere. */
export const shortFastPattern: Advice = {
  info: {
    code: "suricata/short-fast-pattern",
    severity: "info",
    summary: "What a rule has the engine look for first is three bytes or shorter.",
    explanation:
      "The engine looks for one content of each rule in all traffic at once; without `fast_pattern` it takes the longest. One to three bytes are found in a good part of all payloads, and each time the rest of the rule is tried. Only the payload and long buffers are judged: in a short buffer, such as `http.method`, it costs little. Use a longer content, or say with `fast_pattern` which of several is the rarest.",
    example: {
      bad: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"|0d 0a|"; content:"|05 01|"; distance:0; sid:1; rev:1;)',
      good: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"|0d 0a 05 01|"; sid:1; rev:1;)',
    },
  },
  check({ rule, state }, report) {
    const pattern = fastPatternOf(state);
    if (pattern === undefined || pattern.length >= ENOUGH || !isInLong(pattern)) return;
    // What is limited to few packets or ports is tried on little traffic.
    if (rule.option("dsize") !== undefined || isNarrow(rule.header.destinationPort?.text, rule.header.sourcePort?.text)) return;
    const { length, content } = pattern;
    report(pattern.match.range, {
      message: `the engine looks for this content first, and it is ${length === 1 ? "one byte" : `${length} bytes`} long`,
      help: content.fastPattern ? "put `fast_pattern` behind a longer content" : "use a longer content, or add one",
    });
  },
};

function isInLong({ use }: FastPattern): boolean {
  return use === undefined || LONG.has(use.buffer.name);
}

/** Whether one side has certain ports only. */
function isNarrow(...ports: readonly (string | undefined)[]): boolean {
  return ports.some((port) => port !== undefined && /^[\d,[\] ]+$/.test(port));
}
