import { type ArgumentForm, argumentString, fault, holdsFor } from "@sigwright/rule-language/dialect";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

/** What `app-layer-protocol` asks for. */
export interface ProtocolValue {
  /** Name of the protocol; not what makes the rule one of it. */
  readonly detected: string;
  /** Which of the protocols detected in a flow is compared. */
  readonly mode: string;
}

const MODES = ["final", "original", "either", "to_server", "to_client", "direction"];
const DEFAULT_MODE = "direction";

/** An application protocol, and from 8.0 on which of those detected in a flow is meant: `tls,final`. */
export function appLayerProtocol(version: string): ArgumentForm<ProtocolValue> {
  const takesMode = holdsFor({ since: "8.0" }, version);
  const protocols = new Map<string, string>([["failed", "failed"]]);
  if (takesMode) protocols.set("unknown", "unknown");
  for (const protocol of SURICATA_PROTOCOLS) {
    if (!holdsFor(protocol, version)) continue;
    for (const name of [protocol.name, ...(protocol.aliases ?? [])]) protocols.set(name, protocol.name);
  }
  return {
    summary: takesMode ? "a protocol, and which of those detected is meant: `tls,final`" : "a protocol, or `failed`",
    parse: (argument) => {
      const text = argumentString(argument);
      const comma = takesMode ? text.indexOf(",") : -1;
      const name = comma === -1 ? text : text.slice(0, comma);
      const mode = comma === -1 ? DEFAULT_MODE : text.slice(comma + 1);
      const protocol = protocols.get(name);
      if (protocol === undefined) return fault(argument, `there is no protocol \`${name}\``, { end: argument.start + name.length, expected: [...protocols.keys()] });
      if (!MODES.includes(mode)) return fault(argument, `\`${mode}\` is not understood`, { start: argument.start + comma + 1, expected: MODES });
      return { value: { detected: protocol, mode } };
    },
  };
}
