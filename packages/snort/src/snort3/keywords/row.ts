import type { DialectKeyword, KeywordRole, Parameter, ParameterForm } from "@sigwright/rule-language/dialect";

/** What a row can say beside its name, role and parameters. */
type Rest = Pick<DialectKeyword, "repeat" | "checks" | "manual" | "shape">;

/** A keyword's row. Whether a value stands there is settled by its parameters, none of which the engine asks for. */
export function row(name: string, role: KeywordRole, parameters: readonly Parameter[] = [], rest: Rest = {}): DialectKeyword {
  return { name, value: "optional", role, parameters, ...rest };
}

/** A parameter that is told by its place. */
export function placed(name: string, form: ParameterForm): Parameter {
  return { name, place: "next", form };
}

/** Describes the rule. */
export const META: KeywordRole = { kind: "meta" };
/** A condition that does not look at the cursor. */
export const CONDITION: KeywordRole = { kind: "matches", place: "packet" };
/** Looks at the cursor and leaves it where it is. */
export const READS: KeywordRole = { kind: "cursor", action: "reads" };
/** Moves the cursor on. */
export const MOVES: KeywordRole = { kind: "cursor", action: "moves" };
/** Sets the cursor to a buffer. */
export const SETS: KeywordRole = { kind: "cursor", action: "sets" };
/** Sets the cursor to a buffer that is there with a message's body. */
export const SETS_BODY: KeywordRole = { kind: "cursor", action: "sets", section: "body" };

/** The greatest number of 32 bits, and of 31. */
export const MAX_32 = 4_294_967_295;
export const MAX_31 = 2_147_483_647;
