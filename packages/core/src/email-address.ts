import { parseHostName } from "./host-name.ts";
import { parseIpAddress } from "./ip-address.ts";
import { malformed } from "./remark.ts";
import type { Malformed } from "./remark.ts";
import { quoted } from "./visible-text.ts";

/** A mailbox in canonical form: the local part as given, the domain as {@link parseHostName} writes it. */
export interface EmailAddress {
  readonly local: string;
  /** Domain name, or an address literal in brackets. */
  readonly domain: string;
}

/** RFC 5321 section 4.5.3.1.1, in octets; UTF-16 units here, which are never more. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_INPUT = 2048;
// dot-atom or quoted string (RFC 5321 section 4.1.2); odd dots are let pass, mail with them is seen.
const LOCAL_PART = /^(?:[^\s"(),:;<>@[\\\]]+|"(?:[^"\\]|\\[^])*")$/;

/**
 * Reads a mail address. The local part is kept as it is, its case too: only the domain's owner knows whether it counts.
 * `mailto:` is removed.
 */
export function parseEmailAddress(raw: string): EmailAddress | Malformed {
  const code = "indicator/invalid-email-address";
  const text = raw.slice(0, 7).toLowerCase() === "mailto:" ? raw.slice(7) : raw;
  if (text.length > LONGEST_INPUT) return malformed(code, `${quoted(raw)} is too long for a mail address`);
  const at = text.lastIndexOf("@");
  if (at === -1) return malformed(code, `${quoted(raw)} has no \`@\``, "use the type Host for a domain alone");
  const local = text.slice(0, at);
  const domainText = text.slice(at + 1);
  if (local === "") return malformed(code, `${quoted(raw)} has nothing before \`@\``, "use the type Host for a domain alone");
  if (local.length > LONGEST_LOCAL_PART) {
    return malformed(code, `${quoted(local)} has ${local.length} characters, ${LONGEST_LOCAL_PART} is the most before \`@\``);
  }
  if (!LOCAL_PART.test(local)) {
    const help = local.includes("<") ? "give the address alone, without the name" : "put such a local part in double quotes";
    return malformed(code, `${quoted(local)} can't stand before the \`@\` of a mail address`, help);
  }
  const domain = parseDomain(domainText);
  if (typeof domain === "string") return { local, domain };
  return malformed(code, domain.problem.message, domain.problem.help);
}

function parseDomain(text: string): string | Malformed {
  if (!text.startsWith("[")) {
    const host = parseHostName(text);
    return "status" in host ? host : host.name;
  }
  // An address literal, RFC 5321 section 4.1.3.
  const inner = text.slice(1, -1);
  const isIpv6 = inner.slice(0, 5).toLowerCase() === "ipv6:";
  const address = parseIpAddress(isIpv6 ? inner.slice(5) : inner);
  if ("status" in address || !text.endsWith("]")) {
    return malformed("indicator/invalid-email-address", `${quoted(text)} is not an address literal`);
  }
  return address.family === 4 ? `[${address.text}]` : `[IPv6:${address.text}]`;
}
