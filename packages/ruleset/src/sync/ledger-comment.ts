import type { SignatureFormat, Target } from "@sigwright/core";
import { sha256Hex } from "../digest.ts";
import { parseLedgerLine } from "../ledger/sid-ledger.ts";
import type { SidEntry, SidLedger } from "../ledger/sid-ledger.ts";
import { compareTexts } from "../pipeline/sorted-records.ts";

/** What a stored ruleset says of itself in its last comments. */
export interface StoredRuleset {
  /** The sids that its signatures have, and those that retired ones had. */
  readonly ledger: SidLedger;
  /** Whether it is, but for line ends, as it was written: nobody has edited it since. */
  readonly isIntact: boolean;
}

/** How comments are written: the format does it, so that they are right in every format. */
export interface CommentStyle {
  readonly format: SignatureFormat;
  readonly target: Target;
  readonly name: string;
}

const SID = "sigwright-sid";
const SEAL = "sigwright-seal";
// A line of a comment in any format, whatever stands before and after: `# …`, `// …`, ` * …`.
const SID_LINE = /^[#/* ]{0,4}sigwright-sid ([!-~]+ [!-~]+ [!-~]+ [!-~]+ [!-~]+) {0,2}(?:\*\/)?$/;
const SEAL_LINE = /^[#/* ]{0,4}sigwright-seal ([0-9a-f]{64}) {0,2}(?:\*\/)?$/;

/**
 * A ruleset's text with its memory as comments at its end: the sid ledger, one line an entry, and a seal over all that
 * stands before it, by which an edit is noticed. One text is stored whole or not at all, so rules and memory can't get
 * out of step.
 */
export async function withLedger(rules: string, ledger: SidLedger, style: CommentStyle): Promise<string> {
  const entries = ledger.entries.toSorted((a, b) => compareTexts(a.key, b.key) || a.sid - b.sid);
  const lines = entries.map(({ sid, key, rev, fingerprint, state }) => `${SID} ${sid} ${key} ${rev} ${fingerprint} ${state}`);
  const note = "What follows keeps the ids of signatures the same, those that are gone too. Don't edit.";
  const body = lines.length === 0 ? rules : `${separated(rules)}${await comments([note, ...lines], style)}`;
  return `${separated(body)}${await comments([`${SEAL} ${digestOf(body)}`], style)}`;
}

/** Reads what {@link withLedger} has written, as far as it is still there. Never throws. */
export function readStoredRuleset(text: string): StoredRuleset {
  const entries: SidEntry[] = [];
  const sids = new Set<number>();
  const keys = new Set<string>();
  let seal: { readonly digest: string; readonly start: number } | undefined;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed;
    if (end - start < 1200) {
      const line = text.slice(start, end).trimEnd();
      const digest = SEAL_LINE.exec(line)?.[1];
      if (digest !== undefined) seal = { digest, start };
      const entry = parseLedgerLine(SID_LINE.exec(line)?.[1] ?? "");
      // Of two that contradict each other, which an edit can leave behind, the first counts.
      if (entry !== undefined && !sids.has(entry.sid) && (entry.state === "replaced" || !keys.has(entry.key))) {
        entries.push(entry);
        sids.add(entry.sid);
        if (entry.state !== "replaced") keys.add(entry.key);
      }
    }
    start = end + 1;
  }
  const isIntact = seal !== undefined && digestOf(text.slice(0, seal.start)) === seal.digest && isLast(text, seal.start);
  return { ledger: { entries }, isIntact };
}

/** Whether a line is the last of a text that is not empty. */
function isLast(text: string, start: number): boolean {
  const feed = text.indexOf("\n", start);
  return feed === -1 || text.slice(feed).trim() === "";
}

/** A digest that does not see line ends and blanks at the end, which platforms and editors change. */
function digestOf(text: string): string {
  return sha256Hex(text.replaceAll("\r\n", "\n").trimEnd());
}

function separated(text: string): string {
  return `${text.trimEnd()}\n\n`;
}

async function comments(lines: readonly string[], style: CommentStyle): Promise<string> {
  // What a format puts before every header, such as the name it pins a file to, stands at the ruleset's beginning already.
  const opening = (await headed([], style)).trimEnd();
  const text = await headed(lines, style);
  return `${(text.startsWith(opening) ? text.slice(opening.length) : text).trim()}\n`;
}

async function headed(header: readonly string[], { format, target, name }: CommentStyle): Promise<string> {
  let text = "";
  for await (const part of format.assemble!(nothing(), { target, name, header })) if (part.role === "rules") text += part.text;
  return text;
}

// oxlint-disable-next-line require-yield -- a stream of nothing
async function* nothing(): AsyncGenerator<never> {}
