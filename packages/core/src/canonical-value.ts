import { formatDigests, parseDigests } from "./file-digests.ts";
import { parseEmailAddress } from "./email-address.ts";
import { parseHostName } from "./host-name.ts";
import type { CustomIndicatorType, FileDigests } from "./indicator.ts";
import { parseIpAddress } from "./ip-address.ts";
import { mappedRemark, parseIpNetwork } from "./ip-network.ts";
import { refang } from "./refang.ts";
import { malformed } from "./remark.ts";
import type { Malformed, Remark } from "./remark.ts";
import { parseCertificateFingerprint, parseCertificateSerial, parseCertificateSubject } from "./tls-certificate.ts";
import { parseJa3, parseJa4 } from "./tls-fingerprint.ts";
import { formatUrl, parseUrl } from "./url.ts";
import { quoted, visibleText } from "./visible-text.ts";

/** A value in canonical form: equal text exactly when the same thing is meant. */
export interface CanonicalValue {
  readonly status: "canonical";
  readonly value: string;
  /** For files: the digests the value is made of. */
  readonly digests?: FileDigests;
  /** What had to be decided or changed beyond spelling. */
  readonly remarks: readonly Remark[];
}

/** Longest value taken, in UTF-16 code units. Longer ones are no indicators; formats have far lower limits. */
export const LONGEST_VALUE = 65_536;

const NO_REMARKS: readonly Remark[] = Object.freeze([]);
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const OUTER_SPACE = /^[\s\uFEFF]|[\s\uFEFF]$/;

// A header field's value has no line break and no NUL (RFC 9110 section 5.5, RFC 5322 section 2.2).
const LINE_BREAK_OR_NUL = /[\0\r\n]/;
// A folded header field continues on a line that begins with a blank (RFC 5322 section 2.2.3).
const FOLD = /\r?\n(?=[ \t])/g;
// Windows ends the name of an object there.
const NUL = /\0/;

/**
 * Brings a value to canonical form, or says why it is not a value of its type. Never throws; takes linear time.
 * Defanged addresses, networks, hosts, URLs and mail addresses are refanged first. White space around a value is not
 * part of it. `type` is one of `INDICATOR_TYPES` or `CUSTOM_INDICATOR_TYPES`; the values of any other type are kept as
 * they are. A canonical value is its own canonical form.
 *
 * | type | canonical form |
 * | --- | --- |
 * | Address | dotted decimal, RFC 5952; IPv4-mapped IPv6 as IPv4 |
 * | CIDR | the same, `/`, prefix length; host bits cleared |
 * | Host | A-labels, lower case, no final dot |
 * | URL | scheme and host in lower case, default port dropped, target byte for byte, no fragment |
 * | EmailAddress | local part as given, `@`, domain like Host |
 * | File | digests in lower case, joined by ` : ` in the order MD5, SHA-1, SHA-256 |
 * | ASN | `AS` and a decimal number |
 * | Hashtag | begins with `#` |
 * | RegistryKey | root key written out, no final backslash |
 * | JA3, JA3S | 32 hexadecimal digits in lower case |
 * | JA4 | its digests in lower case |
 * | CertificateFingerprint | MD5, SHA-1 or SHA-256 in lower case, without separators |
 * | CertificateSubject | `C=…, O=…, CN=…`, in the order given |
 * | CertificateSerial | `0x`, hexadecimal digits in lower case, without leading zeros |
 * | EmailSubject, Mutex, UserAgent, other custom types | as given |
 */
export function canonicalise(type: string, raw: string): CanonicalValue | Malformed {
  if (raw.length > LONGEST_VALUE) {
    return malformed(
      "indicator/value-too-long",
      `the value has ${raw.length} characters, ${LONGEST_VALUE} is the most: ${quoted(raw)}`,
    );
  }
  switch (type) {
    case "Address":
      return canonicalAddress(raw);
    case "CIDR":
      return canonicalNetwork(raw);
    case "Host":
      return canonicalHost(raw);
    case "URL":
      return canonicalUrl(raw);
    case "EmailAddress":
      return canonicalEmailAddress(raw);
    case "File":
      return canonicalFile(raw);
    case "ASN":
      return canonicalAsn(raw);
    case "Hashtag":
      return canonicalHashtag(raw);
    case "RegistryKey":
      return canonicalRegistryKey(raw);
    case "EmailSubject":
      return canonicalText(type, raw.replaceAll(FOLD, ""), LINE_BREAK_OR_NUL);
    case "UserAgent":
      return canonicalText(type, raw, LINE_BREAK_OR_NUL);
    case "Mutex":
      return canonicalText(type, raw, NUL);
    case "JA3":
    case "JA3S":
    case "JA4":
    case "CertificateFingerprint":
    case "CertificateSubject":
    case "CertificateSerial":
      return canonicalTls(type, raw);
    default:
      return canonicalText(type, raw, undefined);
  }
}

function canonical(value: string, remarks: readonly Remark[] = NO_REMARKS): CanonicalValue {
  return { status: "canonical", value, remarks };
}

function canonicalAddress(raw: string): CanonicalValue | Malformed {
  const text = prepared("Address", raw);
  if (typeof text !== "string") return text;
  const address = parseIpAddress(text);
  if ("status" in address) return address;
  return canonical(address.text, address.mapped === true ? [mappedRemark(text)] : NO_REMARKS);
}

