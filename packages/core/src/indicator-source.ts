import type { LocatedDiagnostic } from "./diagnostic.ts";
import type { Indicator } from "./indicator.ts";

/** One row of a source: an indicator (perhaps with remarks), or what is wrong with the row. */
export type SourceRow =
  | { readonly kind: "indicator"; readonly indicator: Indicator; readonly remarks: readonly LocatedDiagnostic[] }
  | { readonly kind: "malformed"; readonly problem: LocatedDiagnostic };

/** What a source left out because a platform was asked not to send it. */
export interface PushedDown {
  /** The condition in the platform's own language; nothing that passes the filter fails it. */
  readonly query: string;
  /** How many indicators were left out. They are counted, not enumerated. */
  readonly leftOut: number;
}

/**
 * Where indicators come from. Every row the source delivers comes out, as an indicator or as malformed, so that the
 * manifest can account for it.
 */
export interface IndicatorSource {
  /** As the user gave it, without secrets: `file:feed.ndjson`. */
  readonly spec: string;
  /** Name to call the output by when the user gives none, a group's name for example. */
  readonly name?: string;
  /** Reads from the start at each call. Throws `SourceError` when the source as a whole can't be read. */
  readonly read: () => AsyncIterable<SourceRow>;
  /** What the last reading left out, once it has ended; `undefined` when every indicator was delivered. */
  readonly pushedDown?: () => PushedDown | undefined;
}

/** A source that can't be read: not found, forbidden, not what it should be. The message is for people. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.help = options.help;
  }
}
