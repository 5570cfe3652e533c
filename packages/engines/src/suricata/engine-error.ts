/**
 * - `missing`: no engine is installed, or what was found is not one.
 * - `timeout`: it took longer than it was given.
 * - `crashed`: it ended by a signal, or with a failure that is not about the rules.
 * - `rules-refused`: it would not load rules that were to be replayed.
 * - `unreadable`: the rule file or capture to give it can't be read.
 * - `incomplete`: it ended well but did not see or report everything.
 */
export type EngineErrorKind = "missing" | "timeout" | "crashed" | "rules-refused" | "unreadable" | "incomplete";

/** The engine could not give an answer. The message is for people and safe to print. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly kind: EngineErrorKind;
  /** The engine's own last words, free of control characters; empty when it said nothing. */
  readonly output: string;
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(
    kind: EngineErrorKind,
    message: string,
    details: { readonly output?: string; readonly help?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.output = details.output ?? "";
    this.help = details.help;
  }
}
