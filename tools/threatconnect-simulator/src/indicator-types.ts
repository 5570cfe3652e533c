import { isIP } from "node:net";
import type { JsonValue } from "./json.ts";
import type { Switches } from "./switches.ts";

/** A type of indicator as the wire knows it. */
export interface IndicatorType {
  readonly name: string;
  /** Names of the fields that hold the value, as on the wire: blanks and capitals are the platform's. */
  readonly fields: readonly string[];
  /** Fields that describe the value without being part of it. */
  readonly extras?: readonly string[];
  /** Whether any of the fields is enough; else the first is required. */
  readonly anyField?: true;
  /** Whether the value is the same in any case. */
  readonly caseless?: true;
  /** Whether an administrator made it. */
  readonly custom?: true;
  /** Whether a value of a field is one; anything goes where absent. */
  readonly accepts?: (value: string, field: string) => boolean;
}

const HASH_LENGTHS: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64 };

const REGISTRY_ROOTS =
  /^(?:HKEY_CLASSES_ROOT|HKEY_CURRENT_CONFIG|HKEY_CURRENT_USER|HKEY_CURRENT_USER_LOCAL_SETTINGS|HKEY_LOCAL_MACHINE|HKEY_PERFORMANCE_DATA|HKEY_PERFORMANCE_NLSTEXT|HKEY_PERFORMANCE_TEXT|HKEY_USERS)(?:\\|$)/;

/** Value fields by their names on the wire, perhaps among other fields. */
export type Values = Readonly<Record<string, JsonValue>>;

/** The types every instance has. */
export const INDICATOR_TYPES: readonly IndicatorType[] = [
  { name: "Address", fields: ["ip"], accepts: (value) => isIP(value) !== 0 },
  { name: "EmailAddress", fields: ["address"], caseless: true, accepts: (value) => /^[^\s@]+@[^\s@]+$/.test(value) },
  {
    name: "File",
    fields: ["md5", "sha1", "sha256"],
    extras: ["size"],
    anyField: true,
    caseless: true,
    accepts: (value, field) => value.length === HASH_LENGTHS[field] && /^[0-9a-f]*$/i.test(value),
  },
  {
    name: "Host",
    fields: ["hostName"],
    extras: ["dnsActive", "whoisActive"],
    caseless: true,
    accepts: (value) => /^[\x21-\x7e]+$/.test(value) && !/[/:?#@[\]]/.test(value),
  },
  { name: "URL", fields: ["text"], accepts: (value) => /^[a-z][a-z0-9+.-]*:\/\/[\x21-\x40\x5b-\x7e]+(?:[/?#]|$)/.test(value) },
  { name: "ASN", fields: ["AS Number"], accepts: (value) => /^ASN\d{1,10}$/.test(value) },
  { name: "CIDR", fields: ["Block"], accepts: isBlock },
  { name: "Email Subject", fields: ["Subject"] },
  { name: "Hashtag", fields: ["Hashtag"], accepts: (value) => value.startsWith("#") },
  { name: "Mutex", fields: ["Mutex"] },
  {
    name: "Registry Key",
    fields: ["Key Name", "Value Name", "Value Type"],
    accepts: (value, field) => field !== "Key Name" || REGISTRY_ROOTS.test(value),
  },
  { name: "User Agent", fields: ["User Agent String"] },
];

/** The value of an indicator in one line: its fields joined by a blank, a colon and a blank. */
export function summaryOf(type: IndicatorType, values: Values): string {
  return present(type, values).join(" : ");
}

/** What makes an indicator the same as another of its owner: the value, or any hash of a File. */
export function identities(type: IndicatorType, values: Values): readonly string[] {
  const fold = (text: string): string => (type.caseless ? text.toLowerCase() : text);
  if (type.anyField !== true) return [`${type.name}\n${fold(summaryOf(type, values))}`];
  return present(type, values).map((value) => `${type.name}\n${fold(value)}`);
}

/** A value as it is printed: hashes in the case that the switch says. */
export function printedValue(type: IndicatorType, value: string, { hashCase }: Pick<Switches, "hashCase">): string {
  if (type.name !== "File") return value;
  return hashCase === "upper" ? value.toUpperCase() : value.toLowerCase();
}

function present(type: IndicatorType, values: Values): readonly string[] {
  return type.fields.flatMap((field) => {
    const value = values[field];
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
  });
}

function isBlock(value: string): boolean {
  const [, address = "", length = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(value) ?? [];
  const version = isIP(address);
  // IPv6 blocks are spelled out: eight groups without leading zeros.
  if (version === 6 && !/^(?:0|[1-9a-f][0-9a-f]{0,3})(?::(?:0|[1-9a-f][0-9a-f]{0,3})){7}$/i.test(address)) return false;
  return (version === 4 && Number(length) <= 32) || (version === 6 && Number(length) <= 128);
}
