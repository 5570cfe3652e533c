import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { RuleConfiguration, SetMember, SignatureFormat, SourceText, Target, ValidateContext } from "@sigwright/core";
import { checkFile, type CheckedFile, type CheckOptions } from "@sigwright/review";
import { detectFormat } from "../format-detection.ts";
import { formatPin } from "../format-pin.ts";
import { withKeptSets } from "./cached-sets.ts";
import { type FileAnswer, packCheck, unpackCheck } from "./checked-record.ts";
import type { EntryStore } from "./entry-store.ts";

/** A file that was read. */
export interface FileContent {
  /** As reports call it. */
  readonly path: string;
  readonly source: SourceText;
  /** Its bytes, of which the text was made. */
  readonly bytes: Uint8Array;
}

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
  readonly check: (request: CheckRequest) => readonly CheckedFile[];
  /** The same formats, for `checkSet` to check with what {@link check} gave. */
  readonly forSets: (formats: readonly SignatureFormat[]) => readonly SignatureFormat[];
}

/** Finds everything out anew. */
export const uncached: FileCheck = {
  detect: ({ path, source: { text } }, formats) => ({ format: detectFormat(path, text, formats)?.format, pin: formatPin(text)?.id }),
  check: ({ path, source, format, targets, options }) => checkFile(path, source, format, targets, options),
  forSets: (formats) => formats,
};

/** How a detected format is kept: its id, and what the file says it is. */
const KEPT_FORMAT = /^(\S+) (\S*)$/;

/**
 * Knows what was found out of a file before. A file is known by its bytes and all that its check goes by: the build of
 * this program, the format, the targets, the options with the engine's configuration. Which files there are that its
 * rules name is asked again. What rules have to do with those of other files is no part of this: `checkSet` is run anew.
 *
 * @param build what tells this build from all others.
 */
export function cachedCheck(store: EntryStore, build: string): FileCheck {
  const program = [build, process.versions.v8];
  const contents = new WeakMap<Uint8Array, string>();
  const configurations = new WeakMap<RuleConfiguration, string>();
  // All files of a run share a configuration, and it can be large.
  const hashOf = (configuration: RuleConfiguration): string => remembered(configurations, configuration, () => hashed(JSON.stringify(configuration, plain)));
  const keyOf = (bytes: Uint8Array, settings: readonly unknown[]): string => {
    const content = remembered(contents, bytes, () => hashed(bytes));
    return hashed(JSON.stringify([content, ...program, ...settings], plain));
  };
  const keysOfFacts = new WeakMap<object, string>();
  const noteFacts = (files: readonly CheckedFile[], key: string, answers: readonly FileAnswer[]): void => {
    const content = hashed(JSON.stringify([key, answers]));
    for (const [index, { facts }] of files.entries()) if (typeof facts === "object" && facts !== null) keysOfFacts.set(facts, `${content} ${index}`);
  };
  const keyOfSet = (id: string, members: readonly SetMember<unknown>[], { target, configuration }: ValidateContext): string | undefined => {
    const contentOf = ({ name, facts }: SetMember<unknown>): readonly [string, string | undefined] => [name, typeof facts === "object" && facts !== null ? keysOfFacts.get(facts) : undefined];
    const all = members.map(contentOf);
    if (all.some(([, content]) => content === undefined)) return undefined;
    return hashed(JSON.stringify([...program, "set", id, target, configuration === undefined ? [] : hashOf(configuration), all]));
  };
  return {
    detect(file, formats) {
      const key = keyOf(file.bytes, ["format", extname(file.path).toLowerCase(), formats.map(({ id }) => id)]);
      const [, id, pin] = KEPT_FORMAT.exec(store.get(key)?.toString() ?? "") ?? [];
      const format = formats.find((each) => each.id === id);
      if (format !== undefined) return { format, pin: pin === "" ? undefined : pin };
      const found = uncached.detect(file, formats);
      if (found.format !== undefined) store.put(key, Buffer.from(`${found.format.id} ${found.pin ?? ""}`));
      return found;
    },
    check(request) {
      const { path, source, bytes, format, targets, options } = request;
      const { fileExists, configuration, ...rest } = options;
      const key = keyOf(bytes, ["check", format.id, targets, rest, configuration === undefined ? [] : hashOf(configuration)]);
      const kept = store.get(key);
      const known = kept === undefined ? undefined : unpackCheck(kept, path, source, format);
      if (known?.answers.every(([name, isThere]) => fileExists?.(name) === isThere) === true) {
        noteFacts(known.files, key, known.answers);
        return known.files;
      }
      const answers = new Map<string, boolean | undefined>();
      const files = uncached.check(fileExists === undefined ? request : { ...request, options: { ...options, fileExists: (name) => noted(answers, name, fileExists(name)) } });
      const packed = files.some(isFaulty) ? undefined : packCheck(files, [...answers]);
      if (packed === undefined) return files;
      store.put(key, packed);
      noteFacts(files, key, [...answers]);
      return files;
    },
    forSets: (formats) => formats.map((format) => withKeptSets(format, store, (members, context) => keyOfSet(format.id, members, context))),
  };
}

function remembered<Key extends object>(known: WeakMap<Key, string>, key: Key, make: () => string): string {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function hashed(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
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
