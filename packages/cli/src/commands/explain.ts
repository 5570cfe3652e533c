import { closest, visibleText } from "@sigwright/core";
import type { DiagnosticInfo } from "@sigwright/core";
import { GUARDS } from "@sigwright/ruleset";
import type { CommandContext, Reporter } from "../command-context.ts";
import { diagnosticCatalogue } from "../diagnostic-catalogue.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Paint } from "../paint.ts";
import { textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";

/** Explains a diagnostic, or the guards, or lists the diagnostics there are. */
export async function explainCommand(
  topic: string | undefined,
  flags: { reporter: Reporter },
  { io, paint }: CommandContext,
): Promise<ExitCode> {
  const catalogue = diagnosticCatalogue();
  if (topic === "guards") {
    if (flags.reporter === "json") {
      io.out.write(`${JSON.stringify({ version: 1, guards: GUARDS }, undefined, 2)}\n`);
    } else io.out.write(guardsText(paint));
    return EXIT.ok;
  }
  const chosen = topic === undefined ? catalogue : [find(topic, catalogue)];
  if (flags.reporter === "json") {
    io.out.write(`${JSON.stringify({ version: 1, diagnostics: chosen }, undefined, 2)}\n`);
  } else if (topic === undefined) {
    const rows = catalogue.map((info) => [paint.bold(info.code), painted(info.severity, info.severity, paint), info.summary]);
    io.out.write(`${textTable(rows).join("\n")}\n`);
  } else {
    io.out.write(infoText(chosen[0]!, paint));
  }
  return EXIT.ok;
}

function find(topic: string, catalogue: readonly DiagnosticInfo[]): DiagnosticInfo {
  const wanted = topic.trim().replace(/^\[/, "").replace(/\]$/, "").toLowerCase();
  const found = catalogue.find(({ code }) => code === wanted);
  if (found !== undefined) return found;
  const codes = catalogue.map(({ code }) => code);
  const byName = codes.filter((code) => code.endsWith(`/${wanted}`));
  const near = byName[0] ?? closest(wanted, codes);
  throw new UsageError(
    `there is no diagnostic \`${topic}\``,
    near === undefined ? "`sigwright explain` lists all there are" : `did you mean \`${near}\`?`,
  );
}

function infoText({ code, severity, summary, explanation, example, profile }: DiagnosticInfo, paint: Paint): string {
  const parts = [
    `${paint.bold(code)}  ${painted(severity, severity, paint)}${profile === undefined ? "" : `  ${paint.dim(`profile ${profile}`)}`}`,
    wrap(summary, 88),
    wrap(explanation.trim(), 88),
  ];
  if (example !== undefined) {
    parts.push(`${paint.dim("Gives it:")}\n${indented(example.bad)}`, `${paint.dim("Mended:")}\n${indented(example.good)}`);
  }
  return `${parts.join("\n\n")}\n`;
}

function guardsText(paint: Paint): string {
  const intro =
    "Guards keep harmless values out of a ruleset. Which are on says the template; `--guard` changes it for one run: " +
    "`--guard -benign` lets what only that guard holds back through, `--guard off` everything.";
  const rows = GUARDS.map(({ id, summary }) => [paint.bold(id), wrap(summary, 60).split("\n")] as const);
  const lines = rows.flatMap(([id, summary]) => summary.map((line, index) => [index === 0 ? id : "", line]));
  return `${wrap(intro, 88)}\n\n${textTable(lines).join("\n")}\n`;
}

function painted(text: string, severity: DiagnosticInfo["severity"], paint: Paint): string {
  return severity === "error" ? paint.red(text) : severity === "warning" ? paint.yellow(text) : paint.cyan(text);
}

function indented(text: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((line) => `    ${visibleText(line)}`).join("\n");
}

/** Breaks paragraphs into lines of at most `width` characters, between words. */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.join("\n");
}
