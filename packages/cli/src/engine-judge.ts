import type { RuleConfiguration, Target } from "@sigwright/core";
import type { CheckedFile } from "@sigwright/review";

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

/** An engine that was found. */
export interface ReadyEngine {
  /** For people: `Suricata 7.0.10`. */
  readonly name: string;
  readonly target: Target;
  /** Whether a file was checked for this very engine. */
  readonly isMeant: (file: CheckedFile) => boolean;
  /**
   * Asks about one file.
   *
   * @throws EngineError when the engine fails for something that is no rule's fault.
   */
  readonly judge: (file: CheckedFile) => Promise<Judged>;
}

/** A file with what an engine said of it. */
export interface Judged {
  readonly file: CheckedFile;
  /** Number of rules that it gave a verdict on. */
  readonly asked: number;
  /** Number of differences, which are among the file's findings. */
  readonly disagreements: number;
}
