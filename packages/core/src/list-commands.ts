import type { ListFile } from "./list-form.ts";
import type { Target } from "./signature-format.ts";

/** A list as an engine that runs holds it, and the commands that change it: one line each, without its line feed. */
export interface LiveList {
  /** What the engine calls it. */
  readonly name: string;
  /** Entries that it can come to have in an engine that has loaded it as it is. */
  readonly room: number;
  /** What a line of the file is about; lines about one value replace each other. `undefined` for a line that is none of such a file. */
  readonly valueOf: (line: string) => string | undefined;
  /** Puts in what a line of the file says. Does nothing where it is in already. */
  readonly add: (line: string) => string;
  /** Takes out what a line of the file says. */
  readonly remove: (line: string) => string;
}

/** How an engine that runs is told of changes in lists, by a file of commands. */
export interface ListCommands {
  /**
   * The list in a file, or the further file of it that a word names, as the engine holds it; `undefined` for what it reads
   * together with its rules only.
   */
  readonly live: (list: ListFile, part: string | undefined, target: Target) => LiveList | undefined;
  /** The last lines of a file of commands: with `reload`, those that have the engine load its rules anew, too. */
  readonly closing: (reload: boolean) => readonly string[];
  /** The shell command that gives the engine a file of commands, whose path is quoted for a shell where it has to be. */
  readonly feed: (path: string) => string;
}
