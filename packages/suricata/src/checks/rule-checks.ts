import type { RuleCheck } from "@sigwright/rule-language/dialect";
import { absentBuffers } from "./absent-buffer.ts";
import { bufferDirections } from "./buffer-directions.ts";
import { bufferContents } from "./buffer-contents.ts";
import { exactContents } from "./exact-contents.ts";
import { fileProtocol } from "./file-protocol.ts";
import { fingerprintProtocol } from "./fingerprint-protocol.ts";
import { hookStage } from "./hook-stage.ts";
import { packetOrStream } from "./packet-or-stream.ts";
import { payloadSize } from "./payload-size.ts";

/** What the engine looks at when it has read all options, in its order. */
export function ruleChecks(engineVersion: string): readonly RuleCheck[] {
  return [payloadSize, bufferContents(engineVersion), exactContents(engineVersion), absentBuffers, bufferDirections, packetOrStream, fileProtocol, fingerprintProtocol, hookStage()];
}
