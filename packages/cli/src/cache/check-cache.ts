import { extname } from "node:path";
import type { RuleConfiguration, SignatureFormat, Target } from "@sigwright/core";
import { checkFile, type CheckedFile, type CheckOptions, type FileSet, type KnownSets } from "@sigwright/review";
import { detectFormat } from "../format-detection.ts";
import { formatPin } from "../format-pin.ts";
import { keptSets } from "./cached-sets.ts";
import { type FileAnswer, type KeptDetails, packCheck, unpackCheck } from "./checked-record.ts";
import type { EntryStore } from "./entry-store.ts";
import { digestOf, type FileContent } from "./file-content.ts";

/** One file to check. */
export interface CheckRequest extends FileContent {
  readonly format: SignatureFormat;
  readonly targets: readonly Target[];
  readonly options: CheckOptions;
}

/** What was found out of a file by what is in it. */
export interface Detected {
  /** The format that it is taken for; undefined when nothing says what it is. */
  readonly format: SignatureFormat | undefined;
  /** The format that a line of its own says it is of, right or wrong. */
  readonly pin: string | undefined;
}

/** What takes time to find out of files. */
export interface FileCheck {
  readonly detect: (file: FileContent, formats: readonly SignatureFormat[]) => Detected;
  /** The format that a line of the file says it is of, right or wrong. */
  readonly pin: (file: FileContent) => string | undefined;
  readonly check: (request: CheckRequest) => readonly CheckedFile[];
  /** For `checkSet`, with the files that {@link check} gave. */
  readonly sets: KnownSets;
}

/** Finds everything out anew. */
export const uncached: FileCheck = {
  detect: ({ path, source: { text } }, formats) => ({ format: detectFormat(path, text, formats)?.format, pin: formatPin(text)?.id }),
  pin: ({ source: { text } }) => formatPin(text)?.id,
  check: ({ path, source, format, targets, options }) => checkFile(path, source, format, targets, options),
  sets: (_, judge) => judge(),
};

/** How a detected format is kept: its id, and what the file says it is. */
const KEPT_FORMAT = /^(\S*) (\S*)$/;

/**
 * Knows what was found out of a file before. A file is known by its bytes and all that its check goes by: the build of
 * this program, the format, the targets, the options with the engine's configuration. Which files there are that its
 * rules name is asked again. What rules have to do with those of other files is no part of this: `checkSet` is run anew.
 *
 * @param build what tells this build from all others.
 */
export function cachedCheck(store: EntryStore, build: string): FileCheck {
  const program = [build, process.versions.v8];
  const configurations = new WeakMap<RuleConfiguration, string>();
  // All files of a run share a configuration, and it can be large.
  const hashOf = (configuration: RuleConfiguration): string => remembered(configurations, configuration, () => digestOf(JSON.stringify(configuration, plain)));
  const keyOf = ({ digest }: FileContent, settings: readonly unknown[]): string => digestOf(JSON.stringify([digest(), ...program, ...settings], plain));
  const keysOfFiles = new WeakMap<CheckedFile, string>();
  const noteKeys = (files: readonly CheckedFile[], details: string): void => {
    for (const [index, file] of files.entries()) keysOfFiles.set(file, `${details} ${index}`);
  };
  const keyOfSet = ({ format, context: { target, configuration }, files }: FileSet): string | undefined => {
    const all = files.map((file) => [file.path, keysOfFiles.get(file)]);
    if (all.some(([, content]) => content === undefined)) return undefined;
    return digestOf(JSON.stringify([...program, "set", format.id, target, configuration === undefined ? [] : hashOf(configuration), all]));
  };
  const keptFormat = (key: string, find: () => Detected): readonly [id: string, pin: string | undefined] => {
    const [, id, pin = ""] = KEPT_FORMAT.exec(store.get(key)?.toString() ?? "") ?? [];
    if (id !== undefined) return [id, pin === "" ? undefined : pin];
    const found = find();
    store.put(key, Buffer.from(`${found.format?.id ?? ""} ${found.pin ?? ""}`));
    return [found.format?.id ?? "", found.pin];
  };
  return {
    detect(file, formats) {
      const [id, pin] = keptFormat(keyOf(file, ["format", extname(file.path).toLowerCase(), formats.map((format) => format.id)]), () => uncached.detect(file, formats));
      return { format: formats.find((format) => format.id === id), pin };
    },
    pin: (file) => keptFormat(keyOf(file, ["pin"]), () => ({ format: undefined, pin: uncached.pin(file) }))[1],
    check(request) {
      const { path, source, format, targets, options } = request;
      const { fileExists, configuration, ...rest } = options;
      const key = keyOf(request, ["check", format.id, targets, rest, configuration === undefined ? [] : hashOf(configuration)]);
      // What is kept of a file depends on what was answered, and its parts must not be mixed.
      const detailsOf = (answers: readonly FileAnswer[]): string => digestOf(JSON.stringify([key, answers]));
      const anew = (): { readonly files: readonly CheckedFile[]; readonly details?: string } => {
        const answers = new Map<string, boolean | undefined>();
        const files = uncached.check(fileExists === undefined ? request : { ...request, options: { ...options, fileExists: (name) => noted(answers, name, fileExists(name)) } });
        const packed = files.some(isFaulty) ? undefined : packCheck(files, [...answers]);
        if (packed === undefined) return { files };
        const details = detailsOf([...answers]);
        store.put(rulesKey(details), packed.rules);
        if (packed.facts !== undefined) store.put(factsKey(details), packed.facts);
        store.put(key, packed.summary);
        return { files, details };
      };
      const kept = store.get(key);
      const known = kept === undefined ? undefined : unpackCheck(kept);
      if (known?.answers.every(([name, isThere]) => fileExists?.(name) === isThere) === true) {
        const details = detailsOf(known.answers);
        const files = known.files({ path, source, format: format.id }, detailsIn(store, details, () => anew().files));
        noteKeys(files, details);
        return files;
      }
      const { files, details } = anew();
      if (details !== undefined) noteKeys(files, details);
      return files;
    },
    sets: keptSets(store, keyOfSet),
  };
}

/** Details that are looked for when they are asked for, and found out anew when they are gone. */
function detailsIn(store: EntryStore, details: string, anew: () => readonly CheckedFile[]): KeptDetails {
  let again: readonly CheckedFile[] | undefined;
  return { rules: () => store.get(rulesKey(details)), facts: () => store.get(factsKey(details)), again: (index) => (again ??= anew())[index]! };
}

function rulesKey(details: string): string {
  return `${details}-rules`;
}

function factsKey(details: string): string {
  return `${details}-facts`;
}

function remembered<Key extends object>(known: WeakMap<Key, string>, key: Key, make: () => string): string {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function noted(answers: Map<FileAnswer[0], FileAnswer[1]>, name: string, isThere: boolean | undefined): boolean | undefined {
  answers.set(name, isThere);
  return isThere;
}

/** A check that failed for a fault of its own may not fail another time. */
function isFaulty({ diagnostics }: CheckedFile): boolean {
  return diagnostics.some(({ diagnostic }) => diagnostic.code === "review/internal-error");
}

/** What JSON has no form for. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { map: [...value] };
  return value instanceof Set ? { set: [...value] } : value;
}
