import type { BufferUse, RuleCheck } from "@sigwright/rule-language/dialect";
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
    for (const use of state.buffers) {
      let toServer = false;
      let toClient = false;
      for (const { protocol: name, direction } of use.buffer.inspections) {
        if (protocol !== undefined && !covers(protocol, PROTOCOLS.get(name) ?? { name, transports: [] })) continue;
        if (direction === "to_server") toServer = true;
        else toClient = true;
      }
      if (toServer && !toClient) request ??= use;
      if (toClient && !toServer) response ??= use;
    }
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
