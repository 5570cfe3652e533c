import { type ArgumentForm, argumentString, type CursorValue, expressionFault, fault } from "@sigwright/rule-language/dialect";

/** Flags that say how an expression is compiled, and how it is matched (manual 3.5.26, tables 3.6 to 3.8). */
const PLAIN_FLAGS = "ismxAEGRBO";
/** Flags that name an HTTP buffer, of which one can stand. */
const BUFFER_FLAGS = "UIPHDMCKSY";

/**
 * The argument of `pcre`: `"/expression/flags"`, or `m` and any other delimiter before it. What PCRE 8 takes and PCRE2
 * does not, a backslash before a letter that means nothing, is left alone.
 */
export const pcre: ArgumentForm<CursorValue> = {
  summary: 'an expression between slashes with flags behind it, in double quotes: `"/^a+b/Ri"`',
  parse: (argument) => {
    const text = argumentString(argument);
    const isCustom = text.startsWith("m");
    const open = isCustom ? 1 : 0;
    const delimiter = isCustom ? text.charAt(1) : "/";
    if (delimiter === "" || delimiter === "R" || /\s/.test(delimiter) || text.charAt(open) !== delimiter) {
      return fault(argument, "the expression does not begin with a slash", { help: "write `/expression/flags`; with `m` before it the delimiter can be another character" });
    }
    const close = text.lastIndexOf(delimiter);
    if (close <= open + 1) return fault(argument, close === open ? `the \`${delimiter}\` that ends the expression is missing` : "the expression is empty");
    const flags = text.slice(close + 1);
    let buffer = "";
    for (let at = 0; at < flags.length; at++) {
      const flag = flags.charAt(at);
      const place = { start: argument.start + close + 1 + at, end: argument.start + close + 2 + at };
      if (BUFFER_FLAGS.includes(flag)) {
        if (buffer !== "") return fault(argument, `an expression can be for one buffer only, and \`${buffer}\` names one`, place);
        buffer = flag;
      } else if (!PLAIN_FLAGS.includes(flag)) {
        return fault(argument, `unknown flag \`${flag}\``, { ...place, help: `flags are ${(PLAIN_FLAGS + BUFFER_FLAGS).split("").join(", ")}` });
      }
    }
    for (const [other, words] of [["R", "relative"], ["B", "raw bytes"]] as const) {
      if (buffer !== "" && flags.includes(other)) return fault(argument, `\`${other}\` (${words}) and \`${buffer}\`, which names an HTTP buffer, exclude each other`, { start: argument.start + close + 1 });
    }
    const pattern = text.slice(open + 1, close);
    const problem = expressionFault(withoutUnknownEscapes(pattern), flags.includes("x"));
    if (problem === undefined) return { value: { relative: flags.includes("R") } };
    const start = argument.start + open + 1;
    return fault(argument, problem.message, { start: start + problem.start, end: Math.min(start + Math.max(problem.end, problem.start + 1), argument.end), help: problem.help ?? "mend the expression; it must compile as PCRE" });
  },
};

/** Escapes that PCRE 8 reads as the letter and PCRE2 refuses; twice the letter is as long, so that places stay. */
function withoutUnknownEscapes(pattern: string): string {
  return pattern.replaceAll(/\\([\s\S])/g, (escape, letter: string) => (UNKNOWN_ESCAPES.includes(letter) ? letter + letter : escape));
}

const UNKNOWN_ESCAPES = "FIJMOTYijmqy";
