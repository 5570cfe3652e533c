import type { Diagnostic, ObservationKind, Range, SourceText } from "@sigwright/core";
import { canonicalise } from "@sigwright/core";
import { compilePattern } from "@sigwright/filter";
import type { LinearPattern } from "@sigwright/filter";
import type { GuardTarget } from "./guard-target.ts";
import { findJsonFault } from "./json-fault.ts";
import type { ParsedValueList } from "./value-list.ts";
import { canonicalHost, isIpAddress, isPlainHost, ValueTable } from "./value-table.ts";

/** How the entries of a MISP warninglist are meant. Source: schema.json of the MISP warninglists. */
const TYPES = ["string", "substring", "hostname", "cidr", "regex"] as const;

type WarningListType = (typeof TYPES)[number];

const MOST_DIAGNOSTICS = 20;

/** Every value is tried with every expression. */
const MOST_PATTERNS = 1000;

/** Whether a text is a JSON object, and so no allowlist of lines. */
export function isWarningList(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

/**
 * Reads a MISP warninglist: a JSON object with `type` (`string`, `substring`, `hostname`, `cidr` or `regex`), `list`, and
 * `matching_attributes`, which say what kinds of values it is about. Regular expressions match in linear time. An entry
 * that can't be understood is an error at its place. Never throws.
 */
export function parseWarningList(source: SourceText): ParsedValueList {
  const { text } = source;
  const data = parseJson(text);
  if ("problem" in data) return { diagnostics: [data.problem] };
  const { type, list, name, matching_attributes: attributes } = data.members;
  const known = TYPES.find((candidate) => candidate === type);
  if (known === undefined) {
    const what = type === undefined ? "a warninglist says how its entries are meant in `type`" : "this is no type of a warninglist";
    return { diagnostics: [fault(what, placeOf(text, '"type"', JSON.stringify(type) ?? ""), `one of ${TYPES.join(", ")}`)] };
  }
  if (!Array.isArray(list)) return { diagnostics: [fault("a warninglist has its entries in `list`, a JSON array", placeOf(text, '"list"', ""))] };
  const kinds = kindsOf(attributes);
  const matcher = new Matcher(known);
  const diagnostics: Diagnostic[] = [];
  for (const entry of list) {
    const problem = typeof entry === "string" ? matcher.add(entry) : "an entry of a warninglist is a text";
    if (problem === undefined) continue;
    diagnostics.push(fault(problem, placeOf(text, '"list"', JSON.stringify(entry) ?? ""), HELP[known]));
    if (diagnostics.length === MOST_DIAGNOSTICS) break;
  }
  if (diagnostics.length > 0) return { diagnostics };
  const title = typeof name === "string" && name !== "" ? `${name.slice(0, 80)} (${source.path ?? "warninglist"})` : (source.path ?? "warninglist");
  const find = (target: GuardTarget): string | undefined => (kinds === undefined || kinds.has(target.kind) ? matcher.find(target) : undefined);
  return { list: { name: title, size: list.length, find }, diagnostics };
}

const HELP: Readonly<Record<WarningListType, string>> = {
  string: "write it as a JSON text",
  substring: "write it as a JSON text that is not empty",
  hostname: "write a host name as a JSON text",
  cidr: "write an address or a network: \"192.0.2.0/24\"",
  regex: "write an RE2 expression between slashes: \"/^a+$/i\"; it has no look-around and no back references",
};

/** The entries of a warninglist, each put where it is found soonest. */
class Matcher {
  readonly #type: WarningListType;
  readonly #table = new ValueTable();
  /** Substrings by their length: a text is asked once for each length and place, however many there are. */
  readonly #substrings = new Map<number, Map<string, string>>();
  readonly #patterns: { readonly pattern: LinearPattern; readonly entry: string }[] = [];

  constructor(type: WarningListType) {
    this.#type = type;
  }

  /** Takes an entry, or says what is wrong with it. */
  add(entry: string): string | undefined {
    const text = entry.trim();
    switch (this.#type) {
      case "cidr":
        return text.includes("/") ? this.#table.addNetwork(text) : this.#table.addAddress(text);
      case "hostname":
        this.#addName(text, true);
        return undefined;
      case "string":
        this.#addString(text);
        return undefined;
      case "substring":
        return this.#addSubstring(text);
      case "regex":
        return this.#addPattern(text);
    }
  }

  find(target: GuardTarget): string | undefined {
    const found = this.#table.find(target);
    if (found !== undefined || (this.#substrings.size === 0 && this.#patterns.length === 0)) return found;
    const { url, literal, domain, kind, shown } = target;
    const text = url ?? literal ?? domain ?? (kind === "address" || kind === "network" ? shown : "");
    if (text === "") return undefined;
    return this.#findSubstring(text.toLowerCase()) ?? this.#patterns.find(({ pattern }) => pattern.test(text))?.entry;
  }

  /** Published lists hold much that is no name (`_dmarc.x`, `x.`, `*.x`); what no name can be is never asked for either. */
  #addName(text: string, withSubdomains: boolean): void {
    if (isPlainHost(text)) {
      this.#table.addDomain(text, withSubdomains, text);
      return;
    }
    if (isIpAddress(text)) {
      this.#table.addAddress(text);
      return;
    }
    const bare = text.replace(/^\*?\./, "").replace(/\.$/, "");
    const host = canonicalHost(bare);
    this.#table.addDomain("name" in host ? host.name : bare.toLowerCase(), withSubdomains, text);
  }

  #addString(text: string): void {
    this.#table.addText(text, text);
    if (text.includes("://")) {
      const url = canonicalise("URL", text);
      if (url.status !== "malformed") this.#table.addUrl(url.value, text);
    } else if (text.includes("/")) this.#table.addNetwork(text);
    else if (!text.includes(" ") && !text.includes("@")) this.#addName(text, false);
  }

  #addSubstring(text: string): string | undefined {
    if (text === "") return "an empty text is a part of every value";
    const key = text.toLowerCase();
    const same = this.#substrings.get(key.length);
    if (same === undefined) this.#substrings.set(key.length, new Map([[key, text]]));
    else same.set(key, text);
    return undefined;
  }

  #findSubstring(text: string): string | undefined {
    for (const [length, entries] of this.#substrings) {
      for (let at = 0; at + length <= text.length; at++) {
        const found = entries.get(text.slice(at, at + length));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #addPattern(text: string): string | undefined {
    if (this.#patterns.length === MOST_PATTERNS) return `this is expression ${MOST_PATTERNS + 1}; ${MOST_PATTERNS} are allowed`;
    const { body, flags } = withoutDelimiters(text);
    const unknown = /[^imsuUD]/.exec(flags)?.[0];
    if (unknown !== undefined) return `the flag \`${unknown}\` of the expression is not known`;
    const inline = ["i", "m", "s"].filter((flag) => flags.includes(flag)).join("");
    const pattern = compilePattern(inline === "" ? body : `(?${inline})${body}`);
    if ("problem" in pattern) return `the expression ${pattern.problem}`;
    this.#patterns.push({ pattern, entry: text });
    return undefined;
  }
}

/** An expression as PHP writes it, `/body/flags`; one without slashes is all body. */
function withoutDelimiters(text: string): { readonly body: string; readonly flags: string } {
  const end = text.lastIndexOf("/");
  if (!text.startsWith("/") || end === 0 || !/^[A-Za-z]*$/.test(text.slice(end + 1))) return { body: text, flags: "" };
  return { body: text.slice(1, end).replaceAll(String.raw`\/`, "/"), flags: text.slice(end + 1) };
}

/** Kinds of observations by the MISP attributes that stand for them; an attribute that is not here has no such kind. */
const KINDS: readonly (readonly [RegExp, readonly ObservationKind[]])[] = [
  [/^(?:domain|hostname)/, ["host"]],
  [/^ip-|^domain\|ip$|^hostname\|port$/, ["address", "network"]],
  [/^(?:url|uri|link)$/, ["url"]],
  [/^email-subject$/, ["email-subject"]],
  [/^email(?:-src|-dst|-reply-to)?$/, ["email-address"]],
  [/^user-agent$/, ["user-agent"]],
  [/^(?:filename\|)?(?:md5|sha1|sha256)$/, ["file"]],
  [/^mutex$/, ["mutex"]],
  [/^regkey/, ["registry-key"]],
  [/^ja3-fingerprint-md5$/, ["ja3", "ja3s"]],
  [/^x509-fingerprint-/, ["certificate-fingerprint"]],
];

/** The kinds a list is about; `undefined` for all. */
function kindsOf(attributes: unknown): ReadonlySet<ObservationKind> | undefined {
  if (!Array.isArray(attributes) || attributes.length === 0) return undefined;
  const names = attributes.filter((name) => typeof name === "string");
  return new Set(names.flatMap((name) => KINDS.flatMap(([pattern, kinds]) => (pattern.test(name) ? kinds : []))));
}

interface JsonMembers {
  readonly members: { readonly [Name in "type" | "list" | "name" | "matching_attributes"]?: unknown };
}

function parseJson(text: string): JsonMembers | { readonly problem: Diagnostic } {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  try {
    return { members: JSON.parse(start === 0 ? text : text.slice(start)) };
  } catch {
    const at = findJsonFault(text, start);
    return { problem: fault("this is not JSON", { start: at, end: Math.min(text.length, at + 1) }, "a warninglist is one JSON object; an allowlist of lines begins with no `{`") };
  }
}

/** Where a value stands behind a key, as far as a search can tell; the key's place, or the file's beginning otherwise. */
function placeOf(text: string, key: string, written: string): Range {
  const from = Math.max(0, text.indexOf(key));
  const found = written === "" ? -1 : text.indexOf(written, from);
  if (found !== -1) return { start: found, end: found + written.length };
  return text.startsWith(key, from) ? { start: from, end: from + key.length } : { start: 0, end: 0 };
}

function fault(message: string, range: Range, help?: string): Diagnostic {
  return { code: "guard/warninglist", severity: "error", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}
