import type { PlacedView, RuleComparison } from "@sigwright/core";
import type { RuleFile } from "@sigwright/rule-language";
import { type ComparisonWords, contentState, type CursorContent, type CursorStep, type GivenParameter, type Limit, type ParameterValues, readInteger, type RuleChecker } from "@sigwright/rule-language/dialect";
import { type ByteEncoding, readByteCode } from "../snort3/parameters/byte-code.ts";
import { snort3RuleChecker } from "../snort3/check-rules.ts";
import { COMMON_WORDS } from "./common-words.ts";
import { compareViews } from "./compare.ts";

const POSITIONS = ["offset", "depth", "distance", "within"] as const;

/** Says what two states of a rule differ in, as Snort 3 sees them. */
export function compare(before: PlacedView<RuleFile>, after: PlacedView<RuleFile>): RuleComparison {
  return compareViews(before, after, stockChecker(), SNORT3_WORDS);
}

let checker: RuleChecker | undefined;

function stockChecker(): RuleChecker {
  checker ??= snort3RuleChecker();
  return checker;
}

// Characters beyond ASCII become other bytes in other encodings, but the same ones on both sides.
const ENCODING: ByteEncoding = "utf-8";

/** What Snort 3 looks for in rules, and how differences are told. */
export const SNORT3_WORDS: ComparisonWords = {
  ...COMMON_WORDS,
  rates: new Map([["detection_filter", { count: "count", seconds: "seconds" }]]),
  contentAt,
};

/** The pattern of a `content`, whose modifiers are its parameters; nothing for other options. */
function contentAt({ keyword, value }: CursorStep): CursorContent | undefined {
  if (keyword.name !== "content") return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the value of an option with parameters is a list of them
  const values = value as ParameterValues;
  const pattern = values.find(({ name }) => name === "pattern");
  const code = pattern === undefined ? undefined : readByteCode(pattern.text, ENCODING);
  if (code === undefined || !("bytes" in code)) return undefined;
  const content = contentState(code.bytes, code.negated);
  const details: string[] = [];
  for (const given of values) {
    const { name, text } = given;
    if (name === "nocase") content.noCase = true;
    else if (name === "fast_pattern") content.fastPattern = true;
    else if (isPosition(name)) {
      content[name] = positionOf(given);
      if (content[name] === "variable") details.push(`${name} ${text}`);
    } else if (name !== "pattern") details.push(`${name} ${text}`);
  }
  return { content, details };
}

function isPosition(name: string): name is (typeof POSITIONS)[number] {
  return (POSITIONS as readonly string[]).includes(name);
}

/** The engine takes a depth of 0 for none; an offset of 0 is where contents are looked for anyway. */
function positionOf({ name, text }: GivenParameter): Limit | undefined {
  const number = readInteger(text);
  if (number === undefined) return "variable";
  return number === 0 && name !== "distance" && name !== "within" ? undefined : number;
}
