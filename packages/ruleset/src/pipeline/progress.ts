/** How far a generation is. */
export interface Progress {
  readonly pass: "read" | "merge" | "write";
  /** Format being written; absent while reading. */
  readonly format?: string;
  /** Rows read, or observations handled. */
  readonly done: number;
  /** How many there will be, where that is known. */
  readonly total?: number;
}
