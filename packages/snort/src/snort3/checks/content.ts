import { type GivenParameter, givenParameter, type OptionCheck, type OptionContext, type ParameterValues, readInteger } from "@sigwright/rule-language/dialect";
import type { Snort3Environment } from "../dialect/environment.ts";
import { bytesOf } from "./byte-code.ts";
import { namesValue } from "./variables.ts";

const MOST = 65535;
const NUMBER_START = /^[0-9-]/;

/** Where a pattern is looked for, as far as the engine has read. */
interface Position {
  offset: boolean;
  depth: boolean;
  relative: boolean;
}

/** The pattern of a content and what stands behind it. */
export function content({ encoding }: Snort3Environment): OptionCheck<ParameterValues> {
  return {
    summary: "the pattern has bytes, and its position can be",
    check: (context) => {
      const { value, nameRange, report } = context;
      const pattern = givenParameter(value, "pattern");
      if (pattern === undefined) {
        report.reject("missing-value", nameRange, "`content` needs a pattern", { help: 'write `content:"…";`' });
        return;
      }
      const code = bytesOf(pattern, "content", encoding, report);
      if (code === undefined) return;
      const size = code.bytes.length;
      if (size === 0) {
        report.reject("empty-value", pattern, "the pattern is empty", { help: "put at least one byte between the quotes" });
        return;
      }
      const width = Number(givenParameter(value, "width")?.value ?? 8) / 8;
      const position: Position = { offset: false, depth: false, relative: false };
      for (const given of value) {
        checkPosition(given, size, position, context);
        if (report.rejects > 0) return;
      }
      checkFastPattern(value, size * width, width, context);
      if (code.negated && FAST_PATTERN.some((name) => givenParameter(value, name) !== undefined)) {
        const given = value.find(({ name }) => FAST_PATTERN.includes(name))!;
        report.warn("negated-fast-pattern", given, "a negated content can't be what the engine looks for first; it ignores this", { help: "take it out, or put it at another content" });
      }
    },
  };
}

const FAST_PATTERN: readonly string[] = ["fast_pattern", "fast_pattern_offset", "fast_pattern_length"];

function checkPosition(given: GivenParameter, size: number, position: Position, context: OptionContext<ParameterValues>): void {
  switch (given.name) {
    case "offset":
      if (position.offset && position.relative) return conflict(given, "`distance` or `within`", context);
      position.offset = isSet(limitOf(given, -MOST, context));
      return;
    case "depth":
      if (position.depth && position.relative) return conflict(given, "`distance` or `within`", context);
      position.depth = isSet(limitOf(given, size, context));
      return;
    case "distance":
      if ((position.offset || position.depth) && !position.relative) return conflict(given, "`offset` or `depth`", context);
      position.offset = isSet(limitOf(given, -MOST, context));
      position.relative = true;
      return;
    case "within":
      if ((position.offset || position.depth) && !position.relative) return conflict(given, "`offset` or `depth`", context);
      position.depth = isSet(limitOf(given, size, context));
      position.relative = true;
      return;
    default:
  }
}

/** The engine takes 0 for a position that is not there. */
function isSet(limit: number | undefined): boolean {
  return limit !== 0;
}

/** The number of a position, or undefined when it is the name of a value or no position at all, then with a report. */
function limitOf(given: GivenParameter, min: number, { state, report }: OptionContext<ParameterValues>): number | undefined {
  if (!NUMBER_START.test(given.text)) {
    namesValue(given, `\`${given.name}\``, state, report);
    return undefined;
  }
  const number = readInteger(given.text);
  if (number === undefined) {
    report.reject("bad-value", given, `\`${given.name}\`: \`${given.text}\` is no whole number`, { help: "write a decimal number, or the name of a value" });
  } else if (number < min && min > 0) {
    report.reject("limit-too-small", given, `\`${given.name}\` ${number} is less than the ${min} bytes of the pattern, so it can never match`, { help: `use at least ${min}`, expected: [String(min)] });
  } else if (number < min || number > MOST) {
    report.reject("bad-value", given, `\`${given.name}\`: ${given.text} is not from ${min} to ${MOST}`);
  }
  return number;
}

function conflict(given: GivenParameter, other: string, { report }: OptionContext<ParameterValues>): void {
  report.reject("relative-and-absolute", given, `a content can't have \`${given.name}\` beside ${other}`, { help: "use `offset` and `depth`, or `distance` and `within`" });
}

function checkFastPattern(value: ParameterValues, size: number, width: number, { report }: OptionContext<ParameterValues>): void {
  const offset = givenParameter(value, "fast_pattern_offset");
  const length = givenParameter(value, "fast_pattern_length");
  const start = Number(offset?.value ?? 0) * width;
  const count = Number(length?.value ?? 0) * width;
  if (start + count <= size && start < size) return;
  report.reject("fast-pattern-too-long", (length ?? offset)!, `the fast pattern ends at byte ${start + count} of a pattern of ${size}`, { help: `\`fast_pattern_offset\` and \`fast_pattern_length\` must fit into the pattern` });
}