function canonicalNetwork(raw: string): CanonicalValue | Malformed {
  const text = prepared("CIDR", raw);
  if (typeof text !== "string") return text;
  const network = parseIpNetwork(text);
  return "status" in network ? network : canonical(`${network.address}/${network.prefix}`, network.remarks);
}

function canonicalHost(raw: string): CanonicalValue | Malformed {
  const text = prepared("Host", raw);
  if (typeof text !== "string") return text;
  const host = parseHostName(text);
  return "status" in host ? host : canonical(host.name, host.remarks);
}

function canonicalUrl(raw: string): CanonicalValue | Malformed {
  const text = prepared("URL", raw);
  if (typeof text !== "string") return text;
  const url = parseUrl(text);
  return "status" in url ? url : canonical(formatUrl(url.parts), url.remarks);
}

function canonicalEmailAddress(raw: string): CanonicalValue | Malformed {
  const text = prepared("EmailAddress", raw);
  if (typeof text !== "string") return text;
  const address = parseEmailAddress(text);
  return "status" in address ? address : canonical(`${address.local}@${address.domain}`);
}

function canonicalFile(raw: string): CanonicalValue | Malformed {
  const digests = parseDigests(raw.trim());
  if ("status" in digests) return raw.trim() === "" ? malformedEmpty("File") : digests;
  return { status: "canonical", value: formatDigests(digests), digests, remarks: NO_REMARKS };
}

function canonicalAsn(raw: string): CanonicalValue | Malformed {
  const match = /^(?:ASN?)?[ :]?0{0,9}(\d{1,10})$/i.exec(raw.trim());
  const number = Number(match?.[1]);
  if (match !== null && number <= 0xffff_ffff) return canonical(`AS${number}`);
  if (raw.trim() === "") return malformedEmpty("ASN");
  return malformed(
    "indicator/invalid-asn",
    `${quoted(raw)} is not the number of an autonomous system`,
    "write it like `AS64496`, 4294967295 at most",
  );
}

function canonicalHashtag(raw: string): CanonicalValue | Malformed {
  const text = canonicalText("Hashtag", raw, CONTROL);
  if (text.status === "malformed" || text.value.startsWith("#")) return text;
  return { ...text, value: `#${text.value}` };
}

const ROOT_KEYS: Readonly<Record<string, string>> = {
  HKCC: "HKEY_CURRENT_CONFIG",
  HKCR: "HKEY_CLASSES_ROOT",
  HKCU: "HKEY_CURRENT_USER",
  HKLM: "HKEY_LOCAL_MACHINE",
  HKU: "HKEY_USERS",
};

function canonicalRegistryKey(raw: string): CanonicalValue | Malformed {
  const text = canonicalText("RegistryKey", raw, NUL);
  if (text.status === "malformed") return text;
  const root = /^(HK(?:CC|CR|CU|LM|U))(?=\\|$)/i.exec(text.value)?.[1];
  const full = root === undefined ? text.value : ROOT_KEYS[root.toUpperCase()]! + text.value.slice(root.length);
  let end = full.length;
  while (end > 1 && /[\\\s]/.test(full[end - 1]!)) end--;
  return { ...text, value: full.slice(0, end) };
}

function canonicalTls(type: CustomIndicatorType, raw: string): CanonicalValue | Malformed {
  const text = canonicalText(type, raw, CONTROL);
  if (text.status === "malformed") return text;
  const value = tlsValue(type, text.value);
  return typeof value === "string" ? canonical(value) : value;
}

function tlsValue(type: CustomIndicatorType, text: string): string | Malformed {
  switch (type) {
    case "JA3":
    case "JA3S":
      return parseJa3(type, text);
    case "JA4":
      return parseJa4(text);
    case "CertificateFingerprint":
      return parseCertificateFingerprint(text);
    case "CertificateSubject":
      return parseCertificateSubject(text);
    case "CertificateSerial":
      return parseCertificateSerial(text);
  }
}

/** Text that is kept as it is, but for white space around it. */
function canonicalText(type: string, raw: string, refused: RegExp | undefined): CanonicalValue | Malformed {
  const value = OUTER_SPACE.test(raw) ? raw.trim() : raw;
  if (value === "") return malformedEmpty(type);
  const fault = encodingFault(value);
  if (fault !== undefined) return fault;
  const control = refused?.exec(value)?.[0];
  return control === undefined ? canonical(value) : malformedControl(type, value, control);
}

/** Value of a type with a grammar: without outer space, refanged, free of control characters. */
function prepared(type: string, raw: string): string | Malformed {
  const text = refang(raw);
  if (text === "") return malformedEmpty(type);
  const control = CONTROL.exec(text)?.[0];
  if (control !== undefined) return malformedControl(type, text, control);
  return encodingFault(text) ?? text;
}

function encodingFault(value: string): Malformed | undefined {
  if (!LONE_SURROGATE.test(value)) return undefined;
  return malformed(
    "indicator/lone-surrogate",
    `${quoted(value)} holds half a character, which no encoding can write`,
    "the source was cut or decoded wrongly; give the value again",
  );
}

function malformedEmpty(type: string): Malformed {
  return malformed("indicator/empty-value", `the value of this ${quoted(type)} is empty`, "give a value");
}

function malformedControl(type: string, value: string, control: string): Malformed {
  return malformed(
    "indicator/control-character",
    `${quoted(value)} has the control character \`${visibleText(control)}\`, which no value of type ${quoted(type)} can hold`,
    "remove it, or split the value if it is several",
  );
}
