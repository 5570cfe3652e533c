import { type ArgumentForm, argumentString, fault } from "../argument.ts";

/** How words are compared. */
export interface WordOptions {
  /** Whether case counts. Default: it does not. */
  readonly caseMatters?: boolean;
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[], { caseMatters = false }: WordOptions = {}): ArgumentForm<Word> {
  const known = new Map(words.map((word) => [caseMatters ? word : word.toLowerCase(), word]));
  return {
    summary: `one of ${words.map((word) => `\`${word}\``).join(", ")}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const word = known.get(caseMatters ? text : text.toLowerCase());
      return word === undefined ? fault(argument, `\`${text}\` is not one of them`, { expected: words }) : { value: word };
    },
  };
}

/** Any text. */
export const anyText: ArgumentForm<string> = {
  summary: "any text",
  parse: (argument) => ({ value: argumentString(argument) }),
};

/** Text of a form; the expression must be free of nested quantifiers, since it reads hostile input. */
export function textLike(pattern: RegExp, summary: string): ArgumentForm<RegExpExecArray> {
  return {
    summary,
    parse: (argument) => {
      const match = pattern.exec(argumentString(argument));
      return match === null ? fault(argument, `\`${argumentString(argument)}\` does not have that form`) : { value: match };
    },
  };
}
