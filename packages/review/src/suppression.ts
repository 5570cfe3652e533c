import { closest, type Diagnostic, quoted, type Range, type SourceText } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile, SuppressedDiagnostic } from "./checked-file.ts";
import { ruleExtents } from "./rule-extents.ts";

/** A comment that asks for silence about what stands below it. */
interface Suppression {
  /** The comment, from its mark on. */
  readonly range: Range;
  /** 1-based. */
  readonly line: number;
  readonly codes: readonly string[];
  readonly justification: string;
}

const MARK = "sigwright-disable-next-line";
const COMMENT = /^[ \t]*(?:#+|\/\/+)[ \t]*sigwright-disable-next-line(?![\w-])(.*)$/;

/**
 * Files without the findings that comments of theirs suppress: `# sigwright-disable-next-line CODE[, CODE] -- why` is
 * about the rule that starts on the next line, or about that line where none does. A reason has to be given. What the
 * engine refuses can't be suppressed: the rule does not load, whatever a comment says. Comments that suppress nothing
 * for any target are findings of their own, so that they go when their cause has gone.
 *
 * @param codes gives all codes there are, when a comment names one that suppresses nothing. Default: they are not known.
 */
export function applySuppressions(files: readonly CheckedFile[], codes?: () => ReadonlySet<string>): readonly CheckedFile[] {
  const byPath = new Map<string, number[]>();
  for (const [index, { path }] of files.entries()) byPath.set(path, [...(byPath.get(path) ?? []), index]);
  const result = [...files];
  for (const indexes of byPath.values()) {
    const { source, hasSuppressions } = files[indexes[0]!]!;
    if (hasSuppressions === false) continue;
    const suppressions = findSuppressions(source);
    if (suppressions.length === 0) continue;
    const used = new Set<string>();
    for (const index of indexes) result[index] = suppress(files[index]!, suppressions, used);
    for (const index of indexes) result[index] = withComplaints(result[index]!, suppressions, { used, codes });
  }
  return result;
}

/** Whether a comment in a text may suppress something. */
export function maySuppress(text: string): boolean {
  return text.includes(MARK);
}

function findSuppressions(source: SourceText): readonly Suppression[] {
  const { text } = source;
  const found: Suppression[] = [];
  for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, at + MARK.length)) {
    const { line } = source.positionAt(at);
    const start = source.lineStart(line) ?? 0;
    const match = COMMENT.exec(source.lineAt(line));
    if (match === null || found.at(-1)?.line === line) continue;
    const [codes = "", ...reason] = match[1]!.split(/(?<=\s)--(?=\s)/);
    found.push({
      range: { start: start + match[0].search(/\S/), end: start + match[0].trimEnd().length },
      line,
      codes: codes.split(/[\s,]+/).filter((code) => code !== ""),
      justification: reason.join("--").trim(),
    });
  }
  return found;
}

function suppress(file: CheckedFile, suppressions: readonly Suppression[], used: Set<string>): CheckedFile {
  const { source, rules } = file;
  const ruleAt = ruleExtents(source, rules);
  const byLine = suppressionsByLine(suppressions);
  const kept: CheckedDiagnostic[] = [];
  const suppressed: SuppressedDiagnostic[] = [];
  for (const found of file.diagnostics) {
    const { code, rejects, range } = found.diagnostic;
    const index = ruleAt(range.start);
    const start = index === undefined ? range.start : Math.min(range.start, rules[index]!.range.start);
    const above = byLine.get(source.positionAt(start).line) ?? [];
    const suppression = rejects ? undefined : above.find(({ codes }) => codes.includes(code));
    if (suppression === undefined) {
      kept.push(found);
      continue;
    }
    used.add(use(suppression, code));
    suppressed.push({ ...found, justification: suppression.justification });
  }
  return { ...file, diagnostics: kept, suppressed };
}

/** By the line they are about: comments right below one another are about the same one. */
function suppressionsByLine(suppressions: readonly Suppression[]): ReadonlyMap<number, readonly Suppression[]> {
  const byLine = new Map<number, Suppression[]>();
  let below: { readonly line: number; readonly target: number } | undefined;
  for (const suppression of suppressions.toReversed()) {
    const next = suppression.line + 1;
    const target = below?.line === next ? below.target : next;
    below = { line: suppression.line, target };
    if (!isComplete(suppression)) continue;
    const known = byLine.get(target);
    if (known === undefined) byLine.set(target, [suppression]);
    else known.push(suppression);
  }
  return byLine;
}

function isComplete({ codes, justification }: Suppression): boolean {
  return codes.length > 0 && justification !== "";
}

function use({ line }: Suppression, code: string): string {
  return `${line} ${code}`;
}

/** What comments suppressed, and which codes there are. */
interface Uses {
  readonly used: ReadonlySet<string>;
  readonly codes: (() => ReadonlySet<string>) | undefined;
}

function withComplaints(file: CheckedFile, suppressions: readonly Suppression[], uses: Uses): CheckedFile {
  const complaints = suppressions.flatMap((suppression) => complaintsAbout(suppression, uses));
  if (complaints.length === 0) return file;
  const added = complaints.map((diagnostic): CheckedDiagnostic => ({ diagnostic }));
  return {
    ...file,
    diagnostics: [...file.diagnostics, ...added].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start),
  };
}

function complaintsAbout(suppression: Suppression, { used, codes: known }: Uses): readonly Diagnostic[] {
  const { range, codes } = suppression;
  if (!isComplete(suppression)) {
    return [
      {
        code: "review/incomplete-suppression",
        severity: "warning",
        rejects: false,
        message: codes.length === 0 ? "this comment names no code to suppress" : "this comment gives no reason, so it suppresses nothing",
        range,
        help: `write \`${MARK} CODE -- why\``,
      },
    ];
  }
  const unused = codes.filter((code) => !used.has(use(suppression, code)));
  return unused.map((code) => unusedCode(code, range, known?.()));
}

function unusedCode(code: string, range: Range, known: ReadonlySet<string> | undefined): Diagnostic {
  const about = { code: "review/unused-suppression", severity: "warning", rejects: false, range } as const;
  if (known?.has(code) === false) {
    const near = closest(code, known);
    const help = near === undefined ? "codes stand behind findings; `sigwright explain` knows them all" : `did you mean \`${near}\`?`;
    return { ...about, message: `there is no such code as ${quoted(code, 200)}, so it suppresses nothing`, help };
  }
  return {
    ...about,
    message: `there is no \`${code}\` in the rule below that could be suppressed`,
    help: "take the comment away, or mend the code; what the engine refuses can't be suppressed",
  };
}
