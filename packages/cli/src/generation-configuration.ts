import { SourceText, toIsoDate } from "@sigwright/core";
import type { LocatedDiagnostic } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import type { Filter } from "@sigwright/filter";
import { createFilter, createGuards, parseGuardSelection, parseValueList } from "@sigwright/ruleset";
import type { Guards, IndicatorFilter, Template, ValueList } from "@sigwright/ruleset";
import { EXIT } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { readTextFile } from "./text-file.ts";
import { UsageError } from "./usage-error.ts";

/** Configuration that can't be used: what is wrong with it, and the exit code for it. */
export class ConfigurationFault extends Error {
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly exitCode: ExitCode;

  constructor(diagnostics: readonly LocatedDiagnostic[], exitCode: ExitCode) {
    super("the configuration can't be used");
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

/**
 * Reads `--now`; the clock without it.
 *
 * @throws UsageError when it is no time.
 */
export function readTime(given: string | undefined): string {
  if (given === undefined) return new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const time = toIsoDate(given);
  if (time === undefined) throw new UsageError(`\`${given}\` is no time`, "write it like `2026-05-01T10:00:00Z`");
  return time;
}

/** A filter in the forms it is needed in. */
export interface ReadFilter {
  readonly filter: IndicatorFilter;
  /** The filter's tree, for sources that can leave out by themselves what it would. */
  readonly parsed: Filter;
  /** What is odd about it. */
  readonly remarks: readonly LocatedDiagnostic[];
}

/** What {@link readFilter} is told. */
export interface FilterOptions {
  /** `--filter`; the template's own without it. */
  readonly given: string | undefined;
  readonly template: Template;
  /** What relative dates are counted from, ISO 8601 in UTC. */
  readonly now: string;
  /**
   * Whether the indicators come from the platform: it is not asked for those it holds for inactive then, as in its own
   * queries, unless the filter speaks of `active` itself or the template keeps what was withdrawn.
   */
  readonly isPlatform: boolean;
}

/**
 * Reads the filter.
 *
 * @throws ConfigurationFault when it is no filter.
 */
export function readFilter({ given, template, now, isPlatform }: FilterOptions): ReadFilter {
  const text = given ?? template.filter?.text ?? "";
  const read = parseFilter(text);
  const { diagnostics } = read;
  const source = SourceText.fromString(text, { path: given === undefined ? "filter" : "--filter" });
  const located = diagnostics.map((diagnostic) => ({ source, diagnostic }));
  if (read.filter === undefined) throw new ConfigurationFault(located, EXIT.usage);
  const evaluated = createFilter(read.filter, new Date(now));
  const isNarrowed = isPlatform && template.lifecycle.withdrawn === "retire" && evaluated.fields?.has("active") !== true;
  const parsed = isNarrowed ? activeOnly(read.filter, text) : { filter: read.filter, shown: text };
  // What is odd about the template's own was said when it was read.
  const remarks = given === undefined ? [] : located;
  return { filter: { ...evaluated, text: parsed.shown }, parsed: parsed.filter, remarks };
}

/** The filter with `and active`: what the platform is asked for, and what is told. The life cycle sees to the rest. */
function activeOnly(filter: Filter, text: string): { readonly filter: Filter; readonly shown: string } {
  const shown = filter.expression.type === "or" ? `(${text}) and active` : `${text} and active`;
  const narrowed = parseFilter(shown).filter;
  // Only a filter as long or deep as can be has no room for more; then it stays as it is.
  return narrowed === undefined ? { filter, shown: text } : { filter: narrowed, shown };
}

/** Flags that say what never becomes a rule. */
export interface GuardFlags {
  readonly allowlist?: readonly string[];
  readonly guard?: string;
}

/**
 * Reads `--guard` and `--allowlist`.
 *
 * @throws UsageError and ConfigurationFault when they can't be used.
 */
export async function readGuards(flags: GuardFlags, template: Template): Promise<Guards> {
  const selection = flags.guard === undefined ? { guards: template.guards } : parseGuardSelection(flags.guard, template.guards);
  if ("problem" in selection) throw new UsageError(selection.problem, selection.help);
  const allowlists: ValueList[] = [];
  for (const path of flags.allowlist ?? []) {
    // oxlint-disable-next-line no-await-in-loop -- the first file with a fault is the one to tell
    const source = await readTextFile(path, "the allowlist");
    const { list, diagnostics } = parseValueList(source);
    if (list === undefined) throw new ConfigurationFault(diagnostics.map((diagnostic) => ({ source, diagnostic })), EXIT.usage);
    allowlists.push(list);
  }
  return createGuards({ enabled: selection.guards, allowlists, selectivity: template.selectivity });
}
