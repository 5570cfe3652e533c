/**
 * Why a signature is retired, the strongest first where several things speak against it.
 * - `withdrawn`, `expired`, `too-old`: by the life cycle of its indicator.
 * - `filtered`, `guarded`, `left-out`: by the filter, a guard, or the kinds the template asks for.
 * - `unsupported`: the format can't write it any more, for the target or the template that is asked for.
 * - `template`: the template has no such rule any more.
 * - `list`: it is in a list now; or it was a list, which is not made any more.
 * - `absent`: nothing that was read asks for it.
 */
export type RetirementCause =
  | "withdrawn"
  | "expired"
  | "too-old"
  | "filtered"
  | "guarded"
  | "left-out"
  | "unsupported"
  | "template"
  | "list"
  | "absent";

/** Why a signature is retired. */
export interface RetirementReason {
  readonly cause: RetirementCause;
  /** For people: `it expired on 2026-04-30`. */
  readonly text: string;
}
