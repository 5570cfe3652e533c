import { dirname, join, relative } from "node:path";
import { type Diagnostic, SourceText, type Target } from "@sigwright/core";
import type { CheckedFile } from "@sigwright/review";
import type { CommandContext } from "../command-context.ts";
import { diagnosticCatalogue } from "../diagnostic-catalogue.ts";
import { diagnosticText } from "../diagnostic-report.ts";
import { DISK, type FileTree, pathInRepository } from "../file-tree.ts";
import { type ConfigurationFlags, readRuleConfiguration } from "../rule-configuration.ts";
import { UsageError } from "../usage-error.ts";
import { type Base, flagsOfBase, openBase, placeInBase, treeWithBase } from "./base-files.ts";
import { type CheckPolicy, createPolicy } from "./check-policy.ts";
import type { Configuration, PlacedText } from "./configuration.ts";
import { CONFIGURATION_NAME, findOnDisk, foldersUp, realPath, startFolder, writtenPath } from "./find-configuration.ts";
import { knownNames } from "./known-names.ts";
import type { ConfigurationRead } from "./read-configuration.ts";

/** Which configuration is wanted, and for what. */
export interface PolicyRequest extends ConfigurationFlags {
  /** The one to read; false for none. Default: the nearest one, from the paths up. */
  readonly config?: string | false | undefined;
  /** What is checked, as it was given. */
  readonly paths: readonly string[];
  /** What the change that is checked is compared with: its configuration counts, and not the change's. */
  readonly base?: string | undefined;
  readonly targets: readonly Target[];
  readonly profiles?: ReadonlySet<string>;
  /** The disk, for those who want to know what is read of it. */
  readonly disk?: FileTree | undefined;
  /** Where a file is that reports call so. Default: from the current folder. */
  readonly placeOf?: (path: string) => string;
  /** What reports call a file, by its absolute path. Default: from the current folder. */
  readonly nameOf?: (path: string) => string;
}

/** A configuration that was found, and where. */
interface Found {
  readonly path: string;
  readonly tree: FileTree;
}

/**
 * Reads the configuration for a check. With a base, it is that of the base as far as it lies in the repository, with all
 * files that it names: a change under review can't say how it is to be judged. What the change makes of it is remarked.
 *
 * @throws UsageError when it is not in order, or when it is not clear which one is meant.
 */
export async function openPolicy(request: PolicyRequest, context: CommandContext): Promise<CheckPolicy> {
  const { io, errPaint, quiet } = context;
  const note = (text: string): void => {
    if (!quiet) io.err.write(`${errPaint.dim("note:")} ${text}\n`);
  };
  const { targets, profiles, placeOf, nameOf = (path: string) => relative(process.cwd(), path) || path } = request;
  const base = request.base === undefined ? undefined : await openBase(request.base);
  const named = base === undefined ? request : await flagsOfBase(base, request, note);
  const flags = await readRuleConfiguration(named, note, { tree: base === undefined ? (request.disk ?? DISK) : treeWithBase(base), nameOf: (key) => `--${key}` });
  const common = { targets, ...(profiles === undefined ? {} : { profiles }), ...(placeOf === undefined ? {} : { placeOf }) };
  if (request.config === false) {
    const remarks = base === undefined ? [] : await remarksOn(base, new Map(flagFiles(base, request).map((path) => [path, []])), nameOf);
    return createPolicy({ ...common, configuration: undefined, folder: realPath("."), engineFiles: flags, remarks });
  }

  const found = locate(request, base);
  const read = found === undefined ? undefined : await readFound(found, nameOf);
  if (read !== undefined && read.configuration === undefined) {
    io.err.write(diagnosticText(located(read), { paint: errPaint, stream: io.err }));
    // What is on the base already must not keep the change from being checked that mends it.
    if (base === undefined) throw new UsageError(`${nameOf(found!.path)} is not in order, so nothing was checked`, "mend it, or check without it: --no-config");
    note(`${nameOf(found!.path)} is not in order in \`${base.ref}\`: checked without it`);
  } else if (read !== undefined && !quiet) io.err.write(diagnosticText(located(read), { paint: errPaint, stream: io.err }));

  const configuration = read?.configuration;
  const folder = found === undefined ? realPath(".") : dirname(found.path);
  const ofFiles = found === undefined || configuration === undefined ? {} : await engineFilesOf(configuration, named, found, note);
  const baseline = configuration?.baseline === undefined ? undefined : join(folder, configuration.baseline.text);
  return createPolicy({
    ...common,
    configuration,
    folder,
    engineFiles: { ...ofFiles, ...flags },
    remarks: base === undefined ? [] : await remarksOn(base, await filesInQuestion(base, request, found, configuration, nameOf), nameOf),
    ...(baseline === undefined ? {} : { baseline }),
  });
}

