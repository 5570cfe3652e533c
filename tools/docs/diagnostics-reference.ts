import type { DiagnosticInfo } from "@sigwright/core";
import { anchor } from "./markdown.ts";

/** The catalogue of one package. */
export interface Catalogue {
  readonly packageName: string;
  readonly diagnostics: readonly DiagnosticInfo[];
}

/** What a package's exports hold of diagnostics: every exported array of them, in order of their codes. */
export function catalogueOf(packageName: string, exports: Readonly<Record<string, unknown>>): Catalogue {
  const found = Object.values(exports).flatMap((value) => (Array.isArray(value) && value.length > 0 && value.every(isDiagnosticInfo) ? value : []));
  // A package may export a part of its catalogue, too.
  const diagnostics = [...new Set(found)].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return { packageName, diagnostics };
}

function isDiagnosticInfo(value: unknown): value is DiagnosticInfo {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "severity" in value &&
    "summary" in value &&
    "explanation" in value
  );
}

/** The reference of all diagnostics, in Markdown. */
export function renderReference(catalogues: readonly Catalogue[]): string {
  const filled = catalogues.filter(({ diagnostics }) => diagnostics.length > 0);
  const parts = [
    "# Diagnostics",
    "Every diagnostic there is, by package: what it says, why it matters, how to mend it. `sigwright explain CODE` shows " +
      "the same. Codes are permanent. This file is generated from the packages' catalogues by `npm run docs`.",
    filled
      .flatMap(({ packageName, diagnostics }) => [
        `- [\`${packageName}\`](#${anchor(packageName)})`,
        ...diagnostics.map(({ code, summary }) => `  - [\`${code}\`](#${anchor(code)}): ${summary}`),
      ])
      .join("\n"),
    ...filled.flatMap(({ packageName, diagnostics }) => [`## \`${packageName}\``, ...diagnostics.map(renderDiagnostic)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderDiagnostic({ code, severity, summary, explanation, example }: DiagnosticInfo): string {
  const parts = [`### \`${code}\``, `*${severity}*: ${summary}`, explanation.trim()];
  if (example !== undefined) parts.push("Gives it:", fenced(example.bad), "Mended:", fenced(example.good));
  return parts.join("\n\n");
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n$/, "")}\n${fence}`;
}
