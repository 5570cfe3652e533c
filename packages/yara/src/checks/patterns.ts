import { quoted } from "@sigwright/core";
import { type HexElement, type HexJump, isPlainHex, otherBlankIn, parseHex } from "../literals/hex.ts";
import { integerValue } from "../literals/integer.ts";
import { textBytes, textContent } from "../literals/text.ts";
import type { HexLiteral, IntegerLiteral, Pattern, PatternModifier, RegexpLiteral, Rule, TextLiteral } from "../nodes.ts";
import { checkRegexpFlags, checkText, reportOtherBlanks } from "./literals.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Checks the patterns of a rule one by one and beside each other; what regular expressions mean is not looked at. */
export function checkPatterns(rule: Rule, context: CheckContext): void {
  const known = new Map<string, Pattern>();
  for (const pattern of rule.patterns) {
    const { name, range } = pattern;
    if (context.isFullAt(range)) return;
    const earlier = name.text === "$" ? undefined : known.get(name.text);
    if (earlier !== undefined) {
      context.report(
        structureFinding("yara/duplicate-pattern", name.range, {
          message: `the rule has a pattern ${quoted(name.text)} already`,
          labels: [{ range: earlier.name.range, message: "declared here first" }],
        }),
      );
    } else known.set(name.text, pattern);
    checkPattern(pattern, context);
  }
  const { maxPatterns, displayName } = context.engine;
  const extra = rule.patterns[maxPatterns];
  if (extra === undefined) return;
  context.report(
    structureFinding("yara/limit", extra.name.range, { message: `${displayName} allows ${maxPatterns} patterns in a rule` }),
  );
}

function checkPattern(pattern: Pattern, context: CheckContext): void {
  const { value } = pattern;
  checkModifiers(pattern, context);
  switch (value.kind) {
    case "text":
      checkTextPattern(pattern, value, context);
      return;
    case "regexp":
      checkRegexpPattern(value, context);
      return;
    case "hex":
      checkHex(value, context);
  }
}

function checkTextPattern({ modifiers, name }: Pattern, literal: TextLiteral, context: CheckContext): void {
  if (!checkText(literal, context)) return;
  const base64 = modifiers.find((modifier) => modifier.name === "base64" || modifier.name === "base64wide");
  const least = base64 === undefined ? 1 : context.engine.minBase64;
  // What is long enough as it stands in the file needs no decoding.
  if (!literal.raw.includes("\\") && literal.raw.length >= least + 6) return;
  const { length } = textBytes(literal);
  if (length >= least) return;
  context.report(
    structureFinding("yara/pattern-too-short", literal.range, {
      message: length === 0 ? `the pattern ${quoted(name.text)} is empty` : `the pattern ${quoted(name.text)} is too short for \`${base64!.name}\``,
      ...(length === 0 ? {} : { help: "three bytes are the least" }),
    }),
  );
}

function checkRegexpPattern(literal: RegexpLiteral, context: CheckContext): void {
  checkRegexpFlags(literal, context);
}

// ---- modifiers ----

/** Modifiers that texts alone can have. */
const TEXT_ONLY: ReadonlySet<string> = new Set(["xor", "base64", "base64wide"]);

/** Pairs that exclude each other, in the order YARA-X looks for them. */
const EXCLUDED: readonly (readonly [string, string])[] = [
  ["xor", "nocase"],
  ["base64", "nocase"],
  ["base64wide", "nocase"],
  ["base64", "fullword"],
  ["base64wide", "fullword"],
  ["base64", "xor"],
  ["base64wide", "xor"],
];

function checkModifiers({ modifiers, value }: Pattern, context: CheckContext): void {
  if (modifiers.length === 0) return;
  const seen = new Map<string, PatternModifier>();
  for (const modifier of modifiers) {
    const { name, range } = modifier;
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      context.report(
        structureFinding("yara/modifier", range, {
          message: `the modifier \`${name}\` is repeated`,
          labels: [{ range: earlier.range, message: "given here first" }],
          fixes: [{ title: "delete it", edits: [{ range, newText: "" }], safe: true }],
        }),
      );
      continue;
    }
    seen.set(name, modifier);
    if (!isAllowed(name, value.kind)) {
      context.report(
        structureFinding("yara/modifier", range, { message: `\`${name}\` can't be applied to a ${value.kind === "hex" ? "hexadecimal pattern" : "regular expression"}` }),
      );
    } else checkValue(modifier, context);
  }
  const flagged = value.kind === "text" ? EXCLUDED.find(([a, b]) => seen.has(a) && seen.has(b)) : undefined;
  if (flagged !== undefined) {
    const [first, second] = flagged.map((name) => seen.get(name)!).toSorted((a, b) => a.range.start - b.range.start);
    context.report(
      structureFinding("yara/modifier", first!.range, {
        message: `\`${first!.name}\` and \`${second!.name}\` can't be used together`,
        labels: [{ range: second!.range, message: "together with this" }],
      }),
    );
  }
  checkAlphabets(seen, context);
}

