import type { Diagnostic, SourceText } from "@sigwright/core";

/**
 * Where a signature stands.
 * - `active`: it is in the ruleset.
 * - `retired`: it was; it gets the same sid again when it comes back.
 * - `replaced`: it has another sid now; this one is given to nothing else.
 */
export type SidState = "active" | "retired" | "replaced";

/** One line of the sid ledger. */
export interface SidEntry {
  /** 1 to 4294967295. */
  readonly sid: number;
  /** What the signature is of; see `signatureKey`. */
  readonly key: string;
  /** Rises whenever the rule's meaning changes; begins with 1. */
  readonly rev: number;
  /** 16 hexadecimal digits that stand for the rule's meaning. */
  readonly fingerprint: string;
  readonly state: SidState;
}

/** Which signature has which sid: the memory of a ruleset. Plain data; lives in a text file under version control. */
export interface SidLedger {
  readonly entries: readonly SidEntry[];
}

/** What a ledger file holds; `ledger` is absent when a diagnostic is an error. */
export interface ParsedLedger {
  readonly ledger?: SidLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/** First line of a ledger file. */
export const LEDGER_TITLE = "# sigwright sid ledger 1: sid key rev fingerprint state";

/** The largest sid the engines take: 32 bits. */
export const LARGEST_SID = 4294967295;

const LINE = /^([1-9][0-9]{0,9}) ([!-~]+) ([1-9][0-9]{0,9}) ([0-9a-f]{16}) ([a-z]+)$/;
const STATES: readonly SidState[] = ["active", "retired", "replaced"];
const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;
const MOST_DIAGNOSTICS = 20;

/** A line of a ledger file and where it stands. */
export interface LedgerLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of a ledger file that are neither empty nor comments, without their line ends. */
export function* ledgerLines(source: SourceText): Iterable<LedgerLine> {
  const { text } = source;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    const next = feed === -1 ? text.length : feed;
    const end = next > start && text.charCodeAt(next - 1) === 0x0d ? next - 1 : next;
    if (end > start && text.charCodeAt(start) !== 0x23) yield { text: text.slice(start, end), start, end };
    start = next + 1;
  }
}

/** Reads one line, or `undefined` when it is none. */
export function parseLedgerLine(text: string): SidEntry | undefined {
  const found = LINE.exec(text);
  if (found === null) return undefined;
  const sid = Number(found[1]);
  if (sid > LARGEST_SID) return undefined;
  const state = STATES.find((candidate) => candidate === found[5]);
  if (state === undefined) return undefined;
  return { sid, key: found[2]!, rev: Number(found[3]), fingerprint: found[4]!, state };
}

/** Whether a line is one that a version control system leaves where two branches meet. */
export function isConflictMarker(text: string): boolean {
  return MARKER.test(text);
}

/** Reads a ledger file. An empty one is an empty ledger. Never throws. */
export function parseLedger(source: SourceText): ParsedLedger {
  const diagnostics: Diagnostic[] = [];
  const entries: SidEntry[] = [];
  const bySid = new Map<number, SidEntry & { readonly line: LedgerLine }>();
  const byKey = new Map<string, SidEntry & { readonly line: LedgerLine }>();
  for (const line of ledgerLines(source)) {
    if (diagnostics.length >= MOST_DIAGNOSTICS) break;
    if (isConflictMarker(line.text)) {
      diagnostics.push(conflictMarkers(line));
      break;
    }
    const entry = parseLedgerLine(line.text);
    if (entry === undefined) {
      diagnostics.push(badLine(line));
      continue;
    }
    const sameSid = bySid.get(entry.sid);
    if (sameSid !== undefined) {
      diagnostics.push(duplicateSid(entry, line, sameSid.line));
      continue;
    }
    bySid.set(entry.sid, { ...entry, line });
    if (entry.state !== "replaced") {
      const sameKey = byKey.get(entry.key);
      if (sameKey !== undefined) {
        diagnostics.push(duplicateKey(entry, line, sameKey.line));
        continue;
      }
      byKey.set(entry.key, { ...entry, line });
    }
    entries.push(entry);
  }
  return diagnostics.length === 0 ? { ledger: { entries }, diagnostics } : { diagnostics };
}

/** Writes a ledger: a title, then one line for each entry, in the order of keys. */
export function formatLedger(ledger: SidLedger): string {
  const entries = ledger.entries.toSorted(compareEntries);
  const lines = entries.map((entry) => `${entry.sid} ${entry.key} ${entry.rev} ${entry.fingerprint} ${entry.state}\n`);
  return `${LEDGER_TITLE}\n${lines.join("")}`;
}

function compareEntries(a: SidEntry, b: SidEntry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.sid - b.sid;
}

function badLine(line: LedgerLine): Diagnostic {
  return {
    code: "ledger/syntax",
    severity: "error",
    rejects: false,
    message: "this line is not an entry of the sid ledger",
    range: { start: line.start, end: line.end },
    help: "take the line back from version control; entries are never written by hand",
    expected: ["sid key rev fingerprint state"],
  };
}

function conflictMarkers(line: LedgerLine): Diagnostic {
  return {
    code: "ledger/conflict",
    severity: "error",
    rejects: false,
    message: "the sid ledger holds an unresolved merge conflict",
    range: { start: line.start, end: line.end },
    help: "run `sigwright ledger resolve`; it keeps the sids of the base and renumbers the others",
  };
}

function duplicateSid(entry: SidEntry, line: LedgerLine, first: LedgerLine): Diagnostic {
  return {
    code: "ledger/duplicate-sid",
    severity: "error",
    rejects: false,
    message: `sid ${entry.sid} is given twice`,
    range: { start: line.start, end: line.start + String(entry.sid).length },
    labels: [{ range: { start: first.start, end: first.end }, message: "given here first" }],
    help: "run `sigwright ledger resolve`; it keeps one and renumbers the other",
  };
}

function duplicateKey(entry: SidEntry, line: LedgerLine, first: LedgerLine): Diagnostic {
  const start = line.start + String(entry.sid).length + 1;
  return {
    code: "ledger/duplicate-key",
    severity: "error",
    rejects: false,
    message: `\`${entry.key}\` has two sids`,
    range: { start, end: start + entry.key.length },
    labels: [{ range: { start: first.start, end: first.end }, message: "has this one already" }],
    help: "run `sigwright ledger resolve`; it keeps one and marks the other as replaced",
  };
}
