import type { Emission, ListFiles, OpenFileList } from "./emission.ts";
import type { ListRecorder, RecordedList } from "./list-recorder.ts";
import type { FileListPlan, ListDecision, ListPlace } from "./list-decision.ts";
import type { OutputFiles } from "./output-files.ts";

/** What {@link FileListWriter} works with. */
export interface FileListWriterOptions {
  readonly emission: Emission;
  readonly files: OutputFiles;
  readonly recorder: ListRecorder;
  /** Empty, or a path that ends in `/`. */
  readonly folder: string;
  /** File name of the ruleset, without extension. */
  readonly name: string;
}

/** A list whose file is being written. */
interface Writing {
  readonly list: OpenFileList;
  /** What the list is called, see `ListFile`. */
  readonly name: string;
  /** Where the file is until its content is known, relative to the output folder. */
  readonly provisional: string;
  readonly nameFor: (digits: string) => string;
  readonly parts: ReadonlyMap<string, WritingPart>;
  readonly recorded: RecordedList;
  readonly recordedParts: ReadonlyMap<string, RecordedList>;
}

/** A further file of a list, in which nothing stands twice. */
interface WritingPart {
  readonly provisional: string;
  readonly nameFor: (digits: string) => string;
  readonly lines: Set<string>;
}

const NO_DIGITS = "00000000";
/** As long as a sid can be. */
const NO_SID = "4294967295";

/**
 * Writes lists to files of their own as their members come: no list is ever held as a whole. A file is named after its
 * content, so that its path is known at the end only; its signatures get their sids at the start.
 */
export class FileListWriter {
  readonly #options: FileListWriterOptions;
  readonly #open = new Map<string, Writing>();

  constructor(options: FileListWriterOptions) {
    this.#options = options;
  }

  /** Begins the lists in files; one that the format makes no signatures of is taken back. */
  begin(decision: ListDecision): void {
    const { emission, recorder, folder, name } = this.#options;
    for (const plan of decision.fileLists()) {
      const title = `${name}-${wordOf(plan.group)}`;
      const namer = (part: string) => (digits: string): string => `${title}${part}-${digits}.lst`;
      const nameFor = namer("");
      const number = this.#open.size;
      const parts = new Map<string, WritingPart>(
        plan.parts.map((word) => [word, { provisional: `${folder}${name}-list-${number}-${word}.lst`, nameFor: namer(`-${word}`), lines: new Set() }]),
      );
      const placeholder = filesOf(`${title}-${NO_SID}`, nameFor(NO_DIGITS), plan.members, parts, (part) => [part.nameFor(NO_DIGITS), plan.members]);
      const list = emission.openFileList(plan, placeholder);
      if ("reason" in list) {
        decision.dissolve(plan);
        continue;
      }
      // Where signatures have no sids the number of the list tells it from the others.
      const listName = `${title}-${list.sids[0] ?? number}`;
      const named = { member: list.member, ...filesOf(listName, nameFor(NO_DIGITS), plan.members, parts, (part) => [part.nameFor(NO_DIGITS), plan.members]) };
      this.#open.set(keyOf(plan), {
        list,
        name: listName,
        provisional: `${folder}${name}-list-${number}.lst`,
        nameFor,
        parts,
        recorded: recorder.open(named, undefined),
        recordedParts: new Map(plan.parts.map((part) => [part, recorder.open(named, part)])),
      });
    }
  }

  /** The list of a kind and group. */
  listOf(plan: Pick<FileListPlan, "kind" | "group">): OpenFileList {
    return this.#open.get(keyOf(plan))!.list;
  }

  /** Adds a line, and what the member has in further files. Returns a promise only when the caller has to wait. */
  add(plan: Pick<FileListPlan, "kind" | "group">, line: string, inParts: ListPlace["parts"]): Promise<unknown> | undefined {
    const { files } = this.#options;
    const { provisional, parts, recorded, recordedParts } = this.#open.get(keyOf(plan))!;
    const all = [files.write(provisional, "list", `${line}\n`), recorded.add(line)];
    if (inParts !== undefined) {
      for (const [name, part] of parts) {
        const own = inParts[name];
        if (own === undefined || part.lines.has(own)) continue;
        part.lines.add(own);
        all.push(files.write(part.provisional, "list", `${own}\n`), recordedParts.get(name)!.add(own));
      }
    }
    const waiting = all.filter((promise) => promise !== undefined);
    return waiting.length === 0 ? undefined : Promise.all(waiting);
  }

  /** Ends the files and makes their signatures, in the order of the lists. */
  async finish(): Promise<void> {
    const { files, folder } = this.#options;
    const place = async (provisional: string, nameFor: (digits: string) => string): Promise<string> => {
      const path = await files.rename(provisional, (digits) => `${folder}${nameFor(digits)}`);
      return path.slice(folder.length);
    };
    /* oxlint-disable no-await-in-loop -- a few lists */
    for (const { list, name, provisional, nameFor, parts, recorded, recordedParts } of this.#open.values()) {
      const path = await place(provisional, nameFor);
      const paths = new Map<WritingPart, string>();
      for (const part of parts.values()) paths.set(part, await place(part.provisional, part.nameFor));
      const final = filesOf(name, path, list.plan.members, parts, (part) => [paths.get(part)!, part.lines.size]);
      list.finish(final);
      const named = { member: list.member, ...final };
      await recorded.finish(named, undefined);
      for (const [part, recordedPart] of recordedParts) await recordedPart.finish(named, part);
    }
    /* oxlint-enable no-await-in-loop */
  }
}

/** The files of a list, as its signatures know them. */
function filesOf(
  name: string,
  path: string,
  lines: number,
  parts: ReadonlyMap<string, WritingPart>,
  fileOf: (part: WritingPart) => readonly [path: string, lines: number],
): ListFiles {
  if (parts.size === 0) return { name, path, lines };
  const named = [...parts].map(([word, part]) => {
    const [partPath, partLines] = fileOf(part);
    return [word, { name: `${name}-${word}`, path: partPath, lines: partLines }] as const;
  });
  return { name, path, lines, parts: Object.fromEntries(named) };
}

function keyOf({ kind, group }: Pick<FileListPlan, "kind" | "group">): string {
  return `${kind} ${group}`;
}

const LONGEST_WORD = 40;

/** A group as it stands in a file's name. */
function wordOf(group: string): string {
  return group
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_WORD)
    .replaceAll(/^-|-$/g, "");
}
