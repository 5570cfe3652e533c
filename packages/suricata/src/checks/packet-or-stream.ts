import type { RuleCheck } from "@sigwright/rule-language/dialect";

/** A rule is about packets or about the stream; frames stand alone. */
export const packetOrStream: RuleCheck = {
  summary: "packets, the stream, buffers and frames are not mixed where the engine can't",
  check: (_rule, state, report) => {
    const { requiresPacket, requiresStream, buffers, fixed } = state;
    if (requiresPacket !== undefined && requiresStream !== undefined) {
      report.reject("packet-and-stream", requiresPacket, "this looks at packets, but the rule is for the reassembled stream", {
        labels: [{ range: requiresStream, message: "this asks for the stream" }],
        help: "take one of them out",
      });
      return;
    }
    const frame = buffers.find((use) => use.buffer.kind === "frame");
    if (frame === undefined) return;
    const other = buffers.find((use) => use.buffer.kind !== "frame")?.selectedAt ?? fixed.payload[0]?.range;
    if (other === undefined) return;
    report.reject("frame-and-other", frame.selectedAt, "a frame can't be mixed with other buffers or the raw payload", {
      labels: [{ range: other, message: "this is no frame" }],
      help: "look at the frame alone",
    });
  },
};
