import { quoted } from "@sigwright/core";
import { UsageError } from "../usage-error.ts";

/**
 * What stands for a sid that somebody has yet to give: ThreatConnect writes `sid:[INSERT SID HERE];`, people `sid:<SID>;`
 * and the like.
 */
const PLACEHOLDER =
  /\bsid[ \t]{0,9}:[ \t]{0,9}(\[[^\][;\r\n]{0,40}\bsid\b[^\][;\r\n]{0,40}\]|<[^<>;\r\n]{0,40}\bsid\b[^<>;\r\n]{0,40}>|\{[^{};\r\n]{0,40}\bsid\b[^{};\r\n]{0,40}\})[ \t]{0,9};/gi;
/** Sids for rules of one's own, and what `generate` uses too. */
const FIRST = 1_000_000;
const COUNT = 1_000_000;
const LARGEST = 4_294_967_295;

/** How many sids a text lacks. */
export function countPlaceholders(text: string): number {
  return Array.from(text.matchAll(PLACEHOLDER)).length;
}

/** The text with sids in the place of its placeholders, in their order. */
export function fillPlaceholders(text: string, sids: readonly number[]): string {
  let next = 0;
  return text.replace(PLACEHOLDER, (option: string, placeholder: string) => option.replace(placeholder, String(sids[next++])));
}

/** Sids of a text that are given already. */
export function sidsIn(text: string): ReadonlySet<number> {
  return new Set(Array.from(text.matchAll(/\bsid[ \t]{0,9}:[ \t]{0,9}(\d{1,10})[ \t]{0,9};/g), ([, sid]) => Number(sid)));
}

/**
 * Sids to offer for the placeholders of a text: those after a start that is always the same for one text, so that they
 * seldom meet those of another one; none that the text has already.
 */
export function proposeSids(text: string): readonly number[] {
  const count = countPlaceholders(text);
  return freeSids(count, FIRST + (hash(text) % (COUNT - count)), sidsIn(text));
}

/**
 * Reads `--sid`: a first sid, or a range `FIRST-LAST` that must have enough of them.
 *
 * @throws UsageError when it is neither, or too short.
 */
export function parseSids(given: string, text: string): readonly number[] {
  const [, first = "", last = ""] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(given.trim()) ?? [];
  const start = Number(first);
  const end = last === "" ? LARGEST : Number(last);
  if (first === "" || start < 1 || end < start || end > LARGEST) {
    throw new UsageError(`${quoted(given)}, given for \`--sid\`, is no sid and no range of them`, "write 1000001 or 1000001-1000100");
  }
  const count = countPlaceholders(text);
  const sids = freeSids(count, start, sidsIn(text));
  if (count > 0 && sids.at(-1)! > end) {
    throw new UsageError(`the range ${given} is too short for ${count} rules without a sid`, `end it at ${sids.at(-1)!} or later`);
  }
  return sids;
}

function freeSids(count: number, start: number, taken: ReadonlySet<number>): readonly number[] {
  const sids: number[] = [];
  for (let sid = start; sids.length < count; sid++) if (!taken.has(sid)) sids.push(sid);
  return sids;
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
