import { applyEdits, quoted, type SignatureFormat, type SourceText } from "@sigwright/core";
import type { CommandContext } from "../command-context.ts";
import { errorReport, errorText } from "../error-report.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { detectFormat } from "../format-detection.ts";
import { selectFormats } from "../format-selection.ts";
import { FORMATS } from "../formats.ts";
import { OutputError } from "../output-error.ts";
import { replaceFile } from "../replace-file.ts";
import { findRulePaths, STANDARD_INPUT } from "../rule-paths.ts";
import { readRuleText } from "../rule-text.ts";
import { counted } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";

/** Flags of `fmt`. */
export interface FmtFlags {
  readonly check?: boolean;
  readonly format?: string;
}

/** A format that can lay files out. */
type LayoutFormat = SignatureFormat & Required<Pick<SignatureFormat, "parse" | "format">>;

/** Two blanks a level, as `yr fmt` has it. */
const STYLE = { indentation: "  " };

/** Lays rule files out in place, or says which are not laid out so. */
export async function fmtCommand(given: readonly string[], flags: FmtFlags, context: CommandContext): Promise<ExitCode> {
  const { io, errPaint, quiet } = context;
  const note = (text: string): void => {
    if (!quiet) io.err.write(`${errPaint.dim("note:")} ${text}\n`);
  };
  const formats = layoutFormats(flags.format);
  const { paths, problems, notes } = await findRulePaths(given.length === 0 ? ["."] : given, formats);
  if (paths.length === 0 && problems.length === 0) throw new UsageError(notes[0]!, "name files, folders or patterns, or - for standard input");
  for (const text of notes) note(text);

  const failed: (OutputError | UsageError)[] = [...problems];
  const changed: string[] = [];
  for (const path of paths) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one file after the other: a fault stops none of those before
      const source = await readRuleText(path, io);
      const { text, broken } = layOut(source, formatOf(path, source.text, formats, flags.format !== undefined));
      if (broken > 0) note(`${quoted(path, 200)}: ${counted(broken, "fault")} of syntax; what can't be parsed stays as it is (\`sigwright check\` tells more)`);
      const isChanged = text !== source.text;
      if (isChanged) changed.push(path);
      if (path === STANDARD_INPUT && flags.check !== true) {
        io.out.write(text);
        continue;
      }
      if (!isChanged) continue;
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (flags.check !== true) await replaceFile(path, source.encode(text));
      io.out.write(`${path}\n`);
    } catch (error) {
      if (!(error instanceof OutputError) && !(error instanceof UsageError)) throw error;
      failed.push(error);
    }
  }
  summarise(paths, changed.length, flags, note);
  return exitCodeOf(failed, flags.check === true && changed.length > 0, context);
}

function layoutFormats(id: string | undefined): readonly LayoutFormat[] {
  const named = id === undefined ? FORMATS : selectFormats([id]);
  const formats = named.filter(canLayOut);
  if (formats.length > 0) return formats;
  const able = FORMATS.filter(canLayOut).map((format) => format.id);
  throw new UsageError(
    `files of the format \`${id ?? "any"}\` can't be laid out`,
    able.length === 0 ? "no format of this version can" : `these can: ${able.join(", ")}`,
  );
}

function canLayOut(format: SignatureFormat): format is LayoutFormat {
  return format.parse !== undefined && format.format !== undefined;
}

/** @throws UsageError when the file is of another format, which can't be laid out, or of none. */
function formatOf(path: string, text: string, formats: readonly LayoutFormat[], isGiven: boolean): LayoutFormat {
  if (isGiven) return formats[0]!;
  const detected = detectFormat(path, text, FORMATS)?.format;
  const format = formats.find(({ id }) => id === detected?.id);
  if (format !== undefined) return format;
  // An empty text is of any format.
  if (path === STANDARD_INPUT && formats.length === 1 && detected === undefined) return formats[0]!;
  const able = formats.map(({ id }) => id).join(", ");
  throw new UsageError(
    detected === undefined
      ? `${quoted(path, 200)} is not laid out: nothing in it looks like a rule, and its name does not say what it is`
      : `${quoted(path, 200)} is not laid out: rules of ${detected.displayName} can't be`,
    `formats that can be laid out: ${able}`,
  );
}

function layOut(source: SourceText, format: LayoutFormat): { readonly text: string; readonly broken: number } {
  const { document, diagnostics } = format.parse(source);
  const text = applyEdits(source.text, format.format(document, STYLE));
  return { text, broken: diagnostics.filter(({ rejects }) => rejects).length };
}

function summarise(paths: readonly string[], changed: number, { check }: FmtFlags, note: (text: string) => void): void {
  const files = paths.filter((path) => path !== STANDARD_INPUT).length;
  if (files === 0) return;
  const verb = check === true ? "is not laid out so" : "was laid out anew";
  const verbs = check === true ? "are not laid out so" : "were laid out anew";
  note(changed === 0 ? `${counted(files, "file")}, nothing to change` : `${changed} of ${counted(files, "file")} ${changed === 1 ? verb : verbs}`);
}

function exitCodeOf(failed: readonly (OutputError | UsageError)[], isDifferent: boolean, { io, errPaint }: CommandContext): ExitCode {
  const told = failed.map((problem) => errorReport(problem, false));
  for (const problem of told) io.err.write(errorText(problem, errPaint));
  const worst = told.reduce<ExitCode>((code, problem) => (problem.exitCode > code ? problem.exitCode : code), EXIT.ok);
  if (worst !== EXIT.ok) return worst;
  return isDifferent ? EXIT.findings : EXIT.ok;
}
