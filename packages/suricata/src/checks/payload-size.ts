import { type BufferMatch, type BufferUse, isUnsignedValue, requiredSize, type RuleCheck, type RuleReport, type UnsignedValue } from "@sigwright/rule-language/dialect";

/** The highest number that a condition lets through as the engine counts here; undefined when there is no limit. */
function most({ value }: BufferMatch, limits: readonly UnsignedValue["compare"][], bits = 64): number | undefined {
  if (!isUnsignedValue(value)) return undefined;
  const { compare, number, end } = value;
  if (compare === "range" && end !== undefined) return Number(BigInt.asUintN(bits, end));
  return limits.includes(compare) ? Number(BigInt.asUintN(bits, number)) : undefined;
}

/** The contents of the payload must fit into what `dsize` allows. */
export const payloadSize: RuleCheck = {
  summary: "the contents of the payload fit into dsize",
  check: (_rule, { fixed }, report) => {
    const size = fixed.packet.find((match) => match.keyword.name === "dsize");
    if (size === undefined || fixed.payload.length === 0) return;
    judge(size, most(size, ["=", "!=", "<"]), fixed.payload, report);
  },
};

/** The contents of a buffer must fit into what `bsize` allows, of whose number the engine looks at so many bits. */
export function bufferSize(use: BufferUse, sizeBits: number, report: RuleReport): void {
  const size = use.matches.find((match) => match.keyword.name === "bsize");
  if (size !== undefined) judge(size, most(size, ["=", "<"], sizeBits), use.matches, report);
}

function judge(size: BufferMatch, limit: number | undefined, matches: readonly BufferMatch[], report: RuleReport): void {
  if (limit === undefined) return;
  const { length, offset } = requiredSize(matches, limit);
  const needed = length > limit ? length : length + offset;
  if (needed <= limit) return;
  const name = size.keyword.name;
  report.reject("size-too-small", size.range, `\`${name}\` allows ${limit} bytes, but the contents need ${needed}, so the rule can never match`, {
    help: `allow at least ${needed} bytes, or shorten the contents`,
    labels: matches.filter(({ content }) => content !== undefined).map(({ range, content }) => ({ range, message: `${content!.bytes.length} bytes` })),
  });
}
