import type { Word } from "../../tree.ts";
import type { Advice, AdvisedRule } from "./advice.ts";

/** What differs between dialects about directions and ports. */
export interface DirectionWords {
  /** Of the code. */
  readonly namespace: string;
  /** A port of servers, for the examples. */
  readonly port: number;
  /** A rule of the dialect for what a server sends, with a header. */
  readonly ruleWith: (header: string) => string;
  /** Whose traffic a rule is for, where that is one side's. */
  readonly sideOf: (subject: AdvisedRule) => "to_server" | "to_client" | undefined;
}

/** The port of the server stands on the client's side. */
export function directionAgainstPorts({ namespace, port, ruleWith, sideOf }: DirectionWords): Advice {
  return {
    info: {
      code: `${namespace}/direction-against-ports`,
      severity: "warning",
      summary: "The direction of `flow` and the port in the header contradict each other.",
      explanation:
        "What a server sends comes from its port: a rule with `flow:to_client` and the server's port as the destination waits for traffic to a client that uses this port itself, which hardly ever happens. The engine loads it. Swap the sides of the header, or the direction.",
      example: { bad: ruleWith(`tcp any any -> any ${port}`), good: ruleWith(`tcp any ${port} -> any any`) },
    },
    check(subject, report) {
      const side = sideOf(subject);
      if (side === undefined) return;
      const toClient = side === "to_client";
      const { sourcePort, destinationPort, direction } = subject.rule.header;
      const [client, server] = toClient ? [destinationPort, sourcePort] : [sourcePort, destinationPort];
      if (server?.text !== "any" || direction?.text !== "->" || !isServerPort(client)) return;
      const flow = subject.rule.option("flow");
      if (flow?.valueRange === undefined) return;
      report(flow.valueRange, {
        message: `this is for what the ${toClient ? "server" : "client"} sends, and \`${client.text}\` stands where the port of the client does`,
        labels: [{ range: client.range, message: "a port of servers" }],
        help: `write \`${toClient ? "to_server" : "to_client"}\`, or swap the two sides of the header`,
      });
    },
  };
}

/** Ports below this one are given to services; clients take others. */
const FIRST_OF_CLIENTS = 1024;

/** Whether only services use a port: the ones of the stock variables, and numbers below 1024. */
function isServerPort(port: Word | undefined): port is Word {
  if (port === undefined) return false;
  if (/^\$(?:HTTP|SSH|ORACLE|FTP|DNP3|MODBUS)_PORTS$/.test(port.text)) return true;
  const numbers = port.text.replaceAll(/[[\]\s]/g, "").split(",");
  // Ports that clients of NTP and the like use, too, are both sides' and say nothing.
  return numbers.every((each) => /^\d{1,4}$/.test(each) && Number(each) < FIRST_OF_CLIENTS && !BOTH_SIDES.has(each));
}

/** Where both sides use one port, or the server connects back. */
const BOTH_SIDES: ReadonlySet<string> = new Set(["0", "20", "53", "67", "68", "123", "137", "138", "500", "520"]);
