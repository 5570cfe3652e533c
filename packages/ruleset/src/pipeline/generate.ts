import type {
  AssembleContext,
  IndicatorSource,
  LocatedDiagnostic,
  PushedDown,
  SignatureFormat,
  Target,
} from "@sigwright/core";
import { SourceText, visibleText } from "@sigwright/core";
import type { Guards } from "../guard/guard.ts";
import { SidAllocator } from "../ledger/sid-allocator.ts";
import type { LedgerChange } from "../ledger/sid-allocator.ts";
import { formatLedger } from "../ledger/sid-ledger.ts";
import { explainRetired } from "../lifecycle/explain-retired.ts";
import { createLifecycle } from "../lifecycle/lifecycle-check.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import type { Template } from "../templates/template.ts";
import { readAppendTarget } from "./appended-file.ts";
import type { AppendTarget, AppendedFile } from "./appended-file.ts";
import { compileFormat } from "./compiled-format.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import { GenerationFailure } from "./failure.ts";
import { generateFormat } from "./format-generation.ts";
import type { FormatResult } from "./format-generation.ts";
import type { IndicatorFilter } from "./indicator-filter.ts";
import { MOST_PROBLEMS, takeIn } from "./intake.ts";
import type { OutputBefore } from "./list-recorder.ts";
import type { OutputWriter } from "./output-writer.ts";
import { memoryRunStore } from "./run-store.ts";
import type { RunStore } from "./run-store.ts";
import type { MemoryBudget } from "./sorted-records.ts";
import type { Progress } from "./progress.ts";

/** One ruleset that is asked for. */
export interface RulesetRequest {
  readonly format: SignatureFormat;
  /** The format's first target when absent. */
  readonly target?: Target;
  /** Folder below the output folder, with `/`; the output folder itself when absent. */
  readonly folder?: string;
  /** An existing file that the ruleset is appended to. */
  readonly append?: AppendTarget;
  /** Only signatures that need no file beside the rules. Default false. */
  readonly selfContained?: boolean;
  /** Present to have changes of lists told, against what stood in the output folder before. */
  readonly listChanges?: { readonly before: OutputBefore | undefined };
  /** The rules file of the run before, which retired rules are taken from where the template keeps them as comments. */
  readonly previous?: string;
}

