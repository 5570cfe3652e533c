import { relative, sep } from "node:path";
import type { RuleConfiguration, SignatureFormat, Target } from "@sigwright/core";
import { applySeverities, applySuppressions, type CheckedFile, checkSids, type CheckOptions, checkSet, type KnownSets, type SeverityLevel } from "@sigwright/review";
import { diagnosticCatalogue } from "../diagnostic-catalogue.ts";
import type { Configuration, FileEntry, Levels } from "./configuration.ts";
import { engineConfiguration } from "./engine-configuration.ts";
import { realPath } from "./find-configuration.ts";

/** How one file is checked, by the configuration. */
export interface FileSettings {
  /** Whether it is passed over where a folder or a pattern stands for it. */
  readonly isIgnored: boolean;
  readonly format: SignatureFormat | undefined;
  readonly targets: readonly Target[];
  /** Profiles whose advice is given. */
  readonly profiles: ReadonlySet<string>;
}

/** All that a configuration says of a check; without one, that nothing is special. */
export interface CheckPolicy {
  readonly settingsOf: (path: string) => FileSettings;
  /** What the engine of a format is configured with; undefined for what it is shipped with. */
  readonly engineOf: (format: string) => RuleConfiguration | undefined;
  /** Files with what is wrong among the rules of each format. */
  readonly checkSets: (files: readonly CheckedFile[], formats: readonly SignatureFormat[], options: CheckOptions, known?: KnownSets) => readonly CheckedFile[];
  /** Files with the findings that the policy makes and without those that it, or a comment, does not want. */
  readonly settle: (files: readonly CheckedFile[]) => readonly CheckedFile[];
  /** What is to be said of the configuration itself. */
  readonly remarks: readonly CheckedFile[];
  /** The baseline that the configuration names; absolute. */
  readonly baseline?: string;
}

/** What a policy is made of. */
export interface PolicyParts {
  readonly configuration: Configuration | undefined;
  /** The configuration's folder, absolute and without links. */
  readonly folder: string;
  /** The targets that were asked for outright; they take the place of the configuration's. */
  readonly targets: readonly Target[];
  /** The profiles that were asked for outright; they take the place of the configuration's. Default: none were. */
  readonly profiles?: ReadonlySet<string>;
  /** What was read from the engine's configuration files. */
  readonly engineFiles: RuleConfiguration;
  readonly remarks: readonly CheckedFile[];
  readonly baseline?: string;
  /** Where a file is that reports call so, absolute. Default: from the current folder. */
  readonly placeOf?: (path: string) => string;
}

/** Asked for only where a comment names a code in vain. */
function allCodes(): ReadonlySet<string> {
  return new Set(diagnosticCatalogue().map(({ code }) => code));
}

/** Puts a policy together. */
export function createPolicy({ configuration, folder, targets, profiles = new Set(), engineFiles, remarks, baseline, placeOf = realPath }: PolicyParts): CheckPolicy {
  const engines = new Map<string, RuleConfiguration | undefined>();
  const engineOf = (format: string): RuleConfiguration | undefined => {
    if (!engines.has(format)) engines.set(format, engineConfiguration(format, engineFiles, configuration));
    return engines.get(format);
  };
  const places = new Map<string, readonly string[] | undefined>();
  const partsOf = (path: string): readonly string[] | undefined => {
    if (!places.has(path)) places.set(path, partsBelow(folder, placeOf(path)));
    return places.get(path);
  };
  const entriesOf = (path: string): readonly FileEntry[] => {
    const parts = partsOf(path);
    return parts === undefined || configuration === undefined ? [] : configuration.files.filter(({ matches }) => matches(parts)).toReversed();
  };
  return {
    settingsOf(path) {
      const parts = partsOf(path);
      const entries = entriesOf(path);
      const named = entries.find((entry) => entry.targets !== undefined)?.targets ?? configuration?.targets ?? [];
      return {
        isIgnored: parts !== undefined && configuration !== undefined && configuration.isIgnored(parts),
        format: entries.find(({ format }) => format !== undefined)?.format,
        targets: targets.length > 0 ? targets : named,
        profiles: profiles.size > 0 ? profiles : (entries.find((entry) => entry.profiles !== undefined)?.profiles ?? configuration?.profiles ?? profiles),
      };
    },
    engineOf,
    checkSets(files, formats, options, known) {
      const result = [...files];
      for (const id of new Set(files.map(({ format }) => format))) {
        const indexes = [...files.keys()].filter((index) => files[index]!.format === id);
        const engine = engineOf(id);
        const checked = checkSet(indexes.map((index) => files[index]!), formats, engine === undefined ? options : { ...options, configuration: engine }, known);
        for (const [at, index] of indexes.entries()) result[index] = checked[at]!;
      }
      return result;
    },
    settle(files) {
      if (configuration === undefined) return applySuppressions(files, allCodes);
      const withSids = configuration.sids.length === 0 ? files : checkSids(files, ({ path }) => sidPolicy(configuration, partsOf(path)));
      return applySuppressions(withSids, allCodes).map((file) => {
        const levels = [...entriesOf(file.path).map((entry) => entry.levels), configuration.levels];
        return levels.every(({ size }) => size === 0) ? file : applySeverities(file, (code) => levelOf(code, levels));
      });
    },
    remarks,
    ...(baseline === undefined ? {} : { baseline }),
  };
}

function sidPolicy({ sids }: Configuration, parts: readonly string[] | undefined): ReturnType<Parameters<typeof checkSids>[1]> {
  const isOwn = (entry: Configuration["sids"][number]): boolean => parts !== undefined && entry.matches(parts);
  return { own: sids.filter(isOwn), others: sids.filter((entry) => !isOwn(entry)) };
}

/** What the first of several says of a code; a code's own name goes before that of its kind. */
function levelOf(code: string, all: readonly Levels[]): SeverityLevel | undefined {
  const kind = `${code.slice(0, code.indexOf("/"))}/*`;
  for (const levels of all) {
    const level = levels.get(code) ?? levels.get(kind);
    if (level !== undefined) return level;
  }
  return undefined;
}

function partsBelow(folder: string, path: string): readonly string[] | undefined {
  const parts = relative(folder, path).split(sep);
  return parts[0] === ".." || /^[A-Za-z]:/.test(parts[0]!) ? undefined : parts;
}
