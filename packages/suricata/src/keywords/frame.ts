import { argumentString, type DialectKeyword, narrowProtocol, type OptionContext } from "@sigwright/rule-language/dialect";
import type { Transport } from "../dialect/event-names.ts";
import { frameTable, type FrameTable } from "../dialect/frames.ts";

const TRANSPORTS: readonly (readonly [number, Transport])[] = [
  [6, "tcp"],
  [17, "udp"],
];

/** The keyword that selects frames. */
export function frameKeyword(version: string): DialectKeyword {
  const table = frameTable(version);
  return { name: "frame", value: "required", role: { kind: "selects", bufferOf: (context) => frameOf(context, table) } };
}

function frameOf({ state, argument, valueRange, report }: OptionContext, table: FrameTable): string | undefined {
  const { any, numbers } = state.ipProtocols;
  const transports = TRANSPORTS.filter(([number]) => any || numbers.has(number)).map(([, transport]) => transport);
  if (transports.length === 0) {
    report.reject("wrong-ip-protocol", valueRange, "frames need a rule for TCP or UDP");
    return undefined;
  }
  const found = table.find(argumentString(argument!).trim(), state.protocol, transports);
  if ("message" in found) {
    report.reject("unknown-frame", valueRange, found.message, found.expected === undefined ? {} : { expected: found.expected });
    return undefined;
  }
  if (state.protocol === undefined) narrowProtocol(state, found.protocol, valueRange);
  return found.buffer;
}
