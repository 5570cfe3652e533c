import type { Advice, AdviceInfo, RuleInspection } from "@sigwright/rule-language/dialect";
import { bufferName, fastPatternOf, hasFastPattern } from "./fast-pattern.ts";
import { hasOtherFilter, type SnortRule } from "./snort-rule.ts";

/** What differs between the versions of the language as to what is looked for first. */
export interface FastPatternWords {
  /** Of the codes. */
  readonly namespace: string;
  /** Buffers in which nothing is looked for first. */
  readonly barred: ReadonlySet<string>;
  /** Buffers that can be long; in short ones, such as a method, a short pattern costs little. The payload is long. */
  readonly long: ReadonlySet<string>;
  /** A sentence on how the engine shows that there is no fast pattern. */
  readonly shown: string;
  readonly examples: Readonly<Record<"pcreWithoutContent" | "nothingToLookFor" | "shortFastPattern", AdviceInfo["example"]>>;
}

const EXPRESSIONS: ReadonlySet<string> = new Set(["pcre", "regex"]);
/** Looks for kinds of data that no content stands for. */
const DATA_PATTERN = "sd_pattern";
/** Bytes from which on a pattern is rare enough in most traffic. */
const ENOUGH = 4;

/** Advice on what the engine looks for first. */
export function fastPatternAdvice(words: FastPatternWords): readonly Advice<SnortRule>[] {
  return [nothingToLookFor(words), pcreWithoutContent(words), shortFastPattern(words)];
}

/** An expression with nothing to look for first. */
function pcreWithoutContent({ namespace, barred, shown, examples }: FastPatternWords): Advice<SnortRule> {
  return {
    info: {
      code: `${namespace}/pcre-without-content`,
      severity: "warning",
      summary: "A rule has a regular expression and no content that is looked for first.",
      explanation: `The engine looks for one content of each rule in all traffic at once, and at the rest of the rule only where it is found. Without one it runs the expression on every packet or buffer that the header lets through. ${shown} Add a \`content\` that whatever the expression matches must hold, four bytes or longer.`,
      example: examples.pcreWithoutContent,
    },
    check(subject, report) {
      const { looks } = subject;
      const expression = looks.find(({ keyword }) => EXPRESSIONS.has(keyword));
      if (expression === undefined || hasFastPattern(subject, barred) || hasOtherFilter(subject)) return;
      report(expression.range, {
        message: "this expression runs on all traffic that the header lets through, as the rule has no content to look for first",
        help: "add a `content` that must be there for the expression to match",
      });
    },
  };
}

/** Tests of bytes with nothing to look for first. */
function nothingToLookFor({ namespace, barred, shown, examples }: FastPatternWords): Advice<SnortRule> {
  return {
    info: {
      code: `${namespace}/nothing-to-look-for`,
      severity: "info",
      summary: "A rule tests bytes and has no content that is looked for first.",
      explanation: `The engine looks for one content of each rule in all traffic at once, and at the rest of the rule only where it is found. With negated contents or tests such as \`byte_test\` alone, it looks at all that the header lets through. ${shown} Add a \`content\`, or limit the rule to few packets.`,
      example: examples.nothingToLookFor,
    },
    check(subject, report) {
      const { looks } = subject;
      const [first] = looks;
      if (first === undefined || looks.some(isOtherAdvice) || hasFastPattern(subject, barred) || hasOtherFilter(subject)) return;
      report(first.range, {
        message: "this is tested in all that the header lets through, as the rule has no content to look for first",
        help: "add a `content` that must be there, too",
      });
    },
  };
}

function isOtherAdvice({ keyword }: RuleInspection): boolean {
  return EXPRESSIONS.has(keyword) || keyword === DATA_PATTERN;
}

/** What is looked for first is found nearly everywhere. */
function shortFastPattern({ namespace, barred, long, examples }: FastPatternWords): Advice<SnortRule> {
  return {
    info: {
      code: `${namespace}/short-fast-pattern`,
      severity: "info",
      summary: "What a rule has the engine look for first is three bytes or shorter.",
      explanation:
        "The engine looks for one content of each rule in all traffic at once; without `fast_pattern` it takes the longest. One to three bytes are found in a good part of all payloads, and each time the rest of the rule is tried. Only the payload and long buffers are judged: in a short buffer, such as the method, it costs little. Use a longer content, or say with `fast_pattern` which of several is the rarest.",
      example: examples.shortFastPattern,
    },
    check({ rule, looks }, report) {
      const pattern = fastPatternOf(looks, barred);
      if (pattern === undefined || pattern.length >= ENOUGH) return;
      const { look, length } = pattern;
      if (look.place !== "" && !long.has(bufferName(look.place))) return;
      // What is limited to few packets or ports is tried on little traffic.
      if (rule.option("dsize") !== undefined || isNarrow(rule.header.destinationPort?.text, rule.header.sourcePort?.text)) return;
      report(look.range, {
        message: `the engine looks for this content first, and it is ${length === 1 ? "one byte" : `${length} bytes`} long`,
        help: look.content?.fastPattern === true ? "put `fast_pattern` to a longer content" : "use a longer content, or add one",
      });
    },
  };
}

/** Whether one side has certain ports only. */
function isNarrow(...ports: readonly (string | undefined)[]): boolean {
  return ports.some((port) => port !== undefined && /^[\d,[\] ]+$/.test(port));
}
