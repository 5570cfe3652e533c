/** A list in a file, as the manifest lists it. */
export interface ManifestList {
  /** What the engine calls it, whatever it holds. */
  readonly name: string;
  /** Its file, relative to the rules. */
  readonly file: string;
  readonly entries: number;
  /**
   * Entries that it can come to have before the rules have to be loaded anew; `null` where the engine takes no changes while
   * it runs.
   */
  readonly room: number | null;
}

/** What came and went in lists since the output that stood in the folder before. */
export interface ListChanges {
  /** The time that output was made at; `null` when there was none that could be compared. */
  readonly since: string | null;
  /** File of commands that bring an engine with that output's rules up to date, relative to the rules. */
  readonly file: string;
  /** How many commands of each sort it has; `changed` entries are taken out and put in anew. */
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Whether the rules have to be loaded anew for everything to count, which the file asks for as well. */
  readonly reload: boolean;
  /** Why; empty when they need not. */
  readonly reasons: readonly string[];
}

/** What the manifest says of lists in files. */
export interface ManifestLists {
  readonly files: readonly ManifestList[];
  /**
   * SHA-256 by kind of observation of the rules, but for what in them follows the content of lists in files; `appended` is
   * that of the file they are appended to. Where nothing of it changes, the engine has the right rules.
   */
  readonly rules: Readonly<Record<string, string>>;
  /** `null` when they were not asked for. */
  readonly changes: ListChanges | null;
}
