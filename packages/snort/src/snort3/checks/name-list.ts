import { closest } from "@sigwright/core";
import { type OptionCheck, type ParameterValues, readInteger } from "@sigwright/rule-language/dialect";

/** The words of a value between blanks, as the engine cuts them: a quote at either end of a word is taken off. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(/[ \t\n\v\f\r]+/)
    .map((word) => word.replace(/^"/, "").replace(/"$/, ""))
    .filter((word) => word !== "");
}

/** Each word is one of some names. */
export function allNamed(names: readonly string[], what: string): OptionCheck<ParameterValues> {
  return {
    summary: `each word names an ${what}`,
    check: ({ keyword, value: [given], report }) => {
      const unknown = given === undefined ? undefined : wordsOf(given.text).find((word) => !names.includes(word));
      if (unknown === undefined) return;
      const near = closest(unknown, names);
      report.reject("bad-value", given!, `\`${keyword.name}\`: \`${unknown}\` is no ${what}`, near === undefined ? { expected: names } : { help: `did you mean \`${near}\`?`, expected: [near] });
    },
  };
}

/** Each word is one of some names, or a number up to `max`. */
export function namesOrNumbers(names: readonly string[], max: number): OptionCheck<ParameterValues> {
  return {
    summary: `each word is a known name or a number up to ${max}`,
    check: ({ keyword, value: [given], report }) => {
      for (const word of given === undefined ? [] : wordsOf(given.text)) {
        const number = readInteger(word, "c");
        if (number === undefined ? names.includes(word) : number >= 0 && number <= max) continue;
        const near = closest(word, names);
        report.reject("bad-value", given!, `\`${keyword.name}\`: \`${word}\` is no known name and no number from 0 to ${max}`, near === undefined ? {} : { help: `did you mean \`${near}\`?`, expected: [near] });
        return;
      }
    },
  };
}

/** A word that the engine takes and ignores unless it is a number or one of some names. */
export function knownName(names: readonly string[], what: string): OptionCheck<ParameterValues> {
  return {
    summary: `it names ${what}`,
    check: ({ value: [given], report }) => {
      if (given === undefined || readInteger(given.text, "c") !== undefined || names.includes(given.text)) return;
      const near = closest(given.text, names);
      report.warn("ignored-value", given, `\`${given.text}\` is no name of ${what}; the engine ignores it`, near === undefined ? { expected: names } : { help: `did you mean \`${near}\`?`, expected: [near] });
    },
  };
}
