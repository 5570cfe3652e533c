import type { Range } from "@sigwright/core";

/** What the text of a parameter means, or what is wrong with it. */
export type ParameterResult =
  /** `remark`: the engine takes it, and hardly as it was meant. */
  | { readonly value: unknown; readonly remark?: string }
  | { readonly problem: string; readonly help?: string; readonly expected?: readonly string[] };

/** What the values of a parameter look like. Forms are made by the functions in `forms.ts`, so that a row reads as data. */
export interface ParameterForm {
  /** The form in words: "a number from 0 to 255". */
  readonly summary: string;
  /** Whether the parameter is there or not and takes no value. */
  readonly isFlag?: true;
  /** `text` is empty when nothing follows the name. */
  parse(this: void, text: string): ParameterResult;
}

/** One parameter of a keyword: a row within its row. */
export interface Parameter {
  /** Its name; for one that is told by its place, what people call it. */
  readonly name: string;
  /** Told by its place: `next` takes the next argument, before all that have names; `each` takes every argument. */
  readonly place?: "next" | "each";
  readonly form: ParameterForm;
  /** The engine takes it and does nothing with it. */
  readonly isObsolete?: true;
}

/** A parameter as a rule gives it; its range is that of the value, or of the name where there is none. */
export interface GivenParameter extends Range {
  readonly name: string;
  readonly value: unknown;
  /** The words as they were read: escapes resolved, quotes kept, one blank between. */
  readonly text: string;
}

/** The parameters that a rule gives a keyword, in their order. */
export type ParameterValues = readonly GivenParameter[];

/** The parameter of a name; of repeated ones the latest, which is the one that counts. */
export function givenParameter(values: ParameterValues, name: string): GivenParameter | undefined {
  for (let index = values.length - 1; index >= 0; index--) if (values[index]!.name === name) return values[index];
  return undefined;
}
