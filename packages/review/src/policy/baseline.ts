import type { CheckedDiagnostic, CheckedFile, SuppressedDiagnostic } from "../checked-file.ts";
import { fingerprints } from "../reporters/finding-fingerprint.ts";

/** A finding that was there before, and that nobody wants to hear of. */
export interface BaselineEntry {
  /** The file it was found in, when it was written down; with `/`. */
  readonly path: string;
  readonly code: string;
  /** That of the finding, which does not change when lines move. */
  readonly fingerprint: string;
}

/** What a baseline comes to for a check. */
export interface BaselineResult {
  readonly files: readonly CheckedFile[];
  /** How many findings are known. */
  readonly known: number;
  /** Those that were known and are not there any more, of the files that were checked. */
  readonly gone: readonly BaselineEntry[];
  /** Those of other files, of which nothing is known. */
  readonly unseen: readonly BaselineEntry[];
}

/**
 * Files without the findings that a baseline knows; they are among the suppressed ones then. A finding is known wherever
 * it stands, so that moving a rule makes no new ones, but each entry stands for one finding only.
 *
 * @param pathOf a file's path as the baseline has it.
 */
export function applyBaseline(files: readonly CheckedFile[], entries: readonly BaselineEntry[], pathOf: (file: CheckedFile) => string): BaselineResult {
  const left = new Map<string, BaselineEntry[]>();
  // From the back, so that the first one is taken first.
  for (const entry of entries.toReversed()) {
    const same = left.get(entry.fingerprint);
    if (same === undefined) left.set(entry.fingerprint, [entry]);
    else same.push(entry);
  }
  const known = new Set<string>();
  const prints = printsByPath(files);
  for (const [path, group] of prints) {
    for (const print of new Set(group.flatMap(({ prints: own }) => own))) {
      if (left.get(print)?.pop() !== undefined) known.add(`${path}\0${print}`);
    }
  }
  const result = files.map((file) => {
    const own = prints.get(file.path)!.find((each) => each.file === file)!.prints;
    const kept: CheckedDiagnostic[] = [];
    const suppressed: SuppressedDiagnostic[] = [];
    for (const [index, found] of file.diagnostics.entries()) {
      if (known.has(`${file.path}\0${own[index]!}`)) suppressed.push({ ...found, justification: "known since the baseline", kind: "external" });
      else kept.push(found);
    }
    return suppressed.length === 0 ? file : { ...file, diagnostics: kept, suppressed: [...(file.suppressed ?? []), ...suppressed] };
  });
  const checked = new Set(files.map(pathOf));
  const unused = [...left.values()].flat();
  const gone = unused.filter(({ path }) => checked.has(path));
  return { files: result, known: known.size, gone, unseen: unused.filter(({ path }) => !checked.has(path)) };
}

/** The baseline of what is in files, by path and then in the order of the text. */
export function baselineOf(files: readonly CheckedFile[], pathOf: (file: CheckedFile) => string): readonly BaselineEntry[] {
  const entries: BaselineEntry[] = [];
  for (const group of printsByPath(files).values()) {
    const seen = new Set<string>();
    for (const { file, prints } of group) {
      const path = pathOf(file);
      for (const [index, { diagnostic }] of file.diagnostics.entries()) {
        const fingerprint = prints[index]!;
        if (!seen.has(fingerprint)) entries.push({ path, code: diagnostic.code, fingerprint });
        seen.add(fingerprint);
      }
    }
  }
  return entries.toSorted((a, b) => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1));
}

interface PrintedFile {
  readonly file: CheckedFile;
  /** One for each finding. */
  readonly prints: readonly string[];
}

/** A finding of one file has the same fingerprint for each target. */
function printsByPath(files: readonly CheckedFile[]): ReadonlyMap<string, readonly PrintedFile[]> {
  const byPath = new Map<string, PrintedFile[]>();
  for (const file of files) {
    const { source } = file;
    const findings = file.diagnostics.map(({ diagnostic, sid }) => ({ located: { source, diagnostic }, ...(sid === undefined ? {} : { sid }) }));
    byPath.set(file.path, [...(byPath.get(file.path) ?? []), { file, prints: fingerprints(findings) }]);
  }
  return byPath;
}

/** A baseline as a file: one finding a line, so that merges are easy and a reader sees what was put up with. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ path, code, fingerprint }) => JSON.stringify({ path, code, fingerprint }));
  return `{"version":1,"findings":[${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n`}]}\n`;
}

/**
 * Reads what {@link formatBaseline} wrote.
 *
 * @returns what is wrong with it, in words that complete "the baseline", when it is none.
 */
export function parseBaseline(text: string): readonly BaselineEntry[] | { readonly fault: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { fault: "is no JSON" };
  }
  if (!isRecord(data) || data["version"] !== 1 || !Array.isArray(data["findings"])) return { fault: 'is not of version 1: `{"version":1,"findings":[…]}`' };
  const entries: BaselineEntry[] = [];
  for (const [index, entry] of data["findings"].entries()) {
    const { path, code, fingerprint } = isRecord(entry) ? entry : {};
    if (typeof path !== "string" || typeof code !== "string" || typeof fingerprint !== "string") {
      return { fault: `lacks \`path\`, \`code\` or \`fingerprint\` in finding ${index + 1}` };
    }
    entries.push({ path, code, fingerprint });
  }
  return entries;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
