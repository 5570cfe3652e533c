import { type ArgumentForm, type ArgumentText, argumentString, fault, holdsFor } from "@sigwright/rule-language/dialect";
import { SURICATA_PROTOCOLS } from "../dialect/protocols.ts";

/** What `app-layer-protocol` asks for. */
export interface ProtocolValue {
  /** Names of the protocols; they are not what makes the rule one for them. */
  readonly detected: readonly string[];
  /** Which of the protocols detected in a flow is compared. */
  readonly mode: string;
  /** Whether more special protocols are other ones. */
  readonly exact: boolean;
  /** Set when the engine can't look for it first. */
  readonly unfitForPrefilter?: true;
}

const MODES = ["final", "original", "either", "to_server", "to_client", "direction"];
const DEFAULT_MODE = "direction";
const EXACT = "exact";

/** Flows are never detected as this one, only as the more special ones. */
const NEVER_EXACT = "http";

/** Names that stand for no protocol. */
const FAILED = "failed";
const UNKNOWN = "unknown";

/** The application protocol of a flow: one, and from 8.0 on several, and which of those detected is meant: `tls|ssh,final`. */
export function appLayerProtocol(version: string): ArgumentForm<ProtocolValue> {
  const isNewer = holdsFor({ since: "8.0" }, version);
  const protocols = new Map<string, string>([[FAILED, FAILED]]);
  if (isNewer) protocols.set(UNKNOWN, UNKNOWN);
  for (const protocol of SURICATA_PROTOCOLS) {
    if (!holdsFor(protocol, version)) continue;
    for (const name of [protocol.name, ...(protocol.aliases ?? [])]) protocols.set(name, protocol.name);
  }
  return isNewer ? protocolsAndMode(protocols) : oneProtocol(protocols);
}

function oneProtocol(protocols: ReadonlyMap<string, string>): ArgumentForm<ProtocolValue> {
  return {
    summary: "a protocol, or `failed`",
    parse: (argument) => {
      const protocol = protocols.get(argumentString(argument));
      if (protocol === undefined) return noProtocol(argument, argumentString(argument), argument.start, protocols);
      // Only the same protocol is a duplicate here, not a more special one.
      return { value: { detected: [protocol], mode: DEFAULT_MODE, exact: true } };
    },
  };
}

function protocolsAndMode(protocols: ReadonlyMap<string, string>): ArgumentForm<ProtocolValue> {
  return {
    summary: "protocols with `|` between them, and behind a comma which of those detected is meant: `tls|ssh,final`",
    parse: (argument) => {
      const [names = "", ...qualifiers] = argumentString(argument).split(",");
      const detected: string[] = [];
      let { start } = argument;
      for (const name of names.split("|")) {
        const protocol = protocols.get(name);
        if (protocol === undefined) return noProtocol(argument, name, start, protocols);
        detected.push(protocol);
        start += name.length + 1;
      }
      start = argument.start + names.length + 1;
      let mode: string | undefined;
      let exact = false;
      for (const [index, qualifier] of qualifiers.entries()) {
        const range = { start, end: start + qualifier.length };
        // Only behind the last comma nothing may stand.
        const isEnd = qualifier === "" && index === qualifiers.length - 1;
        if (qualifier === EXACT) exact = true;
        else if (!isEnd && !MODES.includes(qualifier)) return fault(argument, qualifier === "" ? "nothing stands between two commas" : `\`${qualifier}\` is not understood`, { ...range, expected: [...MODES, EXACT] });
        else if (!isEnd && mode !== undefined) return fault(argument, "two protocols of a flow can't be meant at once", range);
        else if (!isEnd) mode = qualifier;
        start += qualifier.length + 1;
      }
      if (exact && detected.includes(NEVER_EXACT)) return fault(argument, "no flow is exactly `http`", { help: "write `http1` or `http2`" });
      return { value: { detected, mode: mode ?? DEFAULT_MODE, exact, ...(detected.length > 1 ? { unfitForPrefilter: true } : {}) } };
    },
  };
}

function noProtocol(argument: ArgumentText, name: string, start: number, protocols: ReadonlyMap<string, string>): ReturnType<typeof fault> {
  return fault(argument, name === "" ? "a protocol is missing" : `there is no protocol \`${name}\``, { start, end: start + name.length, expected: [...protocols.keys()] });
}
