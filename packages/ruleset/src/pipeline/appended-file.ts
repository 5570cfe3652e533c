import type { LocatedDiagnostic, SignatureFormat } from "@sigwright/core";
import { SourceText } from "@sigwright/core";

/** A rules file that a ruleset is appended to. */
export interface AppendTarget {
  /** Shown to people. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What must be known of a file before something is appended. */
export interface AppendedFile {
  readonly bytes: Uint8Array;
  /** Sids of all its rules, commented-out ones too: they may be enabled again. */
  readonly sids: ReadonlySet<number>;
  /** What stands between its last byte and the first of the ruleset. */
  readonly separator: string;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSLASH = 0x5c;

/** Reads a file that is appended to, or says why that can't be done. */
export function readAppendTarget(
  format: SignatureFormat,
  target: AppendTarget,
): { readonly file?: AppendedFile; readonly diagnostics: readonly LocatedDiagnostic[] } {
  const source = SourceText.fromBytes(target.bytes, { path: target.path });
  if (format.parse === undefined || format.rules === undefined) {
    return { diagnostics: [cannotRead(source, format)] };
  }
  const sids = new Set<number>();
  for (const rule of format.rules(format.parse(source).document)) if (rule.sid !== undefined) sids.add(rule.sid);
  return { file: { bytes: target.bytes, sids, separator: separatorAfter(target.bytes) }, diagnostics: [] };
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
  return `${hasLineEnd ? "" : "\n"}${isContinued ? "\n" : ""}\n`;
}

function cannotRead(source: SourceText, format: SignatureFormat): LocatedDiagnostic {
  return {
    source,
    diagnostic: {
      code: "generate/append-unreadable",
      severity: "error",
      rejects: false,
      message: `the format \`${format.id}\` can't read rules, so nothing can be appended to a file of them`,
      range: { start: 0, end: 0 },
      help: "generate a file of its own and let the engine load both",
    },
  };
}
