import { canonicalise, parseIpAddress } from "@sigwright/core";
import { RangeTable, rangeOfAddress, rangeOfNetwork } from "./address-range.ts";
import type { AddressRange } from "./address-range.ts";
import type { GuardTarget } from "./guard-target.ts";

/**
 * Values made for looking up: a name takes a step for each of its labels, an address a binary search, a text one step;
 * so a list of a million is asked as fast as one of ten.
 */
export class ValueTable {
  readonly #exact = new Map<string, string>();
  readonly #suffixes = new Map<string, string>();
  readonly #urls = new Map<string, string>();
  /** Mail addresses, digests and other text, in lower case. */
  readonly #texts = new Map<string, string>();
  #ranges: (AddressRange & { readonly entry: string })[] = [];
  #table: RangeTable<string> | undefined;
  #ancestors: ReadonlyMap<string, string> | undefined;

  /** Takes a name, for itself or with all names below it. It must be in canonical form. */
  addDomain(name: string, withSubdomains: boolean, entry: string): void {
    (withSubdomains ? this.#suffixes : this.#exact).set(name, entry);
  }

  /** Takes a URL in canonical form. */
  addUrl(url: string, entry: string): void {
    this.#urls.set(url, entry);
  }

  /** Takes any other text; case does not count. */
  addText(text: string, entry: string): void {
    this.#texts.set(text.toLowerCase(), entry);
  }

  /** Takes an address; what is wrong with it otherwise. */
  addAddress(entry: string): string | undefined {
    const address = canonicalise("Address", entry);
    if (address.status === "malformed") return address.problem.message;
    this.#ranges.push({ ...rangeOfAddress(address.value), entry });
    return undefined;
  }

  /** Takes a network; what is wrong with it otherwise. */
  addNetwork(entry: string): string | undefined {
    const network = canonicalise("CIDR", entry);
    if (network.status === "malformed") return network.problem.message;
    const slash = network.value.indexOf("/");
    this.#ranges.push({ ...rangeOfNetwork(network.value.slice(0, slash), Number(network.value.slice(slash + 1))), entry });
    return undefined;
  }

  /** The entry that covers a target, or `undefined`. */
  find({ url, domain, subdomains, addresses, literal, digests }: GuardTarget): string | undefined {
    const own = url === undefined ? undefined : (this.#urls.get(url) ?? this.#texts.get(url.toLowerCase()));
    if (own !== undefined) return own;
    if (literal !== undefined && this.#texts.size > 0) {
      const found = this.#texts.get(literal.toLowerCase());
      if (found !== undefined) return found;
    }
    for (const digest of digests) {
      const found = this.#texts.get(digest);
      if (found !== undefined) return found;
    }
    const name = domain === undefined ? undefined : this.#findDomain(domain, subdomains);
    if (name !== undefined || addresses === undefined) return name;
    this.#table ??= new RangeTable(this.#ranges);
    return this.#table.overlapping(addresses);
  }

  #findDomain(domain: string, subdomains: boolean): string | undefined {
    const found = this.#exact.get(domain) ?? findSuffix(this.#suffixes, domain);
    if (found !== undefined || !subdomains) return found;
    this.#ancestors ??= ancestorsOf(this.#exact, this.#suffixes);
    return this.#ancestors.get(domain);
  }
}

/** Whether a text is an IP address. */
export function isIpAddress(text: string): boolean {
  return !("status" in parseIpAddress(text));
}

/**
 * A host name in canonical form, or what is wrong with it. Names that are written as they should be, which in a list of
 * a million nearly all are, are known by a look at their characters.
 */
export function canonicalHost(text: string): { readonly name: string } | { readonly problem: string } {
  if (isPlainHost(text)) return { name: text };
  const host = canonicalise("Host", text);
  return host.status === "malformed" ? { problem: host.problem.message } : { name: host.value };
}

const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * Whether a text is a name of two and more labels of small letters, digits and hyphens, the last without digits: then it
 * is in canonical form, and nothing else.
 */
export function isPlainHost(text: string): boolean {
  if (text.length > LONGEST_NAME || text.includes("--")) return false;
  let label = 0;
  let labels = 1;
  let hasDigit = false;
  let before = 0x2e;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isLetter = unit >= 0x61 && unit <= 0x7a;
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (unit === 0x2e) {
      if (label === 0 || before === 0x2d) return false;
      label = 0;
      labels++;
      hasDigit = false;
    } else if (isLetter || isDigit || (unit === 0x2d && label > 0)) {
      label++;
      hasDigit ||= isDigit;
      if (label > LONGEST_LABEL) return false;
    } else return false;
    before = unit;
  }
  return labels > 1 && label > 0 && before !== 0x2d && !hasDigit;
}

/** The entry of a map of domains that a name is, or is below. */
export function findSuffix<Entry>(suffixes: ReadonlyMap<string, Entry>, name: string): Entry | undefined {
  if (suffixes.size === 0) return undefined;
  let at = 0;
  for (;;) {
    const found = suffixes.get(at === 0 ? name : name.slice(at));
    if (found !== undefined) return found;
    const dot = name.indexOf(".", at);
    if (dot === -1) return undefined;
    at = dot + 1;
  }
}

function ancestorsOf(...maps: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const ancestors = new Map<string, string>();
  for (const map of maps) {
    for (const [name, entry] of map) {
      for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
        ancestors.set(name.slice(dot + 1), entry);
      }
    }
  }
  return ancestors;
}