/** Finds the configuration that counts. */
function locate({ config, paths, disk = DISK }: PolicyRequest, base: Base | undefined): Found | undefined {
  if (typeof config === "string") {
    // A file of the repository may be of the change, too; one that lies elsewhere can't be.
    const place = base === undefined ? undefined : placeInBase(base, config);
    if (base === undefined || place === undefined) return { path: realPath(config), tree: disk };
    return base.paths.has(place) ? { path: place, tree: base.tree } : undefined;
  }
  return theOnly(paths, (folder) => {
    if (base === undefined || pathInRepository(base.repository.root, folder) === undefined) {
      const path = findOnDisk(folder);
      return path === undefined ? undefined : { path, tree: disk };
    }
    const path = foldersUp(folder)
      .map((each) => join(each, CONFIGURATION_NAME))
      .find((each) => base.paths.has(each));
    return path === undefined ? undefined : { path, tree: base.tree };
  });
}

function theOnly(paths: readonly string[], find: (folder: string) => Found | undefined): Found | undefined {
  const all = new Map<string | undefined, Found | undefined>();
  for (const path of paths) {
    const found = find(startFolder(path));
    all.set(found?.path, found);
  }
  if (all.size <= 1) return [...all.values()][0];
  const names = [...all.keys()].map((path) => (path === undefined ? "none" : `\`${relative(process.cwd(), path)}\``));
  throw new UsageError(`the paths have several configurations: ${names.join(", ")}`, "check them one by one, or say which counts: --config FILE");
}

type ReadFile = ConfigurationRead & { readonly source: SourceText };

function located({ source, diagnostics }: ReadFile): readonly { readonly source: SourceText; readonly diagnostic: Diagnostic }[] {
  return diagnostics.map((diagnostic) => ({ source, diagnostic }));
}

/** Reads a configuration, and sees whether the files that it names are there. */
async function readFound({ path, tree }: Found, nameOf: (path: string) => string): Promise<ReadFile> {
  const raw = await tree.read(path, "the configuration");
  if (raw === undefined) throw new UsageError(`there is no file \`${nameOf(path)}\` for --config`, "check the path; it is taken from the current folder");
  const source = SourceText.fromString(raw.text, { path: nameOf(path) });
  // What reads YAML takes long to load, and many checks have none to read.
  const { readConfiguration } = await import("./read-configuration.ts");
  const read = readConfiguration(source, knownNames(diagnosticCatalogue()));
  if (read.configuration === undefined) return { ...read, source };
  const missing: Diagnostic[] = [];
  for (const { text, range } of namedFiles(read.configuration)) {
    // oxlint-disable-next-line no-await-in-loop -- four files at most
    const fault = await faultOfNamed(join(dirname(path), text), tree, dirname(path));
    if (fault === undefined) continue;
    const help = "files that the configuration names lie in its folder or below";
    missing.push({ code: "configuration/file", severity: "error", rejects: false, message: `\`${text}\` ${fault}`, range, help });
  }
  return missing.length === 0 ? { ...read, source } : { source, diagnostics: [...read.diagnostics, ...missing] };
}

async function faultOfNamed(path: string, tree: FileTree, folder: string): Promise<string | undefined> {
  try {
    const real = await tree.followLinks(path);
    if (pathInRepository(folder, real) === undefined) return "leads out of the folder of the configuration";
    return (await tree.read(path, "the configuration")) === undefined ? "is not there" : undefined;
  } catch {
    return "is not there";
  }
}

