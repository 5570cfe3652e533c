import type { SignatureFormat, Target } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import { CHECK_REPORTERS, summarise } from "@sigwright/review";
import type { CheckedFile, CheckOptions, CheckReport } from "@sigwright/review";
import type { Detected } from "../cache/check-cache.ts";
import type { FileContent } from "../cache/file-content.ts";
import { openCache, type OpenCache } from "../cache/open-cache.ts";
import { throughBaseline } from "../baseline-file.ts";
import { adviceProfiles } from "../advice-profiles.ts";
import { findingsSince, hadFiles, remarkOnBase } from "../changes-since.ts";
import type { CheckReporterId } from "../check-reporter.ts";
import type { CommandContext } from "../command-context.ts";
import type { CheckPolicy } from "../configuration/check-policy.ts";
import { openPolicy } from "../configuration/open-policy.ts";
import { diagnosticCatalogue } from "../diagnostic-catalogue.ts";
import type { EngineChecked, EngineUse } from "../engine-check.ts";
import { errorReport, errorText } from "../error-report.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { DISK } from "../file-tree.ts";
import { fixFile } from "../fix-file.ts";
import { selectFormats } from "../format-selection.ts";
import { FORMATS } from "../formats.ts";
import { namedFiles } from "../named-files.ts";
import { OutputError } from "../output-error.ts";
import { repositoryPaths } from "../repository-paths.ts";
import { findRulePaths, hasExtension, STANDARD_INPUT } from "../rule-paths.ts";
import { ruleReader } from "../rule-text.ts";
import { selectAllTargets } from "../target-selection.ts";
import { counted } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { WatchedFiles, watchedTree } from "../watch/watched-files.ts";

/** Flags of `check`. */
export interface CheckFlags {
  readonly format?: string;
  readonly target?: readonly string[];
  readonly reporter: CheckReporterId;
  readonly includeDisabled?: boolean;
  readonly maxWarnings?: string;
  readonly since?: string;
  readonly profile?: readonly string[];
  readonly fix?: boolean;
  readonly engine: EngineUse;
  readonly files: "ignore" | "require";
  /** False to know nothing of earlier checks. */
  readonly cache?: boolean;
  readonly watch?: boolean;
  readonly suricataYaml?: string;
  readonly classification?: string;
  readonly referenceConfig?: string;
  /** False for none, whatever there is. */
  readonly config?: string | false;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
}

/** What the flags say, read and understood. */
interface Settings {
  readonly formats: readonly SignatureFormat[];
  /** True when the user named the format: nothing is detected then. */
  readonly isGiven: boolean;
  /** Those that were asked for outright. */
  readonly targets: readonly Target[];
  readonly policy: CheckPolicy;
  readonly options: CheckOptions;
  /** Which findings of a file are to be mended; absent when none are. */
  readonly toMend?: (files: readonly CheckedFile[]) => Promise<readonly CheckedFile[]>;
  readonly mostWarnings: number;
}

/** What one check leaves for the next one. */
interface Session {
  readonly cache: OpenCache;
  /** The files that checks go by; absent when nobody waits for them to change. */
  readonly watched: WatchedFiles | undefined;
}

/** What was checked, and what could not be. */
interface Checked {
  readonly files: readonly CheckedFile[];
  readonly problems: readonly (OutputError | UsageError)[];
}

/** Says of rule files what the engine would refuse, and what it would load and hardly be meant. */
export async function checkCommand(given: readonly string[], flags: CheckFlags, context: CommandContext): Promise<ExitCode> {
  const asked = given.length === 0 ? ["."] : given;
  // An engine that is installed is asked about what is found now.
  const isShared = flags.cache !== false && flags.engine === "off";
  const cache = openCache({ paths: asked, env: context.io.env, isShared, isRepeated: flags.watch === true });
  const watched = flags.watch === true ? new WatchedFiles() : undefined;
  const check = (): Promise<ExitCode> => checkOnce(asked, flags, { cache, watched }, context);
  if (watched === undefined) return await check();
  if (asked.includes(STANDARD_INPUT)) throw new UsageError("`--watch` waits for files to change, and standard input is none", "name files or folders, or leave `--watch` out");
  if (flags.fix === true) throw new UsageError("`--fix` and `--watch` don't go together: an editor would not see what was mended", "mend once, then watch");
  const { watchCheck } = await import("../watch/watch-check.ts");
  return await watchCheck(check, { paths: asked, formats: formatsFor(flags), beside: watched }, context);
}

