import type { RuleCheck } from "@sigwright/rule-language/dialect";
import { bufferDirections } from "./buffer-directions.ts";
import { bufferContents } from "./buffer-contents.ts";
import { packetOrStream } from "./packet-or-stream.ts";
import { payloadSize } from "./payload-size.ts";

/** What the engine looks at when it has read all options, in its order. */
export function ruleChecks(): readonly RuleCheck[] {
  return [payloadSize, bufferContents, bufferDirections, packetOrStream];
}
