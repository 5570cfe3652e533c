/**
 * Something to say about an indicator, before it is known where it stood in a source.
 * `toDiagnostic` places it.
 */
export interface Remark {
  /** A code of the `indicator/` catalogue. */
  readonly code: string;
  /** One line, lower-case start, no full stop, offending text in backticks. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** The field of the indicator it speaks of, `value` or `rating` for example. */
  readonly field?: string;
}

/** An input that can't be used, and why. */
export interface Malformed {
  readonly status: "malformed";
  readonly problem: Remark;
}

/** Makes a {@link Malformed}; `help` says what to do. */
export function malformed(code: string, message: string, help?: string, field = "value"): Malformed {
  return { status: "malformed", problem: help === undefined ? { code, message, field } : { code, message, help, field } };
}
