import type { AppProtocol, OptionCheck, RuleCheck } from "@sigwright/rule-language/dialect";

/** The protocols whose handshakes are fingerprinted. */
const PROTOCOLS: readonly string[] = ["tls", "quic"];
const NOTE = "handshake fingerprint";

function isFingerprinted(protocol: AppProtocol | undefined): boolean {
  return protocol === undefined || PROTOCOLS.includes(protocol.name);
}

/** Of keywords on fingerprints of handshakes: the rule is for TLS or QUIC, or says neither. */
export const overTlsOrQuic: OptionCheck = {
  summary: "the rule is for TLS or QUIC, or names no protocol",
  check: ({ state: { protocol, protocolAt, notes }, keyword, nameRange, report }) => {
    if (isFingerprinted(protocol)) {
      notes.set(NOTE, { keyword: keyword.name, range: nameRange });
      return;
    }
    report.reject("protocol-conflict", nameRange, `\`${keyword.name}\` is for tls and quic, but the rule is for ${protocol!.name}`, protocolAt === undefined ? {} : { labels: [{ range: protocolAt, message: `${protocol!.name} comes from here` }] });
  },
};

/** A rule with fingerprints of handshakes ends up as one for TLS or QUIC. */
export const fingerprintProtocol: RuleCheck = {
  summary: "a rule with fingerprints of handshakes is for TLS or QUIC",
  check: (_rule, { protocol, protocolAt, notes }, report) => {
    const note = notes.get(NOTE) as { readonly keyword: string; readonly range: { readonly start: number; readonly end: number } } | undefined;
    if (note === undefined || isFingerprinted(protocol)) return;
    report.reject("protocol-conflict", note.range, `\`${note.keyword}\` is for tls and quic, but the rule is for ${protocol!.name}`, protocolAt === undefined ? {} : { labels: [{ range: protocolAt, message: `${protocol!.name} comes from here` }] });
  },
};
