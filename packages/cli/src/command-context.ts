import type { CommandIo } from "./command-io.ts";
import type { Paint } from "./paint.ts";

/** What every command is handed. */
export interface CommandContext {
  readonly io: CommandIo;
  /** Styles for standard output. */
  readonly paint: Paint;
  /** Styles for standard error. */
  readonly errPaint: Paint;
  /** Print results and errors only. */
  readonly quiet: boolean;
}

/** How results are written: for people, or as one JSON document. */
export type Reporter = "pretty" | "json";
