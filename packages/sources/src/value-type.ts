import type { IndicatorType } from "@sigwright/core";

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Hexadecimal, colons and perhaps an IPv4 tail; that there are two colons is looked at beside it. */
const IPV6 = /^[0-9a-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?$/i;
const LONGEST_ADDRESS = 45;
const PREFIX = /^([0-9a-f:.]+)\/\d{1,3}$/i;
const DIGEST = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const JOINED_DIGESTS = /^[0-9a-f]{32,64}(?: : [0-9a-f]{32,64})+$/i;
const SCHEME = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const AS_NUMBER = /^as ?\d{1,10}$/i;
const REGISTRY = /^(?:HKLM|HKCU|HKCR|HKU|HKCC|HKEY_[A-Z_]+)\\/i;
const EMAIL = /^[^\s@"]{1,64}@[^\s@/]+$/;
/** At least two labels, the last one of letters or an A-label; letters of any script. */
const HOST = /^(?:[\p{L}\p{N}\p{M}_-]{1,63}\.)+(?:\p{L}[\p{L}\p{M}\p{N}-]{1,62})\.?$/u;
/** `host/path` as feeds write URLs without their scheme. */
const SCHEMELESS = /^[^\s/@]+(?::\d{1,5})?\//;

/**
 * The type that a bare value most likely is of, for sources that don't say; `undefined` when that can't be told.
 * The value is refanged already. Types whose values are free text (mutexes, subjects, user agents) are never guessed.
 */
export function valueType(value: string): IndicatorType | undefined {
  if (value.length > 8192) return SCHEME.test(value) ? "URL" : undefined;
  if (isAddress(value)) return "Address";
  const network = PREFIX.exec(value)?.[1];
  if (network !== undefined && isAddress(network)) return "CIDR";
  if (DIGEST.test(value) || JOINED_DIGESTS.test(value)) return "File";
  if (SCHEME.test(value)) return "URL";
  if (AS_NUMBER.test(value)) return "ASN";
  if (REGISTRY.test(value)) return "RegistryKey";
  if (EMAIL.test(value)) return "EmailAddress";
  if (HOST.test(value)) return "Host";
  return undefined;
}

function isAddress(value: string): boolean {
  if (value.length > LONGEST_ADDRESS) return false;
  return IPV4.test(value) || (value.indexOf(":") !== value.lastIndexOf(":") && IPV6.test(value));
}

/** Whether a value reads as a URL that lacks its scheme, for a hint. */
export function looksLikeSchemelessUrl(value: string): boolean {
  return value.length <= 8192 && SCHEMELESS.test(value);
}
