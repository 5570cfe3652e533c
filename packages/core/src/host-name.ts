import { toASCII } from "tr46";
import { isLooseIpv4, parseIpAddress, parseIpv4 } from "./ip-address.ts";
import { malformed } from "./remark.ts";
import type { Malformed, Remark } from "./remark.ts";
import { quoted, visibleText } from "./visible-text.ts";

/** A domain name in canonical form: A-labels, lower case, no final dot. */
export interface HostName {
  readonly name: string;
  readonly remarks: readonly Remark[];
}

/** A name has 255 octets on the wire at most, which is 253 characters of text (RFC 1035 section 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;
/** No longer U-label text fits in a name; bounds the work that is spent on hostile input. */
const LONGEST_INPUT = 1024;

const NO_REMARKS: readonly Remark[] = Object.freeze([]);
// Underscores are no host name letters but stand in many names that are looked up (RFC 8552).
const SIMPLE_NAME = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;
const ASCII = /^[\u0000-\u007F]*$/;
const FOREIGN = /[^A-Za-z0-9._\-\u0080-\uFFFF]/;
const NUMERIC_LABEL = /(?:^|\.)(?:\d+|0[xX][0-9A-Fa-f]*)$/;

/**
 * Reads a domain name: lower case, internationalised names to A-labels (UTS 46, non-transitional, as browsers do),
 * one final dot removed. Labels may hold letters, digits, hyphens and underscores.
 */
export function parseHostName(raw: string): HostName | Malformed {
  const text = raw.endsWith(".") ? raw.slice(0, -1) : raw;
  const lower = text.toLowerCase();
  if (lower.length <= LONGEST_NAME && SIMPLE_NAME.test(lower) && !lower.includes("xn--")) {
    return NUMERIC_LABEL.test(lower) ? malformedNumeric(raw) : { name: lower, remarks: NO_REMARKS };
  }
  return parseUnusual(raw, text);
}

function parseUnusual(raw: string, text: string): HostName | Malformed {
  if (text.length > LONGEST_INPUT) return malformedLength(raw, text.length);
  const foreign = FOREIGN.exec(text)?.[0];
  if (foreign !== undefined) return malformedCharacter(raw, foreign);

  const converted = toASCII(text, { checkBidi: true, checkJoiners: true });
  const isAscii = ASCII.test(text);
  if (converted === null && !isAscii) {
    return malformed(
      "indicator/invalid-host",
      `${quoted(raw)} is not a valid internationalised domain name`,
      "check it for characters that look like letters, and for marks that are not shown",
    );
  }
  // What is ASCII already is looked up as it stands, whether or not its A-labels can be decoded.
  const given = isAscii ? text.toLowerCase() : converted!;
  const name = !isAscii && given.endsWith(".") ? given.slice(0, -1) : given;
  if (name.length === 0) return malformed("indicator/invalid-host", `${quoted(raw)} is the root of all names`, "give a name");
  const foreignAfter = FOREIGN.exec(name)?.[0];
  if (foreignAfter !== undefined) return malformedCharacter(raw, foreignAfter);
  const labels = name.split(".");
  if (labels.includes("")) return malformedEmptyLabel(raw, name);
  const long = labels.find((label) => label.length > LONGEST_LABEL);
  if (long !== undefined) {
    return malformed(
      "indicator/invalid-host",
      `label ${quoted(long)} has ${long.length} characters, ${LONGEST_LABEL} is the most a name can have between dots`,
    );
  }
  if (name.length > LONGEST_NAME) return malformedLength(raw, name.length);
  if (NUMERIC_LABEL.test(name)) return malformedNumeric(raw);
  return { name, remarks: converted === null ? [badALabelRemark(raw)] : NO_REMARKS };
}

function badALabelRemark(raw: string): Remark {
  return {
    code: "indicator/invalid-a-label",
    message: `${quoted(raw)} has a label that begins with \`xn--\` and stands for no Unicode text; taken as it is`,
    field: "value",
  };
}

function malformedCharacter(raw: string, character: string): Malformed {
  const code = "indicator/invalid-host";
  if (raw.includes("://")) {
    return malformed(code, `${quoted(raw)} is a URL, not a host`, "use the type URL");
  }
  if (raw.startsWith("*.")) {
    return malformed(
      code,
      `${quoted(raw)} is a pattern, not a host`,
      `give ${quoted(raw.slice(2))}; whether sub-domains are meant is said in the template`,
    );
  }
  if (!("status" in parseIpAddress(raw))) return malformedAddress(raw);
  if (character === ":") return malformed(code, `${quoted(raw)} has a port`, "give the host alone, or use the type URL");
  if (character === "/") return malformed(code, `${quoted(raw)} has a path`, "give the host alone, or use the type URL");
  if (character === "@") return malformed(code, `${quoted(raw)} is a mail address`, "use the type EmailAddress");
  return malformed(code, `${quoted(raw)} has the character \`${visibleText(character)}\`, which no host name can have`);
}

function malformedNumeric(raw: string): Malformed {
  const text = raw.endsWith(".") ? raw.slice(0, -1) : raw;
  if (parseIpv4(text) !== undefined) return malformedAddress(raw);
  if (isLooseIpv4(text)) {
    return malformed(
      "indicator/ambiguous-address",
      `${quoted(raw)} is an IP address in an octal, hexadecimal or shortened form, which software reads differently`,
      "write four decimal numbers without leading zeros and use the type Address",
    );
  }
  return malformed("indicator/invalid-host", `${quoted(raw)} ends in a number, which no domain does`);
}

function malformedAddress(raw: string): Malformed {
  return malformed("indicator/address-as-host", `${quoted(raw)} is an IP address, not a host`, "use the type Address");
}

function malformedEmptyLabel(raw: string, name: string): Malformed {
  const help = name.startsWith(".") ? `give ${quoted(raw.replace(/^\.+/, ""))}; sub-domains are chosen in the template` : undefined;
  return malformed("indicator/invalid-host", `${quoted(raw)} has nothing between two dots or before the first`, help);
}

function malformedLength(raw: string, length: number): Malformed {
  return malformed(
    "indicator/invalid-host",
    `${quoted(raw)} has ${length} characters, ${LONGEST_NAME} is the most a domain name can have`,
  );
}
