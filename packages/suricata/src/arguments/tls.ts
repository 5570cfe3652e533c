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

/** Versions of SSL and TLS, all wanted or all unwanted: `tls1.0,tls1.1`, `!sslv2`. */
export const sslVersions: ArgumentForm = {
  summary: `versions between commas, all or none of them with \`!\`: ${SSL_VERSIONS.join(", ")}`,
  parse: (argument) => {
    const words = argumentString(argument).split(/[\s,]+/);
    if (words[0] === "") words.shift();
    // The first word must not begin with a comma: the engine then reads an empty name.
    if (words.length === 0 || /^\s*,/.test(argumentString(argument))) return fault(argument, "it names no version", { expected: SSL_VERSIONS });
    if (words.at(-1) === "") words.pop();
    const seen = new Set<string>();
    const isNegated = words[0]!.startsWith("!");
    for (const word of words) {
      const version = word.replace(/^!/, "").toLowerCase();
      if (!SSL_VERSIONS.includes(version)) return fault(argument, `\`${word}\` is no version`, { expected: SSL_VERSIONS });
      if (seen.has(version)) return fault(argument, `\`${version}\` stands there twice`);
      if (word.startsWith("!") !== isNegated) return fault(argument, "wanted and unwanted versions can't be mixed", { help: "put `!` before all of them or before none" });
      seen.add(version);
    }
    return { value: words };
  },
};

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
const DATE =
  /^(?:(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?)?|(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)$/;

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

/** Seconds since 1970. A time without a date counts as one of the first day, which is as good as the engine's own guess. */
function dateOf(written: string): number | undefined {
  if (written.length > LONGEST_DATE) return undefined;
  const text = written.trim();
  if (EPOCH.test(text)) return Number(text);
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => match[index]);
  const [clockHour, clockMinute, clockSecond] = [match[7], match[8], match[9]];
  const numbers = { month: Number(month ?? 1), day: Number(day ?? 1), hour: Number(hour ?? clockHour ?? 0), minute: Number(minute ?? clockMinute ?? 0), second: Number(second ?? clockSecond ?? 0) };
  const isDate = numbers.month >= 1 && numbers.month <= 12 && numbers.day >= 1 && numbers.day <= 31;
  if (!isDate || numbers.hour > 23 || numbers.minute > 59 || numbers.second > 60) return undefined;
  return Date.UTC(Number(year ?? 1970), numbers.month - 1, numbers.day, numbers.hour, numbers.minute, numbers.second) / 1000;
}