/** The files of the engine that a configuration names. */
function namedFiles({ engine }: Configuration): readonly PlacedText[] {
  return [engine.suricataYaml, engine.classification, engine.referenceConfig].filter((file) => file !== undefined);
}

/** Reads the engine's files that the configuration names and no flag takes the place of. */
async function engineFilesOf({ engine }: Configuration, flags: ConfigurationFlags, { path, tree }: Found, note: (text: string) => void): ReturnType<typeof readRuleConfiguration> {
  const files: Record<string, string> = {};
  for (const key of ["suricataYaml", "classification", "referenceConfig"] as const) {
    const named = engine[key];
    if (named !== undefined && flags[key] === undefined) files[key] = join(dirname(path), named.text);
  }
  return await readRuleConfiguration(files, note, { tree, nameOf: (key) => `\`engine.${key}\`` });
}

/**
 * The files of a change: what a link leads to is no part of it, and would be shown to whoever reads the findings.
 */
const CHANGE: FileTree = {
  read: async (path, what) => (realPath(path) === path ? await DISK.read(path, what) : undefined),
  followLinks: DISK.followLinks,
};

function withoutLinks(found: Found | undefined): Found | undefined {
  return found === undefined ? undefined : { ...found, tree: CHANGE };
}

/** The files that configure a check, on the base or by the change, absolute; with what is wrong with those of the change. */
async function filesInQuestion(
  base: Base,
  request: PolicyRequest,
  counted: Found | undefined,
  configuration: Configuration | undefined,
  nameOf: (path: string) => string,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const now = typeof request.config === "string" ? { path: writtenPath(request.config), tree: CHANGE } : withoutLinks(locate(request, undefined));
  const read = now === undefined || (await CHANGE.read(now.path, "the configuration")) === undefined ? undefined : await readFound(now, nameOf);
  const paths = new Map<string, readonly Diagnostic[]>();
  for (const [found, used] of [[counted, configuration], [read === undefined ? undefined : now, read?.configuration]] as const) {
    if (found === undefined) continue;
    paths.set(found.path, found === now ? (read?.diagnostics ?? []) : []);
    for (const { text } of used === undefined ? [] : [...namedFiles(used), ...(used.baseline === undefined ? [] : [used.baseline])]) {
      const path = join(dirname(found.path), text);
      if (!paths.has(path)) paths.set(path, []);
    }
  }
  for (const path of flagFiles(base, request)) if (!paths.has(path)) paths.set(path, []);
  return paths;
}

/** The files of the repository that flags name. */
function flagFiles(base: Base, { suricataYaml, classification, referenceConfig }: ConfigurationFlags): readonly string[] {
  return [suricataYaml, classification, referenceConfig].flatMap((given) => (given === undefined ? [] : (placeInBase(base, given) ?? [])));
}

/**
 * What a change makes of the files that configure a check, in words for whoever reviews it: as files with findings, so
 * that they are reported where all others are.
 */
async function remarksOn(base: Base, paths: ReadonlyMap<string, readonly Diagnostic[]>, nameOf: (path: string) => string): Promise<readonly CheckedFile[]> {
  const files: CheckedFile[] = [];
  for (const [path, diagnostics] of paths) {
    if (pathInRepository(base.repository.root, path) === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- a handful of files
    const [before, after] = [await base.tree.read(path, "the configuration"), await CHANGE.read(path, "the configuration")];
    if (before?.text === after?.text) continue;
    const source = SourceText.fromString(after?.text ?? "", { path: nameOf(path) });
    files.push({
      path: nameOf(path),
      source,
      format: "configuration",
      rules: [],
      diagnostics: [changed(base.ref, before === undefined, after === undefined), ...diagnostics].map((diagnostic) => ({ diagnostic })),
    });
  }
  return files;
}

function changed(ref: string, isNew: boolean, isGone: boolean): Diagnostic {
  const what = isNew ? "this new configuration does" : isGone ? "that this configuration is taken away does" : "what is changed in this configuration does";
  return {
    code: "configuration/changed",
    severity: "info",
    rejects: false,
    message: `${what} not count yet: the check goes by what \`${ref}\` says`,
    range: { start: 0, end: 0 },
    help: "a change can't say how it is judged itself; it counts once it is merged, so read it with care",
  };
}
