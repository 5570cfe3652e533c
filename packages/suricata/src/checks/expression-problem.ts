/** What is wrong with an address or port expression; positions are in its text and default to all of it. */
export interface ExpressionProblem {
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
  readonly help?: string;
  readonly expected?: readonly string[];
  /** A code of its own, where the fault is not one of the expression's form. */
  readonly code?: string;
}