/** What {@link generate} is asked to do. */
export interface GenerateOptions {
  readonly source: IndicatorSource;
  readonly template: Template;
  /** Takes the place of no filter: without one, every indicator passes. */
  readonly filter?: IndicatorFilter;
  readonly guards: Guards;
  /** At least one; no two may share folder and extension. */
  readonly rulesets: readonly RulesetRequest[];
  /** File name of the rules, without extension; the caller sees to it that it is a safe one. */
  readonly name: string;
  readonly ledger?: SidLedger;
  /** Where the output writer puts the changed ledger; it is not written when absent. */
  readonly ledgerPath?: string;
  /** ISO 8601 in UTC; goes to the manifest. */
  readonly now: string;
  /** Name and version of the program, for the manifest. */
  readonly tool: string;
  readonly output: OutputWriter;
  /** Takes what outgrows `memory`. Disposed at the end. In memory when absent. */
  readonly runStore?: RunStore;
  /** Bytes that records may take before they are set aside, roughly. Default 256 MiB. */
  readonly memory?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** What came of {@link generate}. */
export type GenerateResult =
  | {
      readonly status: "generated";
      readonly rulesets: readonly FormatResult[];
      /** The ledger as it is to be kept. */
      readonly ledger: SidLedger;
      /** What is different from the ledger that was given, in the order of keys; why, where something is retired. */
      readonly changes: readonly LedgerChange[];
      /** Malformed rows, then warnings, then remarks on other rows; the first 200. */
      readonly problems: readonly LocatedDiagnostic[];
      readonly problemCount: number;
      /** What the source left out by itself; counted, not enumerated. */
      readonly pushedDown?: PushedDown;
    }
  | { readonly status: "failed"; readonly diagnostics: readonly LocatedDiagnostic[] };

const DEFAULT_MEMORY = 256 * 1024 * 1024;

/**
 * Makes rulesets from a source of indicators in three passes: read, filter and guard; merge and decide about lists;
 * encode, check and write. Everything is written, or nothing. The output depends on the options only, not on the order
 * of the source's rows.
 *
 * Faults of the configuration come back as diagnostics. What the source throws (`SourceError`) and what the writer and
 * the run store reject with is passed on, after the writer was told to abort.
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const runStore = options.runStore ?? memoryRunStore();
  try {
    const prepared = prepare(options);
    return await run(options, prepared, runStore);
  } catch (error) {
    await options.output.abort();
    if (error instanceof GenerationFailure) return { status: "failed", diagnostics: error.diagnostics };
    throw error;
  } finally {
    await runStore.dispose();
  }
}

interface PreparedRuleset {
  readonly request: RulesetRequest;
  readonly compiled: CompiledFormat;
  readonly appended: AppendedFile | undefined;
}

function prepare(options: GenerateOptions): {
  readonly rulesets: readonly PreparedRuleset[];
  readonly warnings: readonly LocatedDiagnostic[];
} {
  const { template, rulesets, source } = options;
  const ledger = options.ledger ?? { entries: [] };
  const faults: LocatedDiagnostic[] = [];
  const warnings: LocatedDiagnostic[] = [];
  const prepared: PreparedRuleset[] = [];
  for (const request of rulesets) {
    const { format } = request;
    if (format.encode === undefined || format.render === undefined || format.assemble === undefined) {
      faults.push(cannotGenerate(format));
      continue;
    }
    const { compiled, diagnostics } = compileFormat(template, format, request.target, request.selfContained);
    const target = request.append;
    const mark = originLine(source);
    const read = target === undefined ? undefined : readAppendTarget({ format, target, ledger, mark });
    const found = [...diagnostics, ...(read?.diagnostics ?? [])];
    for (const located of found) (located.diagnostic.severity === "error" ? faults : warnings).push(located);
    if (compiled !== undefined) prepared.push({ request, compiled, appended: read?.file });
  }
  if (faults.length > 0) throw new GenerationFailure(faults);
  return { rulesets: prepared, warnings };
}

async function run(
  options: GenerateOptions,
  prepared: ReturnType<typeof prepare>,
  runStore: RunStore,
): Promise<GenerateResult> {
  const { source, template, filter, guards, output } = options;
  const budget: MemoryBudget = { limit: options.memory ?? DEFAULT_MEMORY, used: 0 };
  const progress = throttled(options.onProgress);
  const intake = await takeIn({
    source,
    filter,
    guards,
    lifecycle: createLifecycle(template.lifecycle, options.now, filter?.fields ?? new Set()),
    observations: template.observations,
    runStore,
    budget,
    onRow: (done) => progress({ pass: "read", done }),
  });
  const ledger = options.ledger ?? { entries: [] };
  const taken = new Set<number>();
  for (const { appended } of prepared.rulesets) for (const sid of appended?.sids ?? []) taken.add(sid);
  const allocator = new SidAllocator({ ledger, range: template.sids, taken });
  const results: FormatResult[] = [];
  const families = new Map(prepared.rulesets.map(({ compiled }) => [compiled.format.sidFamily ?? "", compiled]));
  const explain = (keys: readonly string[]): ReturnType<typeof explainRetired> =>
    explainRetired(keys, { template, intake, compiled: families, pushedDown: source.pushedDown?.() });
  for (const { request, compiled, appended } of prepared.rulesets) {
    results.push(
      // oxlint-disable-next-line no-await-in-loop -- rulesets share the memory and the ledger
      await generateFormat({
        template,
        compiled,
        appended,
        listChanges: request.listChanges,
        previous: request.previous,
        explain,
        folder: request.folder === undefined ? "" : `${request.folder}/`,
        name: options.name,
        header: headerLines(options),
        head: {
          version: 1,
          tool: options.tool,
          now: options.now,
          filter: filter?.text ?? null,
          template: { id: template.id, hash: template.hash },
        },
        spec: source.spec,
        pushedDown: source.pushedDown?.(),
        intake,
        ledger,
        allocator,
        output,
        runStore,
        budget,
        progress,
      }),
    );
  }
  for (const { compiled } of prepared.rulesets) {
    if (compiled.format.sidFamily !== undefined) allocator.retireRest(compiled.format.sidFamily);
  }
  const kept = allocator.ledger();
  if (options.ledgerPath !== undefined) {
    await output.write(options.ledgerPath, new TextEncoder().encode(formatLedger(kept)));
  }
  const changes = await withReasons(allocator.changes(), explain);
  await output.commit();
  const pushedDown = source.pushedDown?.();
  const warnings = [...prepared.warnings, ...retiredWithoutLedger(options), ...renumberings(changes, prepared.rulesets)];
  return {
    status: "generated",
    rulesets: results,
    ledger: kept,
    changes,
    problems: [...intake.errors, ...warnings, ...intake.remarks].slice(0, MOST_PROBLEMS),
    problemCount: warnings.length + intake.problemCount,
    ...(pushedDown === undefined ? {} : { pushedDown }),
  };
}

async function withReasons(
  changes: readonly LedgerChange[],
  explain: (keys: readonly string[]) => ReturnType<typeof explainRetired>,
): Promise<readonly LedgerChange[]> {
  const reasons = await explain(changes.flatMap(({ change, key }) => (change === "retired" ? [key] : [])));
  return changes.map((change) => {
    const why = change.change === "retired" ? reasons.get(change.key) : undefined;
    return why === undefined || change.change !== "retired" ? change : { ...change, why };
  });
}

/** Says which signatures lost their sid to a rule of the file that is appended to. */
function renumberings(
  changes: readonly LedgerChange[],
  rulesets: readonly PreparedRuleset[],
): readonly LocatedDiagnostic[] {
  const found: LocatedDiagnostic[] = [];
  for (const change of changes) {
    if (change.change !== "renumbered") continue;
    for (const { appended } of rulesets) {
      const rule = appended?.rules.find(({ sid }) => sid === change.oldSid);
      if (appended === undefined || rule === undefined) continue;
      found.push({
        source: appended.source,
        diagnostic: {
          code: "generate/sid-taken",
          severity: "warning",
          rejects: false,
          message: `this rule has the sid ${change.oldSid} of \`${change.key}\`, which has ${change.sid} now`,
          range: rule.range,
          help: "give the template a `sids` range of its own, so that this can't happen again",
        },
      });
    }
  }
  return found;
}

/** Retired rules can only be told from others by a ledger. */
function retiredWithoutLedger({ template, ledger, ledgerPath }: GenerateOptions): readonly LocatedDiagnostic[] {
  if (template.lifecycle.retired !== "comment" || ledger !== undefined || ledgerPath !== undefined) return [];
  const diagnostic: LocatedDiagnostic["diagnostic"] = {
    code: "generate/retired-without-ledger",
    severity: "warning",
    rejects: false,
    message: "retired rules can't be kept as comments without a sid ledger, which knows them",
    range: { start: 0, end: 0 },
    help: "give `--sid-ledger FILE`, or have them removed",
  };
  return [{ source: template.source, diagnostic }];
}

/** Lines that say what made a rules file; without the time, so that nothing changes when nothing changed. */
function headerLines({ source, template, filter, tool }: GenerateOptions): AssembleContext["header"] {
  // Nothing from outside may stand at the end of a line: a backslash there takes the next line in.
  return [
    `Made by ${visibleText(tool)} ${originLine(source)}`,
    `Filter: ${visibleText(filter?.text ?? "none")}; template: ${template.id} (${template.hash.slice(0, 12)}).`,
  ];
}

/** The part of the header that is the same in every version's output from one source. */
function originLine(source: IndicatorSource): string {
  return `from ${visibleText(source.spec)}. Don't edit: the next run writes it anew.`;
}

const PROGRESS_STEP = 1000;

function throttled(onProgress: GenerateOptions["onProgress"]): (progress: Progress) => void {
  if (onProgress === undefined) return () => {};
  return (progress) => {
    if (progress.done % PROGRESS_STEP === 0 || progress.done === progress.total) onProgress(progress);
  };
}

function cannotGenerate(format: SignatureFormat): LocatedDiagnostic {
  return {
    source: SourceText.fromString("", { path: "format" }),
    diagnostic: {
      code: "generate/cannot-generate",
      severity: "error",
      rejects: false,
      message: `the format \`${format.id}\` can't make signatures from indicators`,
      range: { start: 0, end: 0 },
      help: "`sigwright formats` tells which ones can",
    },
  };
}
