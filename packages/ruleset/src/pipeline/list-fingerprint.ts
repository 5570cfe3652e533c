import type { EncodeContext, Encoding, Match, Observation, SignatureFormat, Unsupported } from "@sigwright/core";
import type { CompiledFormat } from "./compiled-format.ts";
import type { SignatureValues } from "./slot-values.ts";

/**
 * A fingerprint of a list's rule that does not depend on the list's content: that of the same rule for a list whose one
 * member is invented. `undefined` when the format makes no such list; then the rule's own fingerprint has to do.
 */
export function listFingerprint(
  { format, context }: CompiledFormat,
  member: Observation,
  rule: string,
  values: SignatureValues,
): string | undefined {
  const invented = inventedLike(member);
  const encoding = format.encodeList!([invented], context(member.kind));
  return fingerprintOf(encoding, format, rule, values, context(member.kind));
}

/** The same of a list in files, `parts` of them beside its own: that of the same rule for files of one line and of invented names. */
export function fileListFingerprint(
  { format, context }: CompiledFormat,
  member: Observation,
  parts: readonly string[],
  rule: string,
  values: SignatureValues,
): string | undefined {
  const named = parts.map((part) => [part, { name: `list-${part}-00000000`, path: `list-${part}-00000000.lst`, lines: 1 }]);
  const files = { name: "list-00000000", path: "list-00000000.lst", lines: 1, ...(named.length === 0 ? {} : { parts: Object.fromEntries(named) }) };
  const encoding = format.encodeFileList!({ member, ...files }, context(member.kind));
  return fingerprintOf(encoding, format, rule, values, context(member.kind));
}

function fingerprintOf(
  encoding: Encoding | Unsupported,
  format: SignatureFormat,
  rule: string,
  values: SignatureValues,
  context: EncodeContext<unknown>,
): string | undefined {
  if (encoding.status === "unsupported") return undefined;
  const encoded = encoding.signatures.find((signature) => signature.rule === rule);
  if (encoded === undefined) return undefined;
  const rendered = format.render!(encoded, { ...values, sid: 1, rev: 1 }, context);
  return rendered.status === "rendered" ? rendered.fingerprint : undefined;
}

/** An observation of the same shape that no indicator has. */
function inventedLike(observation: Observation): Observation {
  const match = inventedMatch(observation.match);
  return { ...observation, key: "invented", match };
}

function inventedMatch(match: Match): Match {
  switch (match.kind) {
    case "address":
      return { ...match, address: match.family === 4 ? "192.0.2.1" : "2001:db8::1" };
    case "network":
      return match.family === 4
        ? { ...match, address: "192.0.2.0", prefix: 24 }
        : { ...match, address: "2001:db8::", prefix: 32 };
    case "domain":
      return { ...match, name: "invented.invalid" };
    case "request":
      return { ...match, host: "invented.invalid", hostKind: "domain", target: "/" };
    case "literal":
      return { ...match, text: "invented" };
    case "fingerprint":
      return { ...match, value: "0".repeat(match.value.length) };
    case "digest":
      return {
        kind: "digest",
        ...(match.md5 === undefined ? {} : { md5: "0".repeat(32) }),
        ...(match.sha1 === undefined ? {} : { sha1: "0".repeat(40) }),
        ...(match.sha256 === undefined ? {} : { sha256: "0".repeat(64) }),
      };
  }
}
