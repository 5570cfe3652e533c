import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";

const VERSION = /^\s*(?:[A-z0-9.]+|"[A-z0-9.]+")\s*$/;

/** A TLS version by name, or its two bytes in hexadecimal: `1.2`, `0x7f16`. */
export const tlsVersion: ArgumentForm = {
  summary: "`1.0`, `1.1`, `1.2`, `1.3`, or the two bytes of a version: `0x7f16`",
  parse: (argument) => {
    const text = argumentString(argument);
    const version = text.trim().replace(/^"/, "");
    const isKnown = /^1\.[0-3]/.test(version) || (version.startsWith("0x") && text.length === 6);
    if (VERSION.test(text) && isKnown) return { value: version };
    return fault(argument, `\`${text}\` is no version of TLS`, { expected: ["1.0", "1.1", "1.2", "1.3"] });
  },
};

const SSL_VERSIONS = ["sslv2", "sslv3", "tls1.0", "tls1.1", "tls1.2", "tls1.3"];

const SOME_VERSIONS = `it takes versions between commas: ${SSL_VERSIONS.join(", ")}`;

/** The words of a list of versions; undefined when it is empty or begins with a comma, which the engine takes for an empty word. */
function versionWords(text: string): readonly string[] | undefined {
  const list = text.trimStart();
  if (list === "" || list.startsWith(",")) return undefined;
  const words = list.split(/[\s,]+/);
  return words.at(-1) === "" ? words.slice(0, -1) : words;
}

/** Versions of SSL and TLS, each with `!` or none of them: `tls1.0,tls1.1`, `!sslv2,!sslv3`. As 7.0 reads them. */
export const sslVersions: ArgumentForm = {
  summary: `versions between commas, all or none of them with \`!\`: ${SSL_VERSIONS.join(", ")}`,
  parse: (argument) => {
    const words = versionWords(argumentString(argument));
    if (words === undefined) return fault(argument, "it names no version", { help: SOME_VERSIONS, expected: SSL_VERSIONS });
    const seen = new Set<string>();
    const isNegated = words[0]!.startsWith("!");
    for (const word of words) {
      const problem = versionProblem(word.replace(/^!/, ""), seen);
      if (problem !== undefined) return fault(argument, problem, { expected: SSL_VERSIONS });
      if (word.startsWith("!") !== isNegated) return fault(argument, "wanted and unwanted versions can't be mixed", { help: "put `!` before all of them or before none" });
    }
    return { value: words };
  },
};

/** Versions of SSL and TLS, with one `!` before all of them: `!sslv2,sslv3`. As 8.0 reads them. */
export const sslVersionList: ArgumentForm = {
  summary: `versions between commas, with one \`!\` before all of them if unwanted: ${SSL_VERSIONS.join(", ")}`,
  parse: (argument) => {
    const list = argumentString(argument).trimStart();
    if (list === "!") return { value: [] };
    // Behind the negation a blank is taken for an empty word.
    const words = /^!\s/.test(list) ? undefined : versionWords(list.replace(/^!/, ""));
    if (words === undefined) return fault(argument, "it names no version", { help: SOME_VERSIONS, expected: SSL_VERSIONS });
    const seen = new Set<string>();
    for (const word of words) {
      const problem = versionProblem(word, seen);
      if (problem !== undefined) return fault(argument, problem, { help: word.startsWith("!") ? "write one `!` before the first version" : SOME_VERSIONS, expected: SSL_VERSIONS });
    }
    return { value: words };
  },
};

function versionProblem(word: string, seen: Set<string>): string | undefined {
  const version = word.toLowerCase();
  if (!SSL_VERSIONS.includes(version)) return `\`${word}\` is no version`;
  if (seen.has(version)) return `\`${version}\` stands there twice`;
  seen.add(version);
  return undefined;
}

const SSL_STATES = ["client_hello", "server_hello", "client_keyx", "server_keyx", "unknown"];
const LONGEST_STATES = 63;

/** States of an SSL session between commas or pipes: `client_hello|server_hello`. */
export const sslStates: ArgumentForm = {
  summary: `states with commas or pipes between them, with \`!\` before an unwanted one: ${SSL_STATES.join(", ")}`,
  parse: (argument) => {
    let rest = argumentString(argument);
    let isFirst = true;
    while (rest !== "") {
      const [, state, more] = (isFirst ? /^!?([_a-zA-Z0-9]+)(.*)$/ : /^\s*[|,]\s*!?([_a-zA-Z0-9]+)(.*)$/).exec(rest) ?? [];
      if (state === undefined || more === undefined) return fault(argument, `\`${rest}\` is not understood`, { expected: SSL_STATES });
      if (!SSL_STATES.includes(state)) return fault(argument, `unknown state \`${state}\``, { expected: SSL_STATES });
      if (more.length > LONGEST_STATES) return fault(argument, "the list is too long");
      rest = more;
      isFirst = false;
    }
    return isFirst ? fault(argument, "it names no state", { expected: SSL_STATES }) : { value: argumentString(argument) };
  },
};

const VALIDITY = /^\s*([<>])?\s*([ -:TW0-9]+)\s*$/;
const EPOCH = /^\d+$/;
const LONGEST_DATE = 19;
// No blank need stand before the time.
const DATE = /^(\d{1,4})-\s*(\d{1,2})(?:-\s*(\d{2}|\d(?!\d))(?:T?\s*(\d{1,2})(?::\s*(\d{1,2})(?::\s*(\d{1,2}))?)?)?)?$/;

/** A point in time or a range of such: seconds since 1970 or a date, alone, compared or as `2014<>2015`. */
export const validity: ArgumentForm = {
  summary: "a date (`2015-10-22T23:00`) or seconds since 1970, alone, compared (`>1445852105`) or as a range (`2015-10-01<>2015-10-31`)",
  parse: (argument) => {
    const text = argumentString(argument);
    const range = text.split("<>");
    if (range.length > 2) return fault(argument, "it has more than two dates");
    const [, symbol, first] = VALIDITY.exec(range[0]!) ?? [];
    if (first === undefined) return fault(argument, `\`${range[0]!.trim()}\` is no date`);
    if (symbol !== undefined && range.length === 2) return fault(argument, "a range can't be compared");
    const from = dateOf(first);
    if (from === undefined) return fault(argument, `\`${first.trim()}\` is no date`, { help: "write `2015`-`10`-`22` with its dashes, then `T` and the time if wanted" });
    if (range.length === 1) return { value: from };
    const to = /^[ -:TW0-9]+$/.test(range[1]!.trim()) ? dateOf(range[1]!) : undefined;
    if (to === undefined) return fault(argument, `\`${range[1]!.trim()}\` is no date`);
    return to > from ? { value: from } : fault(argument, "the second date must lie after the first");
  },
};

/** Seconds since 1970; undefined when it is no date. The engine counts days that a month has not into the next. */
function dateOf(written: string): number | undefined {
  if (written.length > LONGEST_DATE) return undefined;
  const text = written.trim();
  if (EPOCH.test(text)) return Number(text);
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const part = (index: number, otherwise: number): number => Number(match[index] ?? otherwise);
  const [year, month, day, hour, minute, second] = [part(1, 0), part(2, 0), part(3, 1), part(4, 0), part(5, 0), part(6, 0)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 61) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