function isAllowed(modifier: string, kind: Pattern["value"]["kind"]): boolean {
  if (kind === "hex") return modifier === "private";
  return kind === "text" || !TEXT_ONLY.has(modifier);
}

const MAX_KEY = 255n;
const ALPHABET_LENGTH = 64;

function checkValue({ low, high, alphabet, range }: PatternModifier, context: CheckContext): void {
  if (low !== undefined) {
    const bounds = [low, ...(high === undefined ? [] : [high])];
    const wrong = bounds.find((bound) => !isKey(bound));
    if (wrong !== undefined) {
      context.report(structureFinding("yara/modifier-value", wrong.range, { message: `${quoted(wrong.text)} is no key: keys are 0 to 255` }));
    } else if (high !== undefined && integerValue(low.text)! > integerValue(high.text)!) {
      context.report(
        structureFinding("yara/modifier-value", range, { message: `the lower bound (${low.text}) is greater than the upper bound (${high.text})` }),
      );
    }
  }
  if (alphabet !== undefined) checkAlphabet(alphabet, context);
}

function isKey({ text }: IntegerLiteral): boolean {
  const value = integerValue(text);
  // YARA-X reads the bounds as bytes: a unit makes them overflow.
  return value !== undefined && value <= MAX_KEY;
}

function checkAlphabet(alphabet: TextLiteral, context: CheckContext): void {
  const { strictAlphabet } = context.engine;
  if (strictAlphabet && alphabet.raw.includes("\\")) {
    context.report(structureFinding("yara/escape", alphabet.range, { message: "escapes are not allowed in an alphabet" }));
    return;
  }
  if (!checkText(alphabet, context)) return;
  const bytes = textBytes(alphabet);
  const content = textContent(alphabet);
  let fault: string | undefined;
  if (bytes.length !== ALPHABET_LENGTH) fault = `the alphabet has ${bytes.length} characters, 64 are needed`;
  else if (strictAlphabet && !/^[ -<>-~]*$/.test(content)) fault = "an alphabet is made of printable ASCII without `=`";
  else if (strictAlphabet && new Set(content).size !== ALPHABET_LENGTH) fault = "a character of the alphabet is repeated";
  if (fault !== undefined) context.report(structureFinding("yara/modifier-value", alphabet.range, { message: fault }));
}

/** YARA 4 has one alphabet for a pattern. */
function checkAlphabets(modifiers: ReadonlyMap<string, PatternModifier>, context: CheckContext): void {
  const plain = modifiers.get("base64");
  const wide = modifiers.get("base64wide");
  if (context.engine.strictAlphabet || plain === undefined || wide === undefined) return;
  const [first, second] = [plain, wide].map(({ alphabet }) => (alphabet === undefined ? STANDARD_ALPHABET : textContent(alphabet)));
  if (first === second) return;
  context.report(
    structureFinding("yara/modifier-value", wide.range, {
      message: `${context.engine.displayName} takes one alphabet for a pattern`,
      labels: [{ range: plain.range, message: "another one here" }],
    }),
  );
}

const STANDARD_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// ---- hexadecimal patterns ----

function checkHex(literal: HexLiteral, context: CheckContext): void {
  if (!literal.raw.endsWith("}")) {
    reportUnclosed(literal, context);
    return;
  }
  if (isPlainHex(literal)) return;
  const blank = context.engine.otherBlanks ? -1 : otherBlankIn(literal);
  if (blank !== -1) reportOtherBlanks([blank], context);
  const { elements, problem } = parseHex(literal);
  if (problem !== undefined) {
    context.report(structureFinding("yara/hex", problem.range, { message: problem.message }));
    return;
  }
  checkElements(elements, false, context);
}

