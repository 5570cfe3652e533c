import type { LocatedDiagnostic } from "@sigwright/core";
import { sync } from "@sigwright/ruleset";
import type { RetiredRules } from "@sigwright/ruleset";
import { threatConnectSource, threatConnectStore } from "@sigwright/threatconnect";
import type { CommandContext, Reporter } from "../command-context.ts";
import { diagnosticText, hasErrors } from "../diagnostic-report.ts";
import { diskRunStore } from "../disk-run-store.ts";
import { isTold } from "../error-report.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { selectEmittingFormats } from "../format-selection.ts";
import { FORMATS } from "../formats.ts";
import { ConfigurationFault, readFilter, readGuards, readTime } from "../generation-configuration.ts";
import { failureRecord } from "../generation-record.ts";
import { eventText, openPlatform } from "../platform-access.ts";
import { createProgressLine } from "../progress-line.ts";
import { parseGroupSpec } from "../sync/group-spec.ts";
import { syncRecord } from "../sync/sync-record.ts";
import type { SyncReport } from "../sync/sync-report.ts";
import { syncText } from "../sync/sync-text.ts";
import { selectTargets } from "../target-selection.ts";
import { openTemplate, targetOf, withRetired } from "../template-file.ts";
import { version } from "../version.ts";

/** Flags of `sync`. */
export interface SyncFlags {
  readonly format: readonly string[];
  readonly filter?: string;
  readonly template?: string;
  readonly owner?: string;
  readonly target?: readonly string[];
  readonly allowlist?: readonly string[];
  readonly guard?: string;
  readonly sideFiles: "none" | "document";
  readonly overwriteEdited?: boolean;
  readonly allowEmpty?: boolean;
  readonly retired?: RetiredRules;
  readonly plan?: boolean;
  readonly dryRun?: boolean;
  readonly now?: string;
  readonly reporter: Reporter;
}

/** Makes rules of a group's indicators and stores them on the platform as signatures of the group. */
export async function syncCommand(spec: string, flags: SyncFlags, context: CommandContext): Promise<ExitCode> {
  const { io, errPaint } = context;
  const fail = (diagnostics: readonly LocatedDiagnostic[], exitCode: ExitCode): ExitCode => {
    if (flags.reporter === "json") io.out.write(failureRecord(diagnostics, undefined));
    else io.err.write(diagnosticText(diagnostics, { paint: errPaint, stream: io.err, most: 20 }).replace(/\n\n$/, "\n"));
    return exitCode;
  };
  try {
    return await run(spec, flags, context, fail);
  } catch (error) {
    if (error instanceof ConfigurationFault) return fail(error.diagnostics, error.exitCode);
    if (flags.reporter === "json" && isTold(error)) io.out.write(failureRecord([], error));
    throw error;
  }
}

async function run(
  spec: string,
  flags: SyncFlags,
  context: CommandContext,
  fail: (diagnostics: readonly LocatedDiagnostic[], exitCode: ExitCode) => ExitCode,
): Promise<ExitCode> {
  const { io, paint, errPaint, quiet } = context;
  const named = parseGroupSpec(spec);
  const now = readTime(flags.now);
  const formats = selectEmittingFormats(flags.format);
  const targets = selectTargets(flags.target ?? [], formats);
  const { template: opened, diagnostics } = await openTemplate(flags.template, FORMATS);
  if (opened === undefined) throw new ConfigurationFault(diagnostics, EXIT.usage);
  const template = withRetired(opened, flags.retired);
  const { filter, parsed, remarks } = readFilter({ given: flags.filter, template, now, isPlatform: true });
  const guards = await readGuards(flags, template);

  const progress = createProgressLine(context);
  const { client, owner: usual } = openPlatform(io, (event) => {
    // A wrong clock is worth knowing later, too; a pause is over when it is over.
    if (event.kind === "clock" && !quiet) io.err.write(`${errPaint.dim("note:")} ${eventText(event)}\n`);
    else progress.say(eventText(event));
  });
  const owner = flags.owner ?? usual;
  const isPlan = flags.plan === true || flags.dryRun === true;
  const result = await (async () => {
    const source = await threatConnectSource(client, named.text, { filter: parsed, now: new Date(now), allowEmpty: true, onPage: progress.page });
    const group = { id: named.id, type: named.type, name: source.name ?? "" };
    const store = threatConnectStore(client, owner === undefined ? {} : { owner });
    const synced = await sync({
      source,
      group,
      store,
      template,
      filter,
      guards,
      formats: formats.map((format) => {
        const target = targetOf(format, targets);
        return target === undefined ? { format } : { format, target };
      }),
      sideFiles: flags.sideFiles === "document",
      overwriteEdited: flags.overwriteEdited === true,
      allowEmpty: flags.allowEmpty === true,
      isPlan,
      now,
      tool: `sigwright ${version()}`,
      runStore: diskRunStore(),
      onProgress: progress.update,
    });
    return { synced, group };
  })().finally(progress.clear);

  const { synced, group } = result;
  if (synced.status === "failed") {
    const isConfiguration = synced.diagnostics.some(({ source }) => source === template.source);
    return fail(synced.diagnostics, isConfiguration ? EXIT.usage : EXIT.findings);
  }
  const report: SyncReport = {
    ...synced,
    problems: [...synced.problems, ...remarks, ...diagnostics],
    problemCount: synced.problemCount + remarks.length + diagnostics.length,
    group,
    spec: `threatconnect:${named.text}`,
    filter: filter.text,
    template,
    isPlan,
    now,
  };
  if (flags.reporter === "json") io.out.write(syncRecord(report));
  else if (!quiet) io.out.write(syncText(report, { paint, stream: io.out }));
  const isLeft = synced.signatures.some(({ status }) => status === "edited" || status === "kept");
  const isMalformed = synced.signatures.some(({ ruleset }) => ruleset.counts.malformed > 0);
  return isLeft || isMalformed || hasErrors(report.problems) ? EXIT.findings : EXIT.ok;
}
