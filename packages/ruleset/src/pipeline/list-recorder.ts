import type { ListCommands, ListFile, LiveList, ObservationKind, Target } from "@sigwright/core";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ListChanges, ManifestList, ManifestLists } from "../manifest/manifest-lists.ts";
import { areOfOneValue, DIFFERING_LINE_SHAPE, ListDifference } from "./list-difference.ts";
import type { DifferingLine } from "./list-difference.ts";
import type { OutputFiles } from "./output-files.ts";
import { isSameTarget, reloadReasons } from "./reload-reasons.ts";
import type { RunStore } from "./run-store.ts";
import { groupsOf, SortedRecords } from "./sorted-records.ts";
import type { MemoryBudget } from "./sorted-records.ts";

/** What stood in the output folder before the run: what changes of lists are told against. */
export interface OutputBefore {
  /** When it was made, ISO 8601 in UTC. */
  readonly now: string;
  readonly target: Target;
  /** What its manifest says of lists; absent where it says nothing. */
  readonly lists?: Pick<ManifestLists, "files" | "rules">;
  /** The lines of one of its lists; `undefined` for a file that is not to the byte what its manifest says. */
  readonly lines: (file: string) => AsyncIterable<readonly string[]> | undefined;
}

/** What {@link ListRecorder} works with. */
export interface ListRecorderOptions {
  /** Absent for formats whose engine takes no changes. */
  readonly commands: ListCommands | undefined;
  readonly target: Target;
  /** Present when changes are asked for. */
  readonly changes: { readonly before: OutputBefore | undefined } | undefined;
  readonly runStore: RunStore;
  readonly budget: MemoryBudget;
}

/** A list that is being written. */
export interface RecordedList {
  /** Takes a line of its file. Returns a promise only when the caller has to wait. */
  readonly add: (line: string) => Promise<void> | undefined;
  /** Ends it. `list` has its files, of which `part` says which is meant. */
  readonly finish: (list: ListFile, part: string | undefined) => Promise<void>;
}

const encoder = new TextEncoder();

/** Notes what lists in files there are and how they and the rules differ from those of the run before. */
export class ListRecorder {
  readonly #options: ListRecorderOptions;
  readonly #files: ManifestList[] = [];
  readonly #live: (LiveList | undefined)[] = [];
  readonly #rules = new Map<string, ReturnType<typeof sha256.create>>();
  readonly #differing: SortedRecords<DifferingLine>;
  /** Names of lists whose file of before can't be compared. */
  readonly #unreadable = new Set<string>();
  #opened = 0;

  constructor(options: ListRecorderOptions) {
    this.#options = options;
    this.#differing = new SortedRecords(DIFFERING_LINE_SHAPE, options.runStore, options.budget);
  }

  /** Begins a list whose files have no paths yet. */
  open(list: ListFile, part: string | undefined): RecordedList {
    const { commands, target } = this.#options;
    const number = this.#opened++;
    const live = commands?.live(list, part, target);
    const difference = live === undefined ? undefined : this.#difference(number, live);
    return {
      add: (line) => difference?.add(line),
      finish: async (final, ofPart) => {
        const file = ofPart === undefined ? final : final.parts![ofPart]!;
        const held = commands?.live(final, ofPart, target);
        this.#live[number] = held;
        this.#files.push({ name: held?.name ?? file.name, file: file.path, entries: file.lines, room: held?.room ?? null });
        if (difference !== undefined && !(await difference.finish())) this.#unreadable.add(held!.name);
      },
    };
  }

  /** Takes what a rule says, but for what follows the content of its list. */
  rule(part: ObservationKind | "appended", content: string | Uint8Array): void {
    const { commands, changes } = this.#options;
    if (commands === undefined || (this.#opened === 0 && changes === undefined)) return;
    let hash = this.#rules.get(part);
    if (hash === undefined) this.#rules.set(part, (hash = sha256.create()));
    hash.update(typeof content === "string" ? encoder.encode(`${content}\n`) : content);
  }

  /** Writes the file of commands to `path`, when it is asked for, and gives what the manifest says of lists. */
  async finish(files: OutputFiles, path: string, pathInManifest: string): Promise<ManifestLists | undefined> {
    const { commands, changes, target } = this.#options;
    if (commands === undefined) return undefined;
    const now = { target, files: this.#files, rules: this.#digests() };
    if (changes === undefined) return this.#opened === 0 ? undefined : { files: now.files, rules: now.rules, changes: null };
    const { before } = changes;
    const reasons = reloadReasons(before, now, this.#unreadable);
    const reload = reasons.length > 0;
    const counts = await this.#write(files, path);
    for (const line of commands.closing(reload)) await files.write(path, "list-changes", `${line}\n`);
    const told: ListChanges = { since: before?.now ?? null, file: pathInManifest, ...counts, reload, reasons };
    // An engine that does not load its rules anew has the room that it had.
    const rooms = new Map(reload ? [] : before?.lists?.files.map(({ name, room }) => [name, room]));
    return { files: now.files.map((file) => ({ ...file, room: rooms.get(file.name) ?? file.room })), rules: now.rules, changes: told };
  }

  /** What tells a list from the one of its name that was there before, if there was one and it can be compared. */
  #difference(number: number, live: LiveList): ListDifference | undefined {
    const { changes, target } = this.#options;
    const before = changes?.before;
    if (before === undefined || !isSameTarget(before.target, target)) return undefined;
    const known = before.lists?.files.find(({ name, room }) => name === live.name && room !== null);
    if (known === undefined) return undefined;
    const lines = before.lines(known.file);
    if (lines === undefined) {
      this.#unreadable.add(live.name);
      return undefined;
    }
    return new ListDifference(number, live, lines, this.#differing);
  }

  #digests(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#rules.keys()].toSorted().map((part) => [part, bytesToHex(this.#rules.get(part)!.clone().digest())]));
  }

  async #write(files: OutputFiles, path: string): Promise<Pick<ListChanges, "added" | "removed" | "changed">> {
    const counts = { added: 0, removed: 0, changed: 0 };
    for await (const groups of groupsOf(this.#differing.batches(), areOfOneValue)) {
      for (const group of groups) {
        const live = this.#live[group[0]!.list];
        if (live === undefined || this.#unreadable.has(live.name)) continue;
        const waiting = files.write(path, "list-changes", commandsOf(group, live, counts));
        if (waiting !== undefined) await waiting;
      }
    }
    this.#differing.clear();
    return counts;
  }
}

/** The commands for what the old and the new file have about one value. */
function commandsOf(lines: readonly DifferingLine[], live: LiveList, counts: { added: number; removed: number; changed: number }): string {
  const old = lines.findLast(({ isNew }) => !isNew)?.line;
  const fresh = lines.findLast(({ isNew }) => isNew)?.line;
  if (old === undefined) {
    counts.added++;
    return `${live.add(fresh!)}\n`;
  }
  if (fresh === undefined) {
    counts.removed++;
    return `${live.remove(old)}\n`;
  }
  if (old === fresh) return "";
  counts.changed++;
  return `${live.remove(old)}\n${live.add(fresh)}\n`;
}
