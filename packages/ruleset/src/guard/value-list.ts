import type { Diagnostic, SourceText } from "@sigwright/core";
import { canonicalise } from "@sigwright/core";
import type { GuardTarget } from "./guard-target.ts";
import { canonicalHost, isIpAddress, isPlainHost, ValueTable } from "./value-table.ts";
import { isWarningList, parseWarningList } from "./warning-list.ts";

/** A list of values that are known to be harmless, made for looking up; lists of a million entries are no problem. */
export interface ValueList {
  /** What people call it: the path of its file. */
  readonly name: string;
  /** How many entries it has. */
  readonly size: number;
  /** The entry that covers a target of a guard, as it stands in the list. */
  readonly find: (target: GuardTarget) => string | undefined;
}

/** What {@link parseValueList} makes of a file; `list` is absent when a diagnostic is an error. */
export interface ParsedValueList {
  readonly list?: ValueList;
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_DIAGNOSTICS = 20;

/**
 * Reads an allowlist: one entry a line, `#` begins a comment. An entry is an address, a network (`192.0.2.0/24`), a
 * URL, a mail address, a digest (MD5, SHA-1, SHA-256), or a host: `www.corp.example` for this name, `.corp.example` or
 * `*.corp.example` for it and every name below it. A JSON object is read as a MISP warninglist. A line that can't be
 * understood is an error, for a guard that does not guard would be worse than none. Never throws.
 */
export function parseValueList(source: SourceText): ParsedValueList {
  if (isWarningList(source.text)) return parseWarningList(source);
  const diagnostics: Diagnostic[] = [];
  const table = new ValueTable();
  let size = 0;
  const { text } = source;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start));
    const content = withoutComment(line).trim();
    if (content === "") continue;
    size++;
    const problem = take(content, table);
    if (problem === undefined) continue;
    const at = start + line.indexOf(content);
    diagnostics.push({
      code: "guard/allowlist-entry",
      severity: "error",
      rejects: false,
      message: problem,
      range: { start: at, end: at + content.length },
      help: "write a host, `.host` with all names below it, an address, a network, a URL, a mail address or a digest",
    });
    if (diagnostics.length === MOST_DIAGNOSTICS) break;
  }
  if (diagnostics.length > 0) return { diagnostics };
  return { list: { name: source.path ?? "allowlist", size, find: (target) => table.find(target) }, diagnostics };
}

/** Hexadecimal digits of MD5, SHA-1 and SHA-256. */
const DIGEST = /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/;

/** Puts an entry where it belongs, or says what is wrong with it. */
function take(entry: string, table: ValueTable): string | undefined {
  if (isPlainHost(entry)) {
    table.addDomain(entry, false, entry);
    return undefined;
  }
  if (entry.includes("://")) {
    const url = canonicalise("URL", entry);
    if (url.status === "malformed") return url.problem.message;
    table.addUrl(url.value, entry);
    return undefined;
  }
  if (entry.includes("/")) return table.addNetwork(entry);
  if (entry.includes("@")) {
    const address = canonicalise("EmailAddress", entry);
    if (address.status === "malformed") return address.problem.message;
    table.addText(address.value, entry);
    return undefined;
  }
  if (DIGEST.test(entry)) {
    table.addText(entry, entry);
    return undefined;
  }
  const isSuffix = entry.startsWith(".") || entry.startsWith("*.");
  const host = canonicalHost(isSuffix ? entry.slice(entry.indexOf(".") + 1) : entry);
  if (!isSuffix && isIpAddress(entry)) return table.addAddress(entry);
  if ("problem" in host) return host.problem;
  table.addDomain(host.name, isSuffix, entry);
  return undefined;
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
