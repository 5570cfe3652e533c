import type { DiagnosticInfo, Severity } from "@sigwright/core";
import { visibleText } from "@sigwright/core";
import type { CheckReport } from "../checked-file.ts";
import { type FileFindings, type Finding, groupByPath } from "./file-findings.ts";
import { fingerprints } from "./finding-fingerprint.ts";
import { SEVERITIES } from "./finding-text.ts";
import { isAbsolutePath, placeOf, uriOf } from "./place.ts";
import type { CheckReporter, ReporterOptions } from "./reporter.ts";

/** Results that code scanning platforms take of one run; more, and they take none at all. */
const MOST = 25_000;
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = { error: "error", warning: "warning", info: "note" };

/**
 * SARIF 2.1.0, for code scanning: rules with their help, fixes, fingerprints that survive moved lines, and what is
 * suppressed with the reason given. Columns are UTF-16 code units.
 */
export const sarifReporter: CheckReporter = Object.freeze({
  id: "sarif",
  summary: "SARIF 2.1.0, for code scanning",
  write: sarifText,
});

interface Result {
  readonly file: FileFindings;
  readonly finding: Finding;
  readonly fingerprint: string;
}

function* sarifText(report: CheckReport, options: ReporterOptions = {}): Generator<string> {
  const all = groupByPath(report.files, { withSuppressed: true }).flatMap((file): readonly Result[] => {
    const prints = fingerprints(file.findings);
    return file.findings.map((finding, index) => ({ file, finding, fingerprint: prints[index]! }));
  });
  const results = worst(all);
  const rules = ruleTable(results, options.catalogue ?? []);
  const head = {
    tool: {
      driver: {
        name: "Sigwright",
        ...(options.version === undefined ? {} : { semanticVersion: options.version }),
        rules: rules.records,
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository; without one, the folder the check was started in." } } },
    invocations: [{ executionSuccessful: true, ...notification(all.length - results.length) }],
  };
  const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  yield `{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[\n`;
  yield `${JSON.stringify(head).slice(0, -1)},"results":[`;
  for (const [index, result] of results.entries()) {
    yield `${index === 0 ? "\n" : ",\n"}${JSON.stringify(resultRecord(result, rules.indexes))}`;
  }
  yield "\n]}]}\n";
}

/** The worst that fit, in the order of the report. */
function worst(all: readonly Result[]): readonly Result[] {
  if (all.length <= MOST) return all;
  const chosen = SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.located.diagnostic.severity === severity));
  const kept = new Set(chosen.slice(0, MOST));
  return all.filter((result) => kept.has(result));
}

function notification(left: number): Record<string, unknown> {
  if (left <= 0) return {};
  const text = `${left} of the least findings are left out: code scanning takes no more than ${MOST} of one run`;
  return { toolExecutionNotifications: [{ level: "warning", message: { text } }] };
}

function ruleTable(
  results: readonly Result[],
  catalogue: readonly DiagnosticInfo[],
): { readonly records: readonly unknown[]; readonly indexes: ReadonlyMap<string, number> } {
  const known = new Map(catalogue.map((info) => [info.code, info]));
  const first = new Map<string, Finding>();
  for (const { finding } of results) {
    const { code } = finding.located.diagnostic;
    if (!first.has(code)) first.set(code, finding);
  }
  const codes = [...first.keys()].toSorted();
  const records = codes.map((code) => ruleRecord(code, known.get(code), first.get(code)!));
  return { records, indexes: new Map(codes.map((code, index) => [code, index])) };
}

function ruleRecord(code: string, info: DiagnosticInfo | undefined, { located }: Finding): Record<string, unknown> {
  const { severity, url } = located.diagnostic;
  return {
    id: code,
    ...(info === undefined
      ? {}
      : {
          shortDescription: { text: info.summary },
          fullDescription: { text: info.explanation },
          help: { text: info.explanation, markdown: helpMarkdown(info) },
        }),
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: LEVELS[info?.severity ?? severity] },
  };
}

function helpMarkdown({ explanation, example }: DiagnosticInfo): string {
  if (example === undefined) return explanation;
  const block = (text: string): string => `\`\`\`\`\`\`\n${text}\n\`\`\`\`\`\``;
  return `${explanation}\n\nBad:\n\n${block(example.bad)}\n\nGood:\n\n${block(example.good)}\n`;
}

function resultRecord({ file, finding, fingerprint }: Result, indexes: ReadonlyMap<string, number>): Record<string, unknown> {
  const { located, suppressed, suppression = "inSource" } = finding;
  const { diagnostic } = located;
  const related = (diagnostic.labels ?? []).map(({ range, message }) => ({
    physicalLocation: physicalLocation(file.path, { ...located, diagnostic: { ...diagnostic, range } }),
    message: { text: plainMessage(message) },
  }));
  return {
    ruleId: diagnostic.code,
    ruleIndex: indexes.get(diagnostic.code)!,
    level: LEVELS[diagnostic.severity],
    message: { text: plainMessage(diagnostic.help === undefined ? diagnostic.message : `${diagnostic.message}\n${diagnostic.help}`) },
    locations: [{ physicalLocation: physicalLocation(file.path, located) }],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { "sigwright/v1": fingerprint },
    ...fixRecords(file.path, finding),
    ...(suppressed === undefined ? {} : { suppressions: [{ kind: suppression, justification: visibleText(suppressed) }] }),
  };
}

function fixRecords(path: string, { located }: Finding): Record<string, unknown> {
  const { source, diagnostic } = located;
  const fixes = diagnostic.fixes ?? [];
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map(({ title, edits }) => ({
      description: { text: plainMessage(title) },
      artifactChanges: [
        {
          artifactLocation: artifactLocation(path),
          replacements: edits.map(({ range, newText }) => ({
            deletedRegion: region({ source, diagnostic: { ...diagnostic, range } }),
            ...(newText === "" ? {} : { insertedContent: { text: newText } }),
          })),
        },
      ],
    })),
  };
}

function physicalLocation(path: string, located: Finding["located"]): Record<string, unknown> {
  return { artifactLocation: artifactLocation(path), region: region(located) };
}

function artifactLocation(path: string): Record<string, unknown> {
  return isAbsolutePath(path) ? { uri: uriOf(path) } : { uri: uriOf(path), uriBaseId: "SRCROOT" };
}

function region(located: Finding["located"]): Record<string, unknown> {
  const { line, column, endLine, endColumn } = placeOf(located);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Text in which nothing is a link: SARIF 2.1.0, section 3.11.6. Line ends stay. */
function plainMessage(text: string): string {
  const parts = text.split("\n").map(visibleText).join("\n").split("](");
  return parts.map((part, index) => (index === parts.length - 1 || isEscaping(part) ? part : `${part}\\`)).join("](");
}

/** Whether text escapes what comes behind it: of backslashes, every second one is escaped itself. */
function isEscaping(text: string): boolean {
  let at = text.length;
  while (at > 0 && text[at - 1] === "\\") at--;
  return (text.length - at) % 2 === 1;
}
