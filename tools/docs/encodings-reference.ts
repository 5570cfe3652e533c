import { channelsOf, type ObservationKind, type Target } from "@sigwright/core";
import { type EncodedFormat, type EncodingRow, exampleRule, KINDS, withoutRow } from "./encodings.ts";
import { anchor } from "./markdown.ts";

const INTRODUCTION = [
  "# Encodings",
  "What each format makes of each kind of observation, for each version of its engine: what is seen, on which channels, " +
    "in which form many observations share a signature, what a sensor needs, what is not seen, and what was proven. " +
    "`sigwright prove` proves a ruleset of yours in your engine. This file is generated from the packages' tables by `npm run docs`; " +
    "the tables are also what the tests of each build prove.",
  "An *observation* is what an indicator means: what would be seen, and where. A signature is made for each rule of the template " +
    "that is for its kind; *way* is the rule's `variant`. A *channel* that no rule covers is named in the manifest, and an " +
    "observation that a format can't express is counted there as unsupported, with the reason given here. Every rule alerts " +
    "once for each flow, lists of addresses once for each pair of addresses and hour.",
];

/** The reference of all encodings, in Markdown. */
export function renderEncodings(formats: readonly EncodedFormat[]): string {
  const columns = formats.flatMap((encoded) => targetsOf(encoded).map((target) => ({ encoded, target })));
  const overview = [
    ["Observation", ...columns.map(({ encoded, target }) => columnName(encoded, target))],
    ...KINDS.map((kind) => [`[${kind}](#${anchor(kind)})`, ...columns.map(({ encoded, target }) => overviewCell(encoded, kind, target))]),
  ];
  return `${[...INTRODUCTION, "## Overview", table(overview), ...KINDS.flatMap((kind) => section(kind, formats))].join("\n\n")}\n`;
}

function targetsOf({ format }: EncodedFormat): readonly Target[] {
  return format.targets ?? [{ engine: format.id, version: "" }];
}

function columnName(encoded: EncodedFormat, { engine, version }: Target): string {
  const { displayName } = encoded.format;
  const engines = new Set(targetsOf(encoded).map((target) => target.engine));
  if (engines.size > 1) return `${displayName} (${engine} ${version})`;
  return targetsOf(encoded).length === 1 ? displayName : `${displayName} ${version}`;
}

function rowsFor({ rows }: EncodedFormat, kind: ObservationKind, { version }: Target): readonly EncodingRow[] {
  return rows.filter(({ observation, targets }) => observation === kind && targets?.includes(version) !== false);
}

function overviewCell(encoded: EncodedFormat, kind: ObservationKind, target: Target): string {
  const rows = rowsFor(encoded, kind, target);
  if (rows.length === 0) return withoutRow(encoded, kind, target).isBeside ? "beside the rules" : "–";
  const rules = `${rows.length} ${rows.length === 1 ? "rule" : "rules"}`;
  return rows.some(({ list }) => list !== undefined) ? `${rules}, list` : rules;
}

function section(kind: ObservationKind, formats: readonly EncodedFormat[]): readonly string[] {
  const parts = [`## ${kind}`, `Seen on ${channelsOf(kind).map((channel) => `\`${channel}\``).join(", ")}.`];
  const cells: (readonly string[])[] = [["Format", "Way", "What is seen", "Channels", "List", "Requires", "Proof"]];
  const limits: string[] = [];
  const rules: string[] = [];
  const without: string[] = [];
  for (const encoded of formats) {
    const targets = targetsOf(encoded);
    const rows = encoded.rows.filter(({ observation }) => observation === kind);
    for (const row of rows) {
      const name = formatName(encoded, row);
      cells.push([name, code(row.variant), seen(row), row.channels.map((channel) => `\`${channel}\``).join(" "), row.list ?? "", row.requires.join(" "), row.proven ?? "not asked of an engine"]);
      if (row.limits.length > 0) limits.push(`- ${name}${row.variant === undefined ? "" : ` \`${row.variant}\``}: ${row.limits.join(" ")}`);
      const target = targets.find(({ version }) => row.targets?.includes(version) !== false)!;
      const example = exampleRule(encoded, row, target);
      if (example !== undefined) rules.push(`${name}${row.variant === undefined ? "" : `, \`${row.variant}\``}:`, fenced(example));
    }
    if (rows.length === 0) without.push(`- ${encoded.format.displayName}: ${withoutRow(encoded, kind, targets[0]!).text}`);
  }
  if (cells.length > 1) parts.push(table(cells));
  if (limits.length > 0) parts.push("Not seen, and what else to know:", limits.join("\n"));
  if (without.length > 0) parts.push("Without a rule:", without.join("\n"));
  if (rules.length > 0) parts.push("<details><summary>The rules, for an ordinary indicator</summary>", ...rules, "</details>");
  return parts;
}

function seen({ summary, approximate }: EncodingRow): string {
  return approximate === undefined ? summary : `${summary} *Approximate*: ${approximate}`;
}

function formatName({ format }: EncodedFormat, { targets }: EncodingRow): string {
  return targets === undefined ? format.displayName : `${format.displayName} ${targets.join(", ")}`;
}

function code(text: string | undefined): string {
  return text === undefined ? "" : `\`${text}\``;
}

function table([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
  return [line(head!), line(head!.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
