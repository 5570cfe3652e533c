import type { MetadataEntry, Reference } from "@sigwright/core";
import type { RuleDialect } from "./tree.ts";

/** An option to be written. */
export interface OptionParts {
  readonly name: string;
  /** As it will stand in the rule, quoted and escaped; an option without one is written `name;`. */
  readonly value?: string;
}

/** A rule to be written. Every part is written as it is given: escape what is not yours with the functions below. */
export interface RuleParts {
  readonly action: string;
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly direction: "->" | "<>";
  readonly destination: string;
  readonly destinationPort: string;
  readonly options: readonly OptionParts[];
}

/** The text of a rule, on one line and without line end. */
export function buildRule(parts: RuleParts): string {
  const { action, protocol, source, sourcePort, direction, destination, destinationPort } = parts;
  const header = [action, protocol, source, sourcePort, direction, destination, destinationPort].join(" ");
  return `${header} (${parts.options.map(buildOption).join(" ")})`;
}

/** The text of one option with its semicolon. */
export function buildOption({ name, value }: OptionParts): string {
  return value === undefined ? `${name};` : `${name}:${value};`;
}

/** One item as it is, several as a bracketed list: the header's form of addresses and ports. */
export function buildList(items: readonly string[]): string {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : `[${items.join(",")}]`;
}

// Characters that Suricata 7.0.10 refuses in a rule, that would end its line, that make a rule look like another one
// to a reader (bidirectional controls), or that are no characters (lone surrogates).
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const REPLACEMENT = "\uFFFD";

/**
 * Any text as a quoted option value: `msg`. What no rule can hold is replaced by U+FFFD: control characters,
 * bidirectional controls, lone surrogates. An empty text becomes a blank, because engines refuse an empty value.
 */
export function quoteText(text: string, dialect: RuleDialect): string {
  const printable = text.replaceAll(UNPRINTABLE, REPLACEMENT);
  // In Snort 3 quotes protect a semicolon, and a backslash before it would be shown.
  const escaped = printable.replaceAll(dialect === "snort3" ? /["\\]/g : /["\\;]/g, String.raw`\$&`);
  return `"${escaped === "" ? " " : escaped}"`;
}

/**
 * Any bytes as the quoted value of `content`: printable ASCII as it is, all else and what has a meaning in a rule as
 * `|hex|`. The same text is right for all dialects.
 *
 * @throws RangeError when there are no bytes: engines refuse an empty pattern.
 */
export function quoteContent(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new RangeError("a content pattern needs at least one byte");
  let text = '"';
  let hex = false;
  for (const byte of bytes) {
    if (isPlain(byte)) {
      text += hex ? `|${String.fromCharCode(byte)}` : String.fromCharCode(byte);
      hex = false;
    } else {
      text += `${hex ? " " : "|"}${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      hex = true;
    }
  }
  return hex ? `${text}|"` : `${text}"`;
}

/** Printable ASCII that means itself inside a pattern in every dialect: not `"`, `:`, `;`, `\`, `|`. */
function isPlain(byte: number): boolean {
  if (byte < 0x20 || byte > 0x7e) return false;
  return byte !== 0x22 && byte !== 0x3a && byte !== 0x3b && byte !== 0x5c && byte !== 0x7c;
}

const SCHEME = /^https?:\/\//i;
// What may stand in an unquoted value and in a URL. Commas and parentheses separate in some dialect; an asterisk
// behind a slash would begin a comment in Snort 3.
const NOT_IN_REFERENCE = /[^A-Za-z0-9\-._~:/?#[\]@!$&'+=%]/gu;
const REFERENCE_KIND = /^[a-z0-9_-]+$/i;
// Suricata 7.0.10 refuses values that begin with anything else.
const REFERENCE_START = /^[A-Za-z0-9\-_./?=]/;

/**
 * A `reference` option. Engines put the scheme of a `url` in front themselves, so it is taken off; characters that an
 * unquoted value can't hold are percent-encoded. `undefined` when the kind is no word, or the value is empty or begins
 * with a character that the engine refuses there.
 */
export function referenceOption({ kind, value }: Reference): OptionParts | undefined {
  const target = (kind === "url" ? value.replace(SCHEME, "") : value).replaceAll(NOT_IN_REFERENCE, percentEncoded);
  return REFERENCE_KIND.test(kind) && REFERENCE_START.test(target) ? { name: "reference", value: `${kind},${target}` } : undefined;
}

// A blank separates a key from its value, a comma one entry from the next; `#` and `/*` begin comments in Snort 3, and a
// bracket at the start of a word a list, which has to end (3.12.2).
const NOT_IN_METADATA_KEY = /[^A-Za-z0-9\-._:/]/gu;
const NOT_IN_METADATA_VALUE = /[^A-Za-z0-9\-._~:/?@!$&'+= ]|^ | $/gu;

/**
 * A `metadata` option from entries; characters that would end an entry or the option are percent-encoded, and so is
 * the per cent sign: {@link decodeMetadata} gives back what went in. `undefined` when there are no entries.
 */
export function metadataOption(entries: readonly MetadataEntry[]): OptionParts | undefined {
  if (entries.length === 0) return undefined;
  const words = entries.map(({ key, value }) => {
    const name = key.replaceAll(NOT_IN_METADATA_KEY, percentEncoded);
    const text = value.replaceAll(NOT_IN_METADATA_VALUE, percentEncoded);
    return text === "" ? name : `${name} ${text}`;
  });
  return { name: "metadata", value: words.join(",") };
}

/** Undoes the percent-encoding of {@link metadataOption}; text that is not well encoded comes back as it is. */
export function decodeMetadata(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
