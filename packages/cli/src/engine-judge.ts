import type { RuleConfiguration, Target } from "@sigwright/core";
import type { CheckedFile, CheckedRule } from "@sigwright/review";
import type { NamedLists } from "./named-lists.ts";

/** A way to ask engines about the files of one format. */
export interface EngineJudge {
  /** Id of the format. */
  readonly format: string;
  /**
   * Finds the engine for files that were checked for a target.
   *
   * @throws EngineError when there is none.
   */
  readonly ready: (target: Target, configuration: RuleConfiguration) => Promise<ReadyEngine>;
}

/** What an engine is to say of one file. */
export interface EngineQuestion {
  readonly file: CheckedFile;
  /** Which rules it is asked about; an engine that judges whole files is asked for the sake of any of them. Default: all. */
  readonly isAsked?: (rule: CheckedRule) => boolean;
  /** Folder on the disk that names in the rules lead from; absent where there are none to be found. */
  readonly folder?: string;
  /**
   * Reads the files that the rules name, where these are not on the disk; takes the place of the folder.
   *
   * @throws EngineError when they can't be given to an engine.
   */
  readonly lists?: () => Promise<NamedLists>;
}

/** An engine that was found. */
export interface ReadyEngine {
  /** For people: `Suricata`. */
  readonly name: string;
  /** As it calls itself: `7.0.10`. */
  readonly version: string;
  readonly target: Target;
  /** Whether a file was checked for this very engine. */
  readonly isMeant: (file: CheckedFile) => boolean;
  /**
   * Asks about one file.
   *
   * @throws EngineError when the engine fails for something that is no rule's fault.
   */
  readonly judge: (question: EngineQuestion) => Promise<Judged>;
}

/** A file with what an engine said of it. */
export interface Judged {
  readonly file: CheckedFile;
  /** Number of rules that it gave a verdict on. */
  readonly asked: number;
  /** How many of these it loads. */
  readonly loaded: number;
  /** Number of differences, which are among the file's findings. */
  readonly disagreements: number;
}
