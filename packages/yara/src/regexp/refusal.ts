import type { RegexpProblem } from "./regexp-node.ts";

/** Thrown inside of the parsers of expressions only: like the engines, they stop at the first error. */
export class Refusal extends Error {
  readonly problem: RegexpProblem;

  constructor(message: string, start: number, end: number, help?: string, code: RegexpProblem["code"] = "bad-regexp") {
    super(message);
    this.problem = { code, message, start, end, ...(help === undefined ? {} : { help }) };
  }
}