async function checkOnce(asked: readonly string[], flags: CheckFlags, session: Session, context: CommandContext): Promise<ExitCode> {
  const { io, errPaint, quiet, paint } = context;
  const started = performance.now();
  const note = (text: string): void => {
    if (!quiet) io.err.write(`${errPaint.dim("note:")} ${text}\n`);
  };
  const { cache, watched } = session;
  const settings = await readSettings(asked, flags, session, context);
  const { policy } = settings;
  const { paths: all, problems, notes } = await findRulePaths(asked, settings.formats);
  const paths = all.filter((path) => asked.includes(path) || !policy.settingsOf(path).isIgnored);
  const isNoneLeft = all.length === 0 && problems.length === 0;
  if (isNoneLeft && (flags.since === undefined || !(await hadFiles(flags.since, (path) => hasExtension(path, settings.formats))))) {
    throw new UsageError(notes[0]!, "name files, folders or patterns, or - for standard input");
  }
  for (const text of notes) note(text);
  if (isNoneLeft) note("the change leaves no rule file to check");
  if (paths.length < all.length) note(`${counted(all.length - paths.length, "file")} passed over, as sigwright.yaml says`);

  const checked = await checkAll(paths, settings, session, context);
  cache.settle();
  const heard = await hear(flags.engine, checked.files, policy);
  const failed = [...problems, ...checked.problems];
  if (flags.engine === "require") failed.push(...heard.failures);
  else for (const { message } of heard.failures) note(`an engine was not asked: ${message}`);

  const baseline = flags.baseline ?? policy.baseline;
  // One that is written is no reason to check again.
  if (baseline !== undefined && flags.writeBaseline !== true) watched?.add(baseline);
  const settled = await throughBaseline(policy.settle(heard.files), flags, policy.baseline, note);
  const judged = flags.since === undefined ? settled : await findingsSince(flags.since, settled, (path) => policy.settingsOf(path).isIgnored);
  const remark = flags.since === undefined ? undefined : await remarkOnBase(flags.since);
  if (remark !== undefined) note(remark);
  const files = [...judged, ...policy.remarks];
  const report: CheckReport = {
    files,
    elapsedMs: performance.now() - started,
    ...(heard.answers.length === 0 ? {} : { engines: heard.answers }),
  };
  if (report.files.length > 0 || isNoneLeft) {
    // Logs have room, and rules are long.
    const width = Math.min(Math.max((io.out.columns ?? 128) - 8, 40), 120);
    const reporter = CHECK_REPORTERS.find(({ id }) => id === flags.reporter)!;
    const reporting = { color: paint.color, width, quiet, catalogue: diagnosticCatalogue(), version: version() };
    for (const piece of reporter.write(repositoryPaths(report, reporter.id), reporting)) io.out.write(piece);
  }
  return exitCodeOf(report, failed, settings, context);
}

async function readSettings(paths: readonly string[], flags: CheckFlags, { watched }: Session, context: CommandContext): Promise<Settings> {
  const formats = formatsFor(flags);
  if (formats.length === 0) throw new UsageError(`the format \`${flags.format}\` can't be checked`, "`sigwright formats` lists what each can do");
  const targets = selectAllTargets(flags.target ?? [], FORMATS);
  const strange = targets.find(({ engine }) => !formats.some((format) => format.targets?.some((own) => own.engine === engine)));
  if (strange !== undefined) {
    throw new UsageError(`\`--target ${strange.engine}@${strange.version}\` is no engine for \`--format ${flags.format}\``);
  }
  if (flags.fix === true && paths.includes(STANDARD_INPUT)) throw new UsageError("`--fix` mends files in place, and standard input is none", "name files, or leave `--fix` out");
  const profiles = adviceProfiles(flags.profile ?? []);
  const policy = await openPolicy({ ...flags, paths, base: flags.since, targets, profiles, disk: watched === undefined ? undefined : watchedTree(DISK, watched) }, context);
  return {
    formats,
    isGiven: flags.format !== undefined,
    targets,
    policy,
    options: { includeDisabled: flags.includeDisabled === true, requireFiles: flags.files === "require" },
    ...(flags.fix === true ? { toMend: async (files) => await findingsToMend(files, policy, flags.since) } : {}),
    mostWarnings: readCount(flags.maxWarnings),
  };
}

/** Formats whose files are looked for. */
function formatsFor({ format: id }: CheckFlags): readonly SignatureFormat[] {
  return (id === undefined ? FORMATS : selectFormats([id])).filter((format) => format.parse !== undefined);
}

/** What is reported is mended: neither what is suppressed or off, nor what stands in lines that did not change. */
async function findingsToMend(files: readonly CheckedFile[], policy: CheckPolicy, since: string | undefined): Promise<readonly CheckedFile[]> {
  const settled = policy.settle(files);
  return since === undefined ? settled : await findingsSince(since, settled, (path) => policy.settingsOf(path).isIgnored);
}

function readCount(given: string | undefined): number {
  if (given === undefined) return Infinity;
  if (!/^\d{1,9}$/.test(given)) throw new UsageError(`\`${given}\`, given for \`--max-warnings\`, is no number`, "give a whole number, 0 or more");
  return Number(given);
}

