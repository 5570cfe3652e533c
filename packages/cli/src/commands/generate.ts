import { join, resolve } from "node:path";
import { SourceText } from "@sigwright/core";
import type { LocatedDiagnostic, SignatureFormat } from "@sigwright/core";
import type { Filter } from "@sigwright/filter";
import { discardOutput, generate, parseLedger } from "@sigwright/ruleset";
import type { Guards, IndicatorFilter, RetiredRules, RulesetRequest, SidLedger, Template } from "@sigwright/ruleset";
import { readAppendedLists } from "../appended-lists.ts";
import type { CommandContext, Reporter } from "../command-context.ts";
import { diagnosticText, hasErrors } from "../diagnostic-report.ts";
import { digestOf, diskOutput } from "../disk-output.ts";
import { diskRunStore } from "../disk-run-store.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { selectEmittingFormats } from "../format-selection.ts";
import { FORMATS } from "../formats.ts";
import { ConfigurationFault, readFilter, readGuards, readTime } from "../generation-configuration.ts";
import { isTold } from "../error-report.ts";
import { failureRecord, generationRecord } from "../generation-record.ts";
import { generationText } from "../generation-text.ts";
import { readOutputBefore } from "../output-before.ts";
import { outputName } from "../output-name.ts";
import { createProgressLine } from "../progress-line.ts";
import { seeFile } from "../seen-file.ts";
import type { SeenFile } from "../seen-file.ts";
import { isPlatformSource, openSource } from "../source-spec.ts";
import { readManifests, removeStale, staleFiles } from "../stale-files.ts";
import { selectTargets } from "../target-selection.ts";
import { openTemplate, targetOf, withRetired } from "../template-file.ts";
import { mustBeReplaceable, readBytes, readBytesIfThere, readTextFileIfThere } from "../text-file.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** Flags of `generate`. */
export interface GenerateFlags {
  readonly source: string;
  readonly format: readonly string[];
  readonly out?: string;
  readonly filter?: string;
  readonly template?: string;
  readonly target?: readonly string[];
  readonly name?: string;
  readonly append?: string;
  readonly sidLedger?: string;
  readonly allowlist?: readonly string[];
  readonly guard?: string;
  readonly retired?: RetiredRules;
  readonly listChanges?: boolean;
  readonly plan?: boolean;
  readonly now?: string;
  readonly reporter: Reporter;
}

/** What the flags and the files they name come to. */
interface Configuration {
  readonly template: Template;
  /** What is odd about the filter and the template, though they can be used. */
  readonly remarks: readonly LocatedDiagnostic[];
  readonly filter: IndicatorFilter;
  readonly parsed: Filter;
  readonly guards: Guards;
  readonly rulesets: readonly RulesetRequest[];
  readonly ledger?: SidLedger;
  /** Of the ledger's file as it was read; `undefined` when there is none. */
  readonly ledgerDigest: string | undefined;
}

/** Faults of the configuration that are told when the work begins, beside those in the template. */
const CONFIGURATION: ReadonlySet<string> = new Set(["generate/append-unreadable"]);

/** Makes rules of indicators. */
export async function generateCommand(flags: GenerateFlags, context: CommandContext): Promise<ExitCode> {
  const { io, errPaint } = context;
  const fail = (diagnostics: readonly LocatedDiagnostic[], exitCode: ExitCode): ExitCode => {
    if (flags.reporter === "json") io.out.write(failureRecord(diagnostics, undefined));
    else io.err.write(diagnosticText(diagnostics, { paint: errPaint, stream: io.err, most: 20 }).replace(/\n\n$/, "\n"));
    return exitCode;
  };
  try {
    return await run(flags, context, fail);
  } catch (error) {
    if (error instanceof ConfigurationFault) return fail(error.diagnostics, error.exitCode);
    if (flags.reporter === "json" && isTold(error)) io.out.write(failureRecord([], error));
    throw error;
  }
}

