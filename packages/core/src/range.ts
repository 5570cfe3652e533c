/** A half-open stretch of a {@link SourceText}: UTF-16 code units, 0-based, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place for people: line and column are 1-based, the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