async function checkAll(paths: readonly string[], settings: Settings, { cache, watched }: Session, { io, errPaint, quiet }: CommandContext): Promise<Checked> {
  const note = (text: string): void => {
    if (!quiet) io.err.write(`${errPaint.dim("note:")} ${text}\n`);
  };
  const files: CheckedFile[] = [];
  const problems: (OutputError | UsageError)[] = [];
  const read = ruleReader(io);
  for (const path of paths) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- checking takes all the time, and reading in advance memory
      const content = await read(path);
      const { format, pin } = formatOf(content, settings, cache);
      const conflict = pinConflict(path, pin, format, settings);
      if (conflict !== undefined) note(conflict);
      const { targets: wanted, profiles } = settings.policy.settingsOf(path);
      const targets = targetsOf(format, wanted);
      const configuration = settings.policy.engineOf(format.id);
      const options = { ...settings.options, profiles, ...(configuration === undefined ? {} : { configuration }), fileExists: namedFiles(path, (name) => watched?.add(name)) };
      // oxlint-disable-next-line no-await-in-loop -- as above
      files.push(...(settings.toMend === undefined ? cache.check({ ...content, format, targets, options }) : await fixFile({ path, source: content.source, format, targets, options, wanted: settings.toMend }, note)));
    } catch (error) {
      if (!(error instanceof OutputError) && !(error instanceof UsageError)) throw error;
      problems.push(error);
    }
  }
  return { files: settings.policy.checkSets(files, settings.formats, settings.options, cache.sets), problems };
}

/** What engines say, too. What asks them is loaded only when they are asked: most checks don't. */
async function hear(use: EngineUse, files: readonly CheckedFile[], policy: CheckPolicy): Promise<EngineChecked> {
  if (use === "off") return { files, answers: [], failures: [] };
  const { askEngine } = await import("../engine-check.ts");
  return await askEngine(files, policy.engineOf("suricata") ?? {});
}

function formatOf(content: FileContent, { formats, isGiven, targets, policy }: Settings, cache: OpenCache): Detected & { readonly format: SignatureFormat } {
  const { path } = content;
  const known = isGiven ? formats[0]! : policy.settingsOf(path).format;
  if (known !== undefined) return { format: known, pin: cache.pin(content) };
  const { format, pin } = cache.detect(content, formats);
  return { format: format ?? unrecognised(path, formats, targets), pin };
}

/** The format of a file that does not say what it is. */
function unrecognised(path: string, formats: readonly SignatureFormat[], targets: readonly Target[]): SignatureFormat {
  const ofTarget = formats.find((format) => format.targets?.some(({ engine }) => engine === targets[0]?.engine));
  if (ofTarget !== undefined) return ofTarget;
  // An editor that pipes a first, broken line in wants to hear what is wrong with it.
  if (path === STANDARD_INPUT) return formats[0]!;
  throw new UsageError(
    `${quoted(path, 200)} is not checked: nothing in it looks like a rule, and its name does not say what it is`,
    `name its format with \`--format\`: ${formats.map(({ id }) => id).join(", ")}`,
  );
}

/**
 * Says that a file pins another format than it is checked as.
 *
 * @throws UsageError when it pins what is no format, and nobody says what it is.
 */
function pinConflict(path: string, pin: string | undefined, format: SignatureFormat, { isGiven }: Settings): string | undefined {
  if (pin === undefined || pin === format.id) return undefined;
  if (isGiven) return `${quoted(path, 200)} says \`format=${pin}\` and is checked as ${format.id}, as \`--format\` says`;
  const says = `${quoted(path, 200)} says \`format=${pin}\``;
  try {
    selectFormats([pin]);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${says}, and ${error.message}`, error.help) : error;
  }
  throw new UsageError(`${says}, and files of that format can't be checked`);
}

/** The targets to check for: those asked for, else the format's first. */
function targetsOf(format: SignatureFormat, targets: readonly Target[]): readonly Target[] {
  const known = format.targets ?? [];
  const wanted = targets.filter((target) => known.some(({ engine }) => engine === target.engine));
  return wanted.length > 0 ? wanted : known.slice(0, 1);
}

function exitCodeOf(
  report: CheckReport,
  problems: readonly (OutputError | UsageError)[],
  { mostWarnings }: Settings,
  { io, errPaint }: CommandContext,
): ExitCode {
  const told = problems.map((problem) => errorReport(problem, false));
  for (const problem of told) io.err.write(errorText(problem, errPaint));
  const { errors, warnings } = summarise(report);
  const isOver = warnings > mostWarnings;
  if (isOver) io.err.write(`${counted(warnings, "warning")}, more than the ${mostWarnings} that --max-warnings allows\n`);
  // What could not be read is worse than what could and has faults.
  const worst = told.reduce<ExitCode>((code, problem) => (problem.exitCode > code ? problem.exitCode : code), EXIT.ok);
  if (worst !== EXIT.ok) return worst;
  return errors > 0 || isOver ? EXIT.findings : EXIT.ok;
}