async function run(
  flags: GenerateFlags,
  context: CommandContext,
  fail: (diagnostics: readonly LocatedDiagnostic[], exitCode: ExitCode) => ExitCode,
): Promise<ExitCode> {
  const { io, paint, quiet } = context;
  const isPlan = flags.plan === true;
  if (flags.out === undefined && !isPlan) {
    throw new UsageError("`--out` is missing", "name the folder to write to, or give `--plan` to see what would be written");
  }
  const now = readTime(flags.now);
  const { remarks, parsed, ledgerDigest, ...configuration } = await configure(flags, now);
  const progress = createProgressLine(context);
  const source = await openSource(flags.source, io, { filter: parsed, now: new Date(now), onPage: progress.page });
  const name = outputName(flags.name, source.name);

  // Seen before it is read: what another run writes from now on shows.
  const seen = flags.listChanges === true && flags.out !== undefined ? await seeManifests(flags.out, configuration.rulesets) : [];
  const rulesets = await withChanges(await withPrevious(configuration, flags.out, name), flags);
  // An absolute path can't be taken for one in the output folder.
  const ledgerPath = flags.sidLedger === undefined ? undefined : resolve(flags.sidLedger);
  const shared = ledgerPath === undefined ? [] : [{ path: ledgerPath, before: ledgerDigest }];
  const before = flags.out === undefined ? undefined : await readManifests(flags.out, rulesets.map(({ folder = "" }) => folder));
  const output = isPlan ? discardOutput() : await diskOutput(flags.out!, shared, seen);
  const generated = await generate({
    ...configuration,
    rulesets,
    source,
    name,
    ...(ledgerPath === undefined ? {} : { ledgerPath }),
    now,
    tool: `sigwright ${version()}`,
    output,
    runStore: diskRunStore(),
    onProgress: progress.update,
  }).finally(progress.clear);

  if (generated.status === "failed") {
    const { source: templateText } = configuration.template;
    const isConfiguration = generated.diagnostics.some(
      ({ source: text, diagnostic }) => text === templateText || CONFIGURATION.has(diagnostic.code),
    );
    return fail(generated.diagnostics, isConfiguration ? EXIT.usage : EXIT.findings);
  }
  const result = {
    ...generated,
    problems: [...generated.problems, ...remarks],
    problemCount: generated.problemCount + remarks.length,
  };
  const stale = before === undefined ? [] : await staleFiles(flags.out!, before, generated.rulesets);
  const report = {
    result,
    removed: isPlan ? stale : await removeStale(flags.out!, stale),
    isPlan,
    now,
    source: source.spec,
    filter: configuration.filter.text,
    template: configuration.template,
    out: flags.out,
    ledgerPath: flags.sidLedger,
  };
  if (flags.reporter === "json") io.out.write(generationRecord(report));
  else if (!quiet) io.out.write(generationText(report, { paint, stream: io.out }));
  else io.err.write(errorsText(result.problems, context));
  const malformed = result.rulesets[0]?.counts.malformed ?? 0;
  return malformed > 0 || hasErrors(result.problems) ? EXIT.findings : EXIT.ok;
}

/** What even somebody who wants it quiet has to know: why the exit code is not 0. */
function errorsText(problems: readonly LocatedDiagnostic[], { io, errPaint }: CommandContext): string {
  const errors = problems.filter(({ diagnostic }) => diagnostic.severity === "error");
  return diagnosticText(errors, { paint: errPaint, stream: io.err, most: 5 }).replace(/\n\n$/, "\n");
}

