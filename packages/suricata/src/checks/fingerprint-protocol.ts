import type { Range } from "@sigwright/core";
import { type AppProtocol, type OptionCheck, type RuleCheck, ruleNote } from "@sigwright/rule-language/dialect";

/** The protocols whose handshakes are fingerprinted. */
const PROTOCOLS: readonly string[] = ["tls", "quic"];
const fingerprintUse = ruleNote<{ readonly keyword: string; readonly range: Range }>("handshake fingerprint");

function isFingerprinted(protocol: AppProtocol | undefined): boolean {
  return protocol === undefined || PROTOCOLS.includes(protocol.name);
}

/** Of keywords on fingerprints of handshakes: the rule is for TLS or QUIC, or says neither. */
export const overTlsOrQuic: OptionCheck = {
  summary: "the rule is for TLS or QUIC, or names no protocol",
  check: ({ state, option, nameRange, report }) => {
    const { protocol, protocolAt } = state;
    if (isFingerprinted(protocol)) {
      fingerprintUse.keep(state, { keyword: option.name, range: nameRange });
      return;
    }
    report.reject("protocol-conflict", nameRange, `\`${option.name}\` is for tls and quic, but the rule is for ${protocol!.name}`, protocolAt === undefined ? {} : { labels: [{ range: protocolAt, message: `${protocol!.name} comes from here` }] });
  },
};

/** A rule with fingerprints of handshakes ends up as one for TLS or QUIC. */
export const fingerprintProtocol: RuleCheck = {
  summary: "a rule with fingerprints of handshakes is for TLS or QUIC",
  check: (_rule, state, report) => {
    const { protocol, protocolAt } = state;
    const note = fingerprintUse.of(state);
    if (note === undefined || isFingerprinted(protocol)) return;
    report.reject("protocol-conflict", note.range, `\`${note.keyword}\` is for tls and quic, but the rule is for ${protocol!.name}`, protocolAt === undefined ? {} : { labels: [{ range: protocolAt, message: `${protocol!.name} comes from here` }] });
  },
};
