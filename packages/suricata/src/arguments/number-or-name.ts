import { type ArgumentForm, type ArgumentText, argumentString, fault, unsigned } from "@sigwright/rule-language/dialect";

/** How names are compared. */
export interface NameOptions {
  /** Whether case counts. Default: it does not. */
  readonly caseMatters?: boolean;
  /** Whether `!` before a name negates it. */
  readonly negatable?: boolean;
}

/** What a number form takes, or one of the names that stand for numbers. */
export function numberOrName(number: ArgumentForm, names: readonly string[], { caseMatters = false, negatable = false }: NameOptions = {}): ArgumentForm {
  const known = new Set(caseMatters ? names : names.map((name) => name.toLowerCase()));
  return {
    summary: `${number.summary}, or one of ${quoted(names)}`,
    parse: (argument) => {
      const parsed = number.parse(argument);
      if ("value" in parsed) return parsed;
      const text = argumentString(argument);
      const name = negatable && text.startsWith("!") ? text.slice(1) : text;
      const key = caseMatters ? name : name.toLowerCase();
      return known.has(key) ? { value: key } : /^[\d<>=&]/.test(name) ? parsed : fault(argument, `\`${name}\` is none of its names`, { expected: names });
    },
  };
}

/** The first few names in words, for summaries. */
function quoted(names: readonly string[]): string {
  const shown = names.length > 8 ? names.slice(0, 6) : names;
  return shown.map((name) => `\`${name}\``).join(", ") + (shown.length < names.length ? " …" : "");
}

/** Flags between commas, each at most once, with `!` before one that must not be set: `username,!password`. */
export function flagList(flags: readonly string[]): ArgumentForm<readonly string[]> {
  return {
    summary: `flags between commas, with \`!\` before one that must not be set: ${quoted(flags)}`,
    parse: (argument) => {
      const seen: string[] = [];
      for (const piece of piecesOf(argument)) {
        const flag = piece.text.replace(/^[ \t]*!?/, "");
        if (!flags.includes(flag)) return fault(argument, `unknown flag \`${piece.text.trim()}\``, { ...piece, expected: flags });
        if (seen.includes(flag)) return fault(argument, `\`${flag}\` stands there twice`, piece);
        seen.push(flag);
      }
      return seen.length === 0 ? fault(argument, "it has no flag", { expected: flags }) : { value: seen };
    },
  };
}

const BITS = unsigned(8, { richer: true });

/**
 * Flags as 8.0 reads them: a number of 8 bits, or names one behind the other with blanks and commas between them, each
 * at most once. `isOpen`: what stands behind the flags is not looked at.
 */
export function bitFlags(flags: readonly string[], { isOpen = false }: { readonly isOpen?: boolean } = {}): ArgumentForm {
  // The longest name first: `will_retain` begins with `will`.
  const longestFirst = flags.toSorted((a, b) => b.length - a.length);
  return {
    summary: `a number, or flags with \`!\` before one that must not be set: ${quoted(flags)}`,
    parse: (argument) => {
      const number = BITS.parse(argument);
      if ("value" in number) return number;
      const text = argumentString(argument);
      const seen: string[] = [];
      let at = 0;
      while (at < text.length) {
        let start = at;
        while (text[start] === " ") start++;
        if (text[start] === "!") start++;
        const flag = longestFirst.find((name) => text.startsWith(name, start));
        if (flag === undefined) {
          if (isOpen && seen.length > 0) break;
          return fault(argument, `unknown flag \`${text.slice(at).trim()}\``, { start: argument.start + at, expected: flags });
        }
        if (seen.includes(flag)) return fault(argument, `\`${flag}\` stands there twice`, { start: argument.start + at });
        seen.push(flag);
        at = start + flag.length;
        while (text[at] === " " || text[at] === ",") at++;
      }
      return seen.length === 0 ? fault(argument, "it has no flag", { expected: flags }) : { value: seen };
    },
  };
}

/** A stretch of an argument. */
export interface ArgumentPiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The pieces of an argument between commas; empty ones are left out. */
export function piecesOf(argument: ArgumentText): readonly ArgumentPiece[] {
  const pieces: ArgumentPiece[] = [];
  let { start } = argument;
  for (const text of argumentString(argument).split(",")) {
    if (text !== "") pieces.push({ text, start, end: start + text.length });
    start += text.length + 1;
  }
  return pieces;
}
