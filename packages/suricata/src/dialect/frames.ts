import { type AppProtocol, covers, holdsFor, type InspectionBuffer, type VersionRange } from "@sigwright/rule-language/dialect";
import type { Transport } from "./event-names.ts";
import { SURICATA_PROTOCOLS } from "./protocols.ts";

/** Frames that the parser of one application protocol marks in its traffic. */
interface FrameNames extends VersionRange {
  readonly protocol: string;
  readonly transports: readonly Transport[];
  /** Whether the engine finds them in any case. */
  readonly ignoresCase?: true;
  readonly names: readonly string[];
}

const TCP: readonly Transport[] = ["tcp"];
const UDP: readonly Transport[] = ["udp"];
const BOTH: readonly Transport[] = ["tcp", "udp"];

/** Every protocol over TCP has this frame: all that was seen. */
const WHOLE_STREAM = "stream";

const SIP_FRAMES: readonly string[] = ["pdu", "request.line", "request.headers", "request.body", "response.line", "response.headers", "response.body"];

/** The frames of each protocol, found by offering names to Suricata 7.0.10 and 8.0.8. */
const FRAME_NAMES: readonly FrameNames[] = [
  { protocol: "tls", transports: TCP, ignoresCase: true, names: ["pdu", "hdr", "data", "alert", "heartbeat", "ssl2.hdr", "ssl2.pdu"] },
  { protocol: "http1", transports: TCP, ignoresCase: true, names: ["request", "response"] },
  { protocol: "http2", transports: TCP, since: "8.0", names: ["pdu", "hdr", "data"] },
  { protocol: "doh2", transports: TCP, since: "8.0", names: ["pdu", "hdr", "data"] },
  { protocol: "dns", transports: BOTH, names: ["pdu"] },
  { protocol: "mdns", transports: UDP, since: "8.0", names: ["pdu"] },
  { protocol: "sip", transports: UDP, until: "8.0", names: SIP_FRAMES },
  { protocol: "sip", transports: BOTH, since: "8.0", names: SIP_FRAMES },
  { protocol: "ssh", transports: TCP, since: "8.0", names: ["record.pdu", "record.hdr", "record.data"] },
  { protocol: "smtp", transports: TCP, ignoresCase: true, since: "8.0", names: ["command_line", "data", "response_line"] },
  { protocol: "rfb", transports: TCP, names: ["pdu"] },
  { protocol: "mqtt", transports: TCP, names: ["pdu", "header", "data"] },
  { protocol: "telnet", transports: TCP, names: ["pdu", "ctl", "data"] },
  { protocol: "dcerpc", transports: TCP, since: "8.0", names: ["pdu", "hdr", "data"] },
  { protocol: "enip", transports: BOTH, since: "8.0", names: ["pdu", "hdr", "data", "enip.item", "cip"] },
  { protocol: "websocket", transports: TCP, since: "8.0", names: ["pdu", "header", "data"] },
  { protocol: "ldap", transports: BOTH, since: "8.0", names: ["pdu"] },
  {
    protocol: "smb",
    transports: TCP,
    names: ["nbss.pdu", "nbss.hdr", "nbss.data", "smb1.pdu", "smb1.hdr", "smb1.data", "smb2.pdu", "smb2.hdr", "smb2.data", "smb3.pdu", "smb3.hdr", "smb3.data"],
  },
  {
    protocol: "nfs",
    transports: BOTH,
    names: ["rpc.pdu", "rpc.hdr", "rpc.data", "rpc.creds", "nfs.pdu", "nfs.status", "nfs4.pdu", "nfs4.hdr", "nfs4.ops", "nfs4.status"],
  },
];

/** The buffers that frames are inspected as, by protocol and frame: `tls.pdu`. */
export const FRAME_BUFFERS: readonly InspectionBuffer[] = [...new Set(allFrames())].map((name) => frameBuffer(name));

function allFrames(): readonly string[] {
  const streams = SURICATA_PROTOCOLS.map(({ name }) => `${name}.${WHOLE_STREAM}`);
  return [...streams, ...FRAME_NAMES.flatMap(({ protocol, names }) => names.map((name) => `${protocol}.${name}`))];
}

function frameBuffer(name: string): InspectionBuffer {
  const protocol = name.slice(0, name.indexOf("."));
  return {
    name,
    keyword: `frame:${name}`,
    kind: "frame",
    inspections: [
      { protocol, direction: "to_server" },
      { protocol, direction: "to_client" },
    ],
    fastPattern: true,
  };
}

/** What is wrong with a frame's name, or the buffer and protocol that it stands for. */
export type FrameFinding =
  | { readonly buffer: string; readonly protocol: AppProtocol }
  | { readonly message: string; readonly expected?: readonly string[] };

/** Finds the frames of one version of the engine. */
export interface FrameTable {
  /**
   * Looks a name up: `tls.pdu`, or `pdu` alone in a rule for TLS.
   * `transports` are those the rule is for, in the engine's order of search.
   */
  find(name: string, rule: AppProtocol | undefined, transports: readonly Transport[]): FrameFinding;
}

/** The frames of a version. */
export function frameTable(version: string): FrameTable {
  const protocols = new Map<string, AppProtocol>();
  for (const protocol of SURICATA_PROTOCOLS) {
    if (!holdsFor(protocol, version)) continue;
    for (const name of [protocol.name, ...(protocol.aliases ?? [])]) protocols.set(name, protocol);
  }
  const rows = FRAME_NAMES.filter((row) => holdsFor(row, version));
  const frameOf = (protocol: string, name: string, transports: readonly Transport[]): string | undefined => {
    for (const transport of transports) {
      if (transport === "tcp" && name === WHOLE_STREAM) return WHOLE_STREAM;
      for (const row of rows) {
        if (row.protocol !== protocol || !row.transports.includes(transport)) continue;
        const key = row.ignoresCase === true ? name.toLowerCase() : name;
        if (row.names.includes(key)) return key;
      }
    }
    return undefined;
  };
  return {
    find: (name, rule, transports) => {
      const dot = name.indexOf(".");
      const named = dot === -1 ? undefined : protocols.get(name.slice(0, dot));
      const protocol = named ?? rule;
      if (protocol === undefined) return { message: `\`${name}\` names no protocol, and the rule is for none` };
      if (rule !== undefined && !covers(rule, protocol)) return { message: `the frame is one of ${protocol.name}, but the rule is for ${rule.name}` };
      const frame = frameOf(protocol.name, named === undefined ? name : name.slice(dot + 1), transports);
      if (frame !== undefined) return { buffer: `${protocol.name}.${frame}`, protocol };
      const expected = rows.filter((row) => row.protocol === protocol.name).flatMap(({ names }) => names);
      return { message: `${protocol.name} has no frame \`${named === undefined ? name : name.slice(dot + 1)}\``, ...(expected.length === 0 ? {} : { expected }) };
    },
  };
}
