import type { Diagnostic, LocatedDiagnostic, RuleView, SignatureFormat } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { shortDigest } from "../digest.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";

/** A rules file that a ruleset is appended to. */
export interface AppendTarget {
  /** Shown to people. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Lists that its rules name, which come into the output beside them. */
  readonly lists?: readonly AppendedList[];
}

/** A list in a file that rules name by its path. */
export interface AppendedList {
  /** Relative to the rules, with `/`, and not above them. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What must be known of a file before something is appended. */
export interface AppendedFile {
  readonly source: SourceText;
  readonly bytes: Uint8Array;
  readonly rules: readonly RuleView[];
  /** Sids of all its rules, commented-out ones too: they may be enabled again. */
  readonly sids: ReadonlySet<number>;
  readonly lists: readonly AppendedList[];
  /** What stands between its last byte and the first of the ruleset. */
  readonly separator: string;
}

/** What {@link readAppendTarget} is told. */
export interface AppendOptions {
  readonly format: SignatureFormat;
  readonly target: AppendTarget;
  readonly ledger: SidLedger;
  /** A line that every ruleset from the same source has in its header. */
  readonly mark: string;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSLASH = 0x5c;

/** Reads a file that is appended to, or says why that can't be done. */
export function readAppendTarget(options: AppendOptions): {
  readonly file?: AppendedFile;
  readonly diagnostics: readonly LocatedDiagnostic[];
} {
  const { format, target } = options;
  const source = SourceText.fromBytes(target.bytes, { path: target.path });
  if (format.parse === undefined || format.rules === undefined) {
    return { diagnostics: [{ source, diagnostic: cannotRead(format) }] };
  }
  const rules = format.rules(format.parse(source).document);
  const own = ownRule(options, source, rules);
  if (own !== undefined) return { diagnostics: [{ source, diagnostic: own }] };
  const sids = new Set<number>();
  for (const { sid } of rules) if (sid !== undefined) sids.add(sid);
  return { file: { source, bytes: target.bytes, rules, sids, lists: target.lists ?? [], separator: separatorAfter(target.bytes) }, diagnostics: [] };
}

/**
 * Says what is wrong with a file that something was appended to: what was there must be read as before, and what came
 * to it as what it is.
 */
export function checkAppended(
  format: SignatureFormat,
  file: AppendedFile,
  text: string,
  signatures: number,
): LocatedDiagnostic | undefined {
  const source = SourceText.fromString(`${file.source.text}${file.separator}${text}`, { path: file.source.path ?? "" });
  const rules = format.rules!(format.parse!(source).document);
  const isKept = file.rules.every(({ range, sid, enabled }, index) => {
    const now = rules[index];
    return now?.range.start === range.start && now.sid === sid && now.enabled === enabled;
  });
  const added = rules.slice(file.rules.length).filter((rule) => rule.enabled);
  const double = format.sidFamily === undefined ? namedAlike(file.rules, added) : undefined;
  if (double !== undefined) return { source: file.source, diagnostic: alreadyAppended(double.range) };
  if (isKept && added.length === signatures) return undefined;
  const end = file.source.text.length;
  const diagnostic: Diagnostic = {
    code: "generate/append-broken",
    severity: "error",
    rejects: false,
    message: "the end of this file would change the meaning of rules that are appended",
    range: { start: Math.max(0, end - 1), end },
    help: "look at its last line; nothing was written",
  };
  return { source: file.source, diagnostic };
}

/** A rule of the file whose name one of the others has too: where there are no sids, names are what signatures are known by. */
function namedAlike(rules: readonly RuleView[], others: readonly RuleView[]): RuleView | undefined {
  const names = new Set(others.map(({ name }) => name));
  return rules.find(({ name, enabled }) => enabled && name !== undefined && names.has(name));
}

/**
 * A line end if the file lacks its last one; and an empty line more where its last line ends in a backslash, which
 * would take the next line in.
 */
function separatorAfter(bytes: Uint8Array): string {
  if (bytes.length === 0) return "";
  let end = bytes.length;
  const hasLineEnd = bytes[end - 1] === LINE_FEED;
  if (hasLineEnd) end -= bytes[end - 2] === CARRIAGE_RETURN ? 2 : 1;
  const isContinued = bytes[end - 1] === BACKSLASH;
  return `${hasLineEnd ? "" : "\n"}${isContinued ? "\n" : ""}`;
}

/** A rule of the file that this very ruleset brought there in an earlier run. */
function ownRule({ ledger, mark }: AppendOptions, source: SourceText, rules: readonly RuleView[]): Diagnostic | undefined {
  const marked = source.text.indexOf(mark);
  if (marked !== -1) return alreadyAppended({ start: marked, end: marked + mark.length });
  const known = new Map(ledger.entries.filter((entry) => entry.state === "active").map((entry) => [entry.sid, entry]));
  const own = rules.find(({ sid, fingerprint }) => {
    const entry = sid === undefined ? undefined : known.get(sid);
    return entry !== undefined && entry.fingerprint === shortDigest(fingerprint);
  });
  return own === undefined ? undefined : alreadyAppended(own.range);
}

function alreadyAppended(range: Diagnostic["range"]): Diagnostic {
  return {
    code: "generate/already-appended",
    severity: "error",
    rejects: false,
    message: "this file holds an earlier run of the same ruleset",
    range,
    help: "append to the file as it was before; the output folder gets a copy with the ruleset at its end",
  };
}

function cannotRead(format: SignatureFormat): Diagnostic {
  return {
    code: "generate/append-unreadable",
    severity: "error",
    rejects: false,
    message: `the format \`${format.id}\` can't read rules, so nothing can be appended to a file of them`,
    range: { start: 0, end: 0 },
    help: "generate a file of its own and let the engine load both",
  };
}
