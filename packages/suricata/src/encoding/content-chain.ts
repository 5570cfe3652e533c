import { contentPattern } from "@sigwright/rule-language/template";
import { LONGEST_CONTENT } from "../targets.ts";

/** What is asked of the first pattern of a chain. */
export interface FirstContent {
  /**
   * What ties the first pattern to its place. Without it, it follows what was matched before. Empty where the chain is as
   * long as the buffer, which leaves it one place: `startswith` says nothing more then, and costs Suricata 7.0.10 five times
   * the time to load the rule (10,000 rules: 10.6 s with it, 1.9 s without), since Hyperscan compiles patterns with places
   * one by one.
   */
  readonly anchor?: string;
  readonly fast?: boolean;
  readonly nocase?: boolean;
}

/** `content` options for bytes that follow each other without a gap; the first may be the fast pattern. */
export function contentChain(bytes: Uint8Array, { anchor, fast = false, nocase = false }: FirstContent = {}): string {
  const options: string[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_CONTENT) {
    const piece = bytes.subarray(at, at + LONGEST_CONTENT);
    const place = at === 0 && anchor !== undefined ? anchor : `distance:0; within:${piece.length};`;
    const isFast = at === 0 && fast;
    options.push(`content:"${contentPattern(piece)}";${nocase ? " nocase;" : ""}${place === "" ? "" : ` ${place}`}${isFast ? " fast_pattern;" : ""}`);
  }
  return options.join(" ");
}

/** Detection options for a buffer that holds these bytes and nothing else. */
export function exactly(buffer: string, bytes: Uint8Array, nocase = false): string {
  return `${buffer}; bsize:${bytes.length}; ${contentChain(bytes, { anchor: "", fast: bytes.length > LONGEST_CONTENT, nocase })}`;
}
