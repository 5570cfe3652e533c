import type { PlacedView, RuleComparison } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { type ComparisonWords, contentInspection, type RuleChecker, type RuleInspection, type SoundRule, valueText, withoutFlags } from "@sigwright/rule-language/dialect";
import { snort2RuleChecker } from "../snort2/check-rules.ts";
import { contentsOf, httpPlaces, isContentValue } from "../snort2/checks/contents.ts";
import { snort2Bit } from "../snort2/flow-bit.ts";
import { COMMON_WORDS } from "./common-words.ts";
import { compareViews } from "./compare.ts";

/** Says what two states of a rule differ in, as Snort 2.9 sees them. */
export function compare(before: PlacedView<RuleFile>, after: PlacedView<RuleFile>): RuleComparison {
  return compareViews(before, after, stockChecker(), SNORT2_WORDS);
}

let checker: RuleChecker | undefined;

function stockChecker(): RuleChecker {
  checker ??= snort2RuleChecker();
  return checker;
}

const NUMBER = /^-?\d+$/;
const PATTERNS = ["content", "uricontent", "protected_content"];
const MODIFIERS = [
  "nocase", "rawbytes", "depth", "offset", "distance", "within", "fast_pattern", "http_client_body", "http_cookie", "http_raw_cookie", "http_header", "http_raw_header",
  "http_method", "http_uri", "http_raw_uri", "http_stat_code", "http_stat_msg",
];
/** Options that select what follows looks into, and what they select; `pkt_data` selects the packet again. */
const PLACES = ["file_data", "pkt_data", "base64_data"];
const AT_CURSOR = ["pcre", "isdataat", "byte_test", "byte_jump", "byte_extract", "byte_math"];
/** HTTP buffers by the flags of `pcre` (manual 3.5.26, table 3.8). */
const BUFFER_FLAGS: Readonly<Record<string, string>> = {
  U: "http_uri",
  I: "http_raw_uri",
  P: "http_client_body",
  H: "http_header",
  D: "http_raw_header",
  M: "http_method",
  C: "http_cookie",
  K: "http_raw_cookie",
  S: "http_stat_code",
  Y: "http_stat_msg",
};

/** What Snort 2.9 looks for in rules, and how differences are told. */
export const SNORT2_WORDS: ComparisonWords = {
  ...COMMON_WORDS,
  rates: new Map([
    ["threshold", { count: "count", seconds: "seconds" }],
    ["detection_filter", { count: "count", seconds: "seconds" }],
  ]),
  bitOf: snort2Bit,
  inspections,
  inspected: new Set([...MODIFIERS, ...PLACES, ...AT_CURSOR]),
};

/** What a rule looks for and where: contents carry their HTTP buffer, expressions name theirs, the rest is at the cursor. */
function inspections({ rule, state }: SoundRule): readonly RuleInspection[] {
  const contents = new Map(contentsOf(state).map((match) => [match.range.start, match]));
  const places = httpPlaces.of(state);
  const found: RuleInspection[] = [];
  // Details may still come behind a content.
  let details: string[] = [];
  let cursor = "";
  for (const option of rule.options) {
    const name = option.name.toLowerCase();
    const text = valueText(option);
    const match = contents.get(option.start);
    if (match !== undefined) {
      const content = match.content!;
      details = inlineDetails(match.value);
      const place = places?.get(content)?.buffer ?? (name === "uricontent" ? "http_uri" : cursor);
      found.push({ place, writtenPlace: place, keyword: name === "uricontent" ? PATTERNS[0]! : name, ...contentInspection(content), range: option.range, details });
    } else if (PLACES.includes(name)) {
      cursor = name === "pkt_data" ? "" : text === "" ? name : `${name}:${text}`;
    } else if (AT_CURSOR.includes(name)) {
      const place = (name === "pcre" ? expressionPlace(text) : undefined) ?? cursor;
      found.push({ place, writtenPlace: place, keyword: name, text: name === "pcre" ? withoutFlags(text, Object.keys(BUFFER_FLAGS).join("")) : text, range: option.range });
    } else if (MODIFIERS.includes(name) && text !== "" && !NUMBER.test(text)) {
      details.push(`${name} ${text}`);
    }
  }
  return found;
}

/** What modifiers in the option of the content itself say beside numbers. */
function inlineDetails(value: unknown): string[] {
  return isContentValue(value) ? value.modifiers.flatMap(({ name, value: text }) => (text === undefined || NUMBER.test(text) ? [] : [`${name} ${text}`])) : [];
}

function expressionPlace(text: string): string | undefined {
  const flags = /[A-Za-z]*(?="?$)/.exec(text)?.[0] ?? "";
  const flag = Array.from(flags).find((letter) => Object.hasOwn(BUFFER_FLAGS, letter));
  return flag === undefined ? undefined : BUFFER_FLAGS[flag];
}