/** Reads everything that is configured, so that what is wrong with it is told before any work. */
async function configure(flags: GenerateFlags, now: string): Promise<Configuration> {
  const formats = selectEmittingFormats(flags.format);
  const targets = selectTargets(flags.target ?? [], formats);
  const { template: opened, diagnostics } = await openTemplate(flags.template, FORMATS);
  if (opened === undefined) throw new ConfigurationFault(diagnostics, EXIT.usage);
  const template = withRetired(opened, flags.retired);
  const { filter, parsed, remarks } = readFilter({ given: flags.filter, template, now, isPlatform: isPlatformSource(flags.source) });
  const guards = await readGuards(flags, template);
  const ledger = flags.sidLedger === undefined ? undefined : await readLedger(flags.sidLedger);
  const append = flags.append === undefined ? undefined : await readAppend(flags.append, formats, targets, flags.out);
  const rulesets = formats.map((format): RulesetRequest => {
    const target = targetOf(format, targets);
    return {
      format,
      ...(target === undefined ? {} : { target }),
      ...(formats.length === 1 ? {} : { folder: format.id }),
      ...(append === undefined ? {} : { append }),
    };
  });
  const known = ledger === undefined ? {} : { ledger: ledger.ledger };
  return { template, remarks: [...remarks, ...diagnostics], filter, parsed, guards, rulesets, ...known, ledgerDigest: ledger?.digest };
}

/** The requests with the rules files of the run before, where retired rules are to be kept. */
async function withPrevious({ template, rulesets }: Pick<Configuration, "template" | "rulesets">, out: string | undefined, name: string): Promise<readonly RulesetRequest[]> {
  if (template.lifecycle.retired !== "comment" || out === undefined) return rulesets;
  return Promise.all(
    rulesets.map(async (request) => {
      const path = join(out, request.folder ?? "", `${name}${request.format.extensions[0] ?? ""}`);
      const previous = await readTextFileIfThere(path, "the rules of the run before");
      return previous === undefined ? request : { ...request, previous: previous.text };
    }),
  );
}

/** The manifests in the output folder, whose lists changes are told against. */
function seeManifests(out: string, rulesets: readonly RulesetRequest[]): Promise<readonly SeenFile[]> {
  return Promise.all(rulesets.map(({ folder = "" }) => seeFile(join(out, folder, "manifest.json"))));
}

/** The requests with what stands in the output folder, where changes of lists are asked for. */
async function withChanges(rulesets: readonly RulesetRequest[], { listChanges, out }: GenerateFlags): Promise<readonly RulesetRequest[]> {
  if (listChanges !== true) return rulesets;
  if (out === undefined) throw new UsageError("`--list-changes` needs `--out`", "name the folder that holds the output which the changes are told against");
  if (!rulesets.some(({ format }) => format.listCommands !== undefined)) {
    const able = FORMATS.filter(({ listCommands }) => listCommands !== undefined).map(({ id }) => `\`${id}\``);
    throw new UsageError("`--list-changes` is for formats whose engine takes changes of lists while it runs", `that is ${able.join(", ")}`);
  }
  return Promise.all(rulesets.map(async (request) => ({ ...request, listChanges: { before: await readOutputBefore(out, request.folder ?? "") } })));
}

async function readLedger(path: string): Promise<{ readonly ledger: SidLedger; readonly digest: string } | undefined> {
  await mustBeReplaceable(path, "the sid ledger");
  const bytes = await readBytesIfThere(path, "the sid ledger");
  if (bytes === undefined) return undefined;
  const source = SourceText.fromBytes(bytes, { path });
  const { ledger, diagnostics } = parseLedger(source);
  if (ledger === undefined) {
    throw new ConfigurationFault(diagnostics.map((diagnostic) => ({ source, diagnostic })), EXIT.findings);
  }
  return { ledger, digest: digestOf(bytes) };
}

async function readAppend(path: string, formats: readonly SignatureFormat[], targets: Parameters<typeof targetOf>[1], out: string | undefined): Promise<RulesetRequest["append"]> {
  const [format] = formats;
  if (formats.length > 1 || format === undefined) {
    throw new UsageError("`--append` needs one format", "rules of several formats can't stand in one file; run once for each");
  }
  const bytes = await readBytes(path, "--append");
  const target = targetOf(format, targets) ?? format.targets?.[0];
  const lists = target === undefined ? [] : await readAppendedLists({ path, bytes, format, target, out });
  return { path, bytes, lists };
}