/** The fault shows at what stands behind the pattern. */
function reportUnclosed({ range }: HexLiteral, { source, report }: CheckContext): void {
  NEXT_WORD.lastIndex = range.end;
  const [, blanks, word] = NEXT_WORD.exec(source.text)!;
  const start = range.end + blanks!.length;
  const brace = { start: range.start, end: range.start + 1 };
  report(
    word === ""
      ? structureFinding("yara/hex", range, { message: "the hexadecimal pattern is not closed: the file ends", help: "it ends with `}`" })
      : structureFinding("yara/hex", { start, end: start + word!.length }, {
          message: `expected a byte or \`}\` of the hexadecimal pattern, found ${quoted(word!)}`,
          labels: [{ range: brace, message: "the pattern begins here" }],
        }),
  );
}

const NEXT_WORD = /(\s*)(\S*)/y;

function checkElements(elements: readonly HexElement[], inAlternatives: boolean, context: CheckContext): void {
  let jumps: HexJump[] = [];
  for (const element of elements) {
    if (element.kind === "jump") {
      jumps.push(element);
      continue;
    }
    if (jumps.length > 0) checkJumps(jumps, inAlternatives, context);
    jumps = [];
    if (element.kind === "alternatives") {
      // Nesting is bounded by the parser.
      for (const branch of element.branches) checkElements(branch, true, context);
    } else if (element.negated) checkNegated(element.mask, element.range, context);
  }
}

function checkNegated(mask: number, range: Pattern["range"], context: CheckContext): void {
  const { negatedBytes, displayName } = context.engine;
  if (!negatedBytes) {
    context.report(structureFinding("yara/unsupported", range, { message: `${displayName} has no negated bytes` }));
  } else if (mask === 0) {
    context.report(structureFinding("yara/hex", range, { message: "`??` can't be negated: nothing would match" }));
  }
}

const MAX_JUMP = 2n ** 32n - 1n;

/** Jumps that follow each other; YARA-X takes them for one, YARA 4 for several. */
function checkJumps(jumps: readonly HexJump[], inAlternatives: boolean, context: CheckContext): void {
  const { engine } = context;
  for (const jump of jumps) if (!checkJump(jump, inAlternatives, context)) return;
  if (engine.emptyRange) return;
  const low = jumps.reduce((sum, jump) => sum + BigInt(jump.low ?? "0"), 0n);
  const isOpen = jumps.some((jump) => jump.isRange && jump.high === undefined);
  const high = isOpen ? undefined : jumps.reduce((sum, jump) => sum + BigInt((jump.isRange ? jump.high : jump.low) ?? "0"), 0n);
  const range = { start: jumps[0]!.range.start, end: jumps.at(-1)!.range.end };
  if (jumps.every((jump) => jump.low !== undefined) && high === 0n) {
    context.report(structureFinding("yara/jump", range, { message: "the jump goes over no bytes", help: "delete it" }));
  } else if (high !== undefined && low > high) {
    context.report(structureFinding("yara/jump", range, { message: `the lower bound (${low}) is greater than the upper bound (${high})` }));
  }
}

function checkJump({ low, high, isRange, range }: HexJump, inAlternatives: boolean, context: CheckContext): boolean {
  const { engine } = context;
  const report = (code: "yara/jump" | "yara/unsupported", message: string): false => {
    context.report(structureFinding(code, range, { message }));
    return false;
  };
  if ([low, high].some((bound) => bound !== undefined && (bound.length > 24 || BigInt(bound) > MAX_JUMP))) {
    return report("yara/jump", "the jump is too long");
  }
  if (engine.openJumps) return true;
  if (isRange && low === undefined && high !== undefined) return report("yara/unsupported", `${engine.displayName} needs the lower bound of a jump`);
  if (/[xo]/.test(`${low ?? ""}${high ?? ""}`)) return report("yara/unsupported", `${engine.displayName} reads jumps in decimal only`);
  const least = BigInt(low ?? "0");
  const most = isRange ? (high === undefined ? undefined : BigInt(high)) : least;
  if (!isRange && least === 0n) return report("yara/jump", "the jump goes over no bytes");
  if (most !== undefined && least > most) return report("yara/jump", `the lower bound (${least}) is greater than the upper bound (${most})`);
  const limit = engine.maxAlternativeJump;
  if (inAlternatives && (most === undefined || most > limit || least > limit)) {
    return report("yara/jump", `${engine.displayName} allows jumps of ${limit} bytes at most inside alternatives`);
  }
  return true;
}
