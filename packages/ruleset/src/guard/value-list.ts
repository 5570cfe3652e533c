import type { Diagnostic, SourceText } from "@sigwright/core";
import { canonicalise, parseIpAddress } from "@sigwright/core";
import { RangeTable, rangeOfAddress, rangeOfNetwork } from "./address-range.ts";
import type { AddressRange } from "./address-range.ts";

/** A list of values that are known to be harmless, made for looking up; lists of a million entries are no problem. */
export interface ValueList {
  /** What people call it: the path of its file. */
  readonly name: string;
  /** How many entries it has. */
  readonly size: number;
  /** The entry for a name; with `subdomains` also one for any name below it. */
  readonly findDomain: (name: string, subdomains: boolean) => string | undefined;
  /** An entry that has an address in common with a range. */
  readonly findAddresses: (range: AddressRange) => string | undefined;
  /** The entry for a URL in canonical form. */
  readonly findUrl: (url: string) => string | undefined;
}

/** What {@link parseValueList} makes of a file; `list` is absent when a diagnostic is an error. */
export interface ParsedValueList {
  readonly list?: ValueList;
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_DIAGNOSTICS = 20;

/**
 * Reads an allowlist: one entry a line, `#` begins a comment. An entry is an address, a network (`192.0.2.0/24`), a
 * URL, or a host: `www.corp.example` for this name, `.corp.example` or `*.corp.example` for it and every name below it.
 * A line that can't be understood is an error, for a guard that does not guard would be worse than none. Never throws.
 */
export function parseValueList(source: SourceText): ParsedValueList {
  const diagnostics: Diagnostic[] = [];
  const exact = new Map<string, string>();
  const suffixes = new Map<string, string>();
  const urls = new Map<string, string>();
  const ranges: (AddressRange & { readonly entry: string })[] = [];
  let size = 0;
  const { text } = source;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start));
    const content = withoutComment(line).trim();
    if (content === "") continue;
    size++;
    const problem = take(content, exact, suffixes, urls, ranges);
    if (problem === undefined) continue;
    const at = start + line.indexOf(content);
    diagnostics.push({
      code: "guard/allowlist-entry",
      severity: "error",
      rejects: false,
      message: problem,
      range: { start: at, end: at + content.length },
      help: "write a host, `.host` with all names below it, an address, a network or a URL",
    });
    if (diagnostics.length === MOST_DIAGNOSTICS) break;
  }
  if (diagnostics.length > 0) return { diagnostics };
  return { list: toList(source.path ?? "allowlist", size, exact, suffixes, urls, ranges), diagnostics };
}

function toList(
  name: string,
  size: number,
  exact: ReadonlyMap<string, string>,
  suffixes: ReadonlyMap<string, string>,
  urls: ReadonlyMap<string, string>,
  ranges: readonly (AddressRange & { readonly entry: string })[],
): ValueList {
  const table = new RangeTable(ranges);
  let ancestors: ReadonlyMap<string, string> | undefined;
  return {
    name,
    size,
    findDomain(domain, subdomains) {
      const found = exact.get(domain) ?? findSuffix(suffixes, domain);
      if (found !== undefined || !subdomains) return found;
      ancestors ??= ancestorsOf(exact, suffixes);
      return ancestors.get(domain);
    },
    findAddresses: (range) => table.overlapping(range),
    findUrl: (url) => urls.get(url),
  };
}

/** Puts an entry where it belongs, or says what is wrong with it. */
function take(
  entry: string,
  exact: Map<string, string>,
  suffixes: Map<string, string>,
  urls: Map<string, string>,
  ranges: (AddressRange & { readonly entry: string })[],
): string | undefined {
  if (entry.includes("://")) {
    const url = canonicalise("URL", entry);
    if (url.status === "malformed") return url.problem.message;
    urls.set(url.value, entry);
    return undefined;
  }
  if (entry.includes("/")) {
    const network = canonicalise("CIDR", entry);
    if (network.status === "malformed") return network.problem.message;
    const slash = network.value.indexOf("/");
    ranges.push({ ...rangeOfNetwork(network.value.slice(0, slash), Number(network.value.slice(slash + 1))), entry });
    return undefined;
  }
  const address = parseIpAddress(entry);
  if (!("status" in address)) {
    const canonical = canonicalise("Address", entry);
    if (canonical.status === "malformed") return canonical.problem.message;
    ranges.push({ ...rangeOfAddress(canonical.value), entry });
    return undefined;
  }
  const isSuffix = entry.startsWith(".") || entry.startsWith("*.");
  const host = canonicalise("Host", isSuffix ? entry.slice(entry.indexOf(".") + 1) : entry);
  if (host.status === "malformed") return host.problem.message;
  (isSuffix ? suffixes : exact).set(host.value, entry);
  return undefined;
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

function lineEnd(text: string, start: number): number {
  const feed = text.indexOf("\n", start);
  return feed === -1 ? text.length : feed;
}

/** A `#` that does not follow a blank is part of the entry: URLs have fragments. */
function withoutComment(line: string): string {
  for (let at = line.indexOf("#"); at !== -1; at = line.indexOf("#", at + 1)) {
    if (at === 0 || line[at - 1] === " " || line[at - 1] === "\t") return line.slice(0, at);
  }
  return line;
}
