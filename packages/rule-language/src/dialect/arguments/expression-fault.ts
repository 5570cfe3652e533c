/** What is wrong with an expression, and where in it. */
export interface ExpressionFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
}

/** A fault at a stretch of an expression. */
export function expressionFaultAt(start: number, end: number, message: string, help?: string): ExpressionFault {
  return { start, end, message, ...(help === undefined ? {} : { help }) };
}

/** Where something that was read ends, or why it could not be. */
export type Reading = { readonly end: number } | ExpressionFault;
