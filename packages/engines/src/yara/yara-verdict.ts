/** What an engine says of a file: an error, or a warning. */
export interface YaraMessage {
  /** YARA-X's code: `E009`, `slow_pattern`. YARA has none. */
  readonly code?: string;
  /** One line: `unknown identifier `foo``. */
  readonly message: string;
  /** What YARA-X writes at the place itself. */
  readonly label?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in characters; YARA names lines only. */
  readonly column?: number;
  /** How many characters of the line YARA-X underlines. */
  readonly width?: number;
  /** Name of the rule, where the engine says it. */
  readonly rule?: string;
}

/** A rule that matched sample bytes, with the places of its patterns. */
export interface YaraMatch {
  readonly rule: string;
  readonly patterns: readonly { readonly name: string; readonly offset: number; readonly length: number }[];
}

/**
 * What an engine makes of one file.
 * - `accept`: compiled.
 * - `reject`: refused.
 * - `barred`: not given to the engine, as it includes other files.
 * - `crash`: the engine ended, or did not end in time, while it compiled or scanned.
 */
export interface YaraVerdict {
  readonly verdict: "accept" | "reject" | "barred" | "crash";
  readonly errors: readonly YaraMessage[];
  readonly warnings: readonly YaraMessage[];
  /** Present when a sample was given and the file compiled. */
  readonly matches?: readonly YaraMatch[];
}

/** How to judge files. */
export interface YaraVerdictOptions {
  /** External variables to define, by name. */
  readonly externals?: Readonly<Record<string, string | number | boolean>>;
  /** Bytes to scan with each file that compiles. */
  readonly sample?: Uint8Array;
  /** Seconds of wall time for each file. Default 20. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}
