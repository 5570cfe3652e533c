import type { Emission, OpenFileList } from "./emission.ts";
import type { FileListPlan, ListDecision } from "./list-decision.ts";
import type { OutputFiles } from "./output-files.ts";

/** What {@link FileListWriter} works with. */
export interface FileListWriterOptions {
  readonly emission: Emission;
  readonly files: OutputFiles;
  /** Empty, or a path that ends in `/`. */
  readonly folder: string;
  /** File name of the ruleset, without extension. */
  readonly name: string;
}

/** A list whose file is being written. */
interface Writing {
  readonly list: OpenFileList;
  /** Where the file is until its content is known, relative to the output folder. */
  readonly provisional: string;
  readonly nameFor: (digits: string) => string;
}

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
    const { emission, folder, name } = this.#options;
    for (const plan of decision.fileLists()) {
      const nameFor = (digits: string): string => `${name}-${wordOf(plan.group)}-${digits}.lst`;
      const list = emission.openFileList(plan, nameFor("00000000"));
      if ("reason" in list) {
        decision.dissolve(plan);
        continue;
      }
      const provisional = `${folder}${name}-list-${this.#open.size}.lst`;
      this.#open.set(keyOf(plan), { list, provisional, nameFor });
    }
  }

  /** The list of a kind and group. */
  listOf(plan: Pick<FileListPlan, "kind" | "group">): OpenFileList {
    return this.#open.get(keyOf(plan))!.list;
  }

  /** Adds a line. Returns a promise only when the caller has to wait. */
  add(plan: Pick<FileListPlan, "kind" | "group">, line: string): Promise<void> | undefined {
    return this.#options.files.write(this.#open.get(keyOf(plan))!.provisional, "list", `${line}\n`);
  }

  /** Ends the files and makes their signatures, in the order of the lists. */
  async finish(): Promise<void> {
    const { files, folder } = this.#options;
    for (const { list, provisional, nameFor } of this.#open.values()) {
      // oxlint-disable-next-line no-await-in-loop -- a few lists
      const path = await files.rename(provisional, (digits) => `${folder}${nameFor(digits)}`);
      list.finish(path.slice(folder.length));
    }
  }
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
