import type { Range } from "@sigwright/core";
import type { BufferUse, RuleCheck, RuleReport } from "@sigwright/rule-language/dialect";
import { covers } from "@sigwright/rule-language/dialect";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

const PROTOCOLS = new Map(SURICATA_PROTOCOLS.map((protocol) => [protocol.name, protocol]));

/** Buffers that are filled in one direction only give the rule that direction; they must agree, with `flow` too. */
export const bufferDirections: RuleCheck = {
  summary: "buffers and flow agree on the direction",
  check: (_rule, state, report) => {
    const { protocol } = state;
    let request: BufferUse | undefined;
    let response: BufferUse | undefined;
    let unclear: BufferUse | undefined;
    for (const use of state.buffers) {
      let toServer = false;
      let toClient = false;
      for (const { protocol: name, direction } of use.buffer.inspections) {
        if (protocol !== undefined && !covers(protocol, PROTOCOLS.get(name) ?? { name, transports: [] })) continue;
        if (use.only !== undefined && direction !== use.only) continue;
        if (direction === "to_server") toServer = true;
        else toClient = true;
      }
      if (toServer && toClient) unclear ??= use;
      if (toServer && !toClient) request ??= use;
      if (toClient && !toServer) response ??= use;
    }
    if (state.bothSides !== undefined) return judgeBothSides(state.bothSides, request, response, unclear, report);
    if (request !== undefined && response !== undefined) {
      report.reject("direction-conflict", response.selectedAt, `\`${response.buffer.keyword}\` is about what the server sends, \`${request.buffer.keyword}\` about what the client sends`, {
        labels: [{ range: request.selectedAt, message: "about the client" }],
        help: "split the rule in two, and join them with flowbits",
      });
      return;
    }
    const isOneWay = state.toServer !== state.toClient;
    if (request !== undefined && isOneWay && state.toClient) report.reject("direction-conflict", request.selectedAt, `\`${request.buffer.keyword}\` is about what the client sends, but the rule is for what goes to it`, { help: "use `flow:to_server`" });
    if (response !== undefined && isOneWay && state.toServer) report.reject("direction-conflict", response.selectedAt, `\`${response.buffer.keyword}\` is about what the server sends, but the rule is for what goes to it`, { help: "use `flow:to_client`" });
  },
};

/** A rule about both sides of a transaction must look at both, and say of each buffer which side it means. */
function judgeBothSides(
  at: Range,
  request: BufferUse | undefined,
  response: BufferUse | undefined,
  unclear: BufferUse | undefined,
  report: RuleReport,
): void {
  if (request === undefined || response === undefined) {
    const missing = request === undefined ? "the client" : "the server";
    report.reject("direction-missing", at, `the rule is about both sides of a transaction, but looks at nothing that ${missing} sends`, { help: "add a buffer of the other side, or write `->`" });
  } else if (unclear !== undefined) {
    report.reject("direction-missing", unclear.selectedAt, `\`${unclear.buffer.keyword}\` can mean both sides, and the rule looks at both`, { help: `limit it to one: \`${unclear.buffer.keyword}:to_server;\`` });
  }
}
