import type { Advice, BufferMatch, ContentState } from "@sigwright/rule-language/dialect";

/** Contents looked at in one list; more than that in a place is no rule of this world. */
const MOST = 64;

/** Two contents must stand at one place and differ. */
export const excludingContents: Advice = {
  info: {
    code: "suricata/excluding-contents",
    severity: "warning",
    summary: "Two contents of a buffer must stand at the same place and are not the same there.",
    explanation:
      "A `depth` of the content's own length, or `startswith`, leaves a content one place to stand. Where two such contents overlap with different bytes, no traffic has both: the engine loads the rule, and it never alerts. Mostly `distance` and `within` were meant, or the two belong in different buffers.",
    example: {
      bad: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"HELO"; depth:4; content:"MAIL FROM"; depth:9; sid:1; rev:1;)',
      good: 'alert tcp any any -> any any (msg:"a name"; flow:established,to_server; content:"HELO"; depth:4; content:"MAIL FROM"; distance:0; sid:1; rev:1;)',
    },
  },
  check({ state }, report) {
    for (const { matches } of state.buffers) judge(matches, report);
    judge(state.fixed.payload, report);
  },
};

function judge(matches: readonly BufferMatch[], report: Parameters<Advice["check"]>[1]): void {
  if (matches.length < 2) return;
  const placed: Placed[] = [];
  for (const match of matches) {
    if (!isPlaced(match)) continue;
    const other = placed.find((earlier) => differ(earlier.content, match.content));
    if (other !== undefined) {
      report(match.range, {
        message: "this content can't stand where it must, as another one must stand there, too",
        labels: [{ range: other.range, message: "this one" }],
        help: "count from the other one with `distance`, or take a position out",
      });
      return;
    }
    if (placed.push(match) === MOST) return;
  }
}

type Placed = BufferMatch & { readonly content: ContentState };

/** Whether a content has one place to stand. */
function isPlaced(match: BufferMatch): match is Placed {
  const { content } = match;
  if (content === undefined || content.negated || content.bytes.length === 0) return false;
  const { depth, offset = 0, distance, within, bytes } = content;
  if (distance !== undefined || within !== undefined || typeof depth !== "number" || typeof offset !== "number") return false;
  return depth === offset + bytes.length;
}

function differ(a: ContentState, b: ContentState): boolean {
  const [from, to] = [startOf(a), startOf(b)];
  const start = Math.max(from, to);
  const end = Math.min(from + a.bytes.length, to + b.bytes.length);
  const fold = a.noCase || b.noCase;
  for (let at = start; at < end; at++) {
    const [x, y] = [a.bytes[at - from]!, b.bytes[at - to]!];
    if ((fold ? lower(x) : x) !== (fold ? lower(y) : y)) return true;
  }
  return false;
}

function startOf({ offset }: ContentState): number {
  return typeof offset === "number" ? offset : 0;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
