import { malformed } from "./remark.ts";
import type { Malformed } from "./remark.ts";
import { quoted } from "./visible-text.ts";

const MD5 = /^[0-9A-Fa-f]{32}$/;
/** Five fields of a client hello, three of a server hello, before they are hashed; any of them may be empty. */
const JA3_STRING = /^\d{1,5},[\d-]*,[\d-]*(?:,[\d-]*,[\d-]*)?$/;
/**
 * Transport, version, whether there is a server name, numbers of suites and extensions, first and last character of the
 * first ALPN value; digest of the suites; digest of the extensions (FoxIO, technical details of JA4, 2023).
 */
const JA4 = /^([TQDtqd](?:1[0-3]|[SsDd][1-3]|00)[DIdi]\d{4})([0-9A-Za-z]{2})_([0-9A-Fa-f]{12})_([0-9A-Fa-f]{12})$/;
/** The same with lists where the digests stand. */
const RAW_JA4 = /^[tqd][0-9sd]{2}[di]\d{4}[0-9A-Za-z]{2}_[0-9a-f,]*_[0-9a-f,_]*$/i;
const LONGEST_INPUT = 4096;

const JA3_HELP = "give 32 hexadecimal digits";
const JA4_HELP = "write it like `t13d1516h2_8daaf6152771_e5627efa2ab1`";

/** Reads a JA3 or JA3S fingerprint: an MD5 digest, which becomes lower case. */
export function parseJa3(type: "JA3" | "JA3S", text: string): string | Malformed {
  if (MD5.test(text)) return text.toLowerCase();
  if (text.length <= LONGEST_INPUT && JA3_STRING.test(text)) {
    return fault(`${quoted(text)} is what a ${type} fingerprint is computed from`, "give its MD5, 32 hexadecimal digits");
  }
  if (JA4.test(text)) return fault(`${quoted(text)} is a JA4 fingerprint, not a ${type} one`, "give it as an indicator of type `JA4`");
  return fault(`${quoted(text)} is no ${type} fingerprint`, JA3_HELP);
}

/** Reads a JA4 fingerprint. Its digests become lower case; its ALPN characters are kept, as protocol names have case. */
export function parseJa4(text: string): string | Malformed {
  const parts = JA4.exec(text);
  if (parts !== null) {
    // Without a single small letter the whole was written in capitals.
    if (!/[a-z]/.test(text)) return text.toLowerCase();
    const [, start, protocol, suites, extensions] = parts;
    return `${start!.toLowerCase()}${protocol!}_${suites!.toLowerCase()}_${extensions!.toLowerCase()}`;
  }
  if (MD5.test(text)) return fault(`${quoted(text)} is no JA4 fingerprint, it has the length of a JA3 one`, "give it as an indicator of type `JA3`");
  if (text.length <= LONGEST_INPUT && RAW_JA4.test(text)) {
    return fault(`${quoted(text)} is a raw JA4 fingerprint, with lists where digests stand`, JA4_HELP);
  }
  return fault(`${quoted(text)} is no JA4 fingerprint`, JA4_HELP);
}

function fault(message: string, help: string): Malformed {
  return malformed("indicator/invalid-fingerprint", message, help);
}
