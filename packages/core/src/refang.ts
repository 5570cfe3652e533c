// Values that carry no mark of defanging; most do, and need no further look.
const CLEAN = /^(?:https?:\/\/[\w.:-]+(?:[/?#][!-~]*)?|[A-Za-z0-9.:_-]*(?:\/\d*)?)$/;

// White space and characters of no width that copying from reports leaves at the ends.
const EDGE = /[\s\u00AD\u200B-\u200F\u2060\uFEFF]/u;
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/gu;
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["<", ">"],
  ["\u201C", "\u201D"],
  ["\u2018", "\u2019"],
]);

// The usual ways to spoil a scheme (hxxp, h**p, h[tt]p, fxp) and the separator after it ([:]//, [://], [:][//]).
const SCHEME = /^\[?(h(?:tt|xx|tx|xt|\*\*|__|\[tt\]|\[xx\])p|f[tx]p)(s|\[s\]|\(s\))?\]?/i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]{0,30}/i;
const SEPARATOR =
  /^(?::\/\/|\[:\]\/\/|\(:\)\/\/|\{:\}\/\/|\[:\/\/\]|\(:\/\/\)|:\[\/\/\]|\[:\]\[\/\/\]|\[:\/\]\/|:\[\/\]\[\/\]|\[:\]\[\/\]\[\/\])/;

// Marks where only host names and addresses can stand: nothing of this is part of one, so all of it is undone.
const MARK =
  / ?(?:\[ ?(?:\.|dot|@|at|:) ?\]|\( ?(?:\.|dot|@|at|:) ?\)|\{ ?(?:\.|dot|@|at|:) ?\}|\[\.|\.\]|\\\.) ?| {1,3}dot {1,3}/gi;
const AT_MARK = / ?(?:\[ ?(?:@|at) ?\]|\( ?(?:@|at) ?\)|\{ ?(?:@|at) ?\}) ?|@| at /gi;
const DELIMITER = /[/?#]/;

/** How somebody defanged, found in the host; the same marks are then undone in the rest of the value. */
interface Style {
  readonly opening: string;
  readonly words: boolean;
}

/**
 * Undoes defanging: `hxxps[:]//bad[.]example` becomes `https://bad.example`.
 *
 * Meant for addresses, networks, hosts, URLs and mail addresses; text of other kinds (a subject, a registry key) may
 * hold the same characters in earnest and must not be given. Known: `hxxp`, `h**p`, `fxp` and their like; `[:]//`,
 * `[://]`; `.`, `@` and `:` in square, round or curly brackets, also as the words `dot` and `at`; `\.`, ` dot `,
 * ` at `; quotes, angle brackets, white space and characters of no width around the value.
 *
 * A value that is not defanged comes back as it is: the request target of a URL and the local part of a mail address,
 * which may hold brackets in earnest, are touched only when scheme or host show that the value was defanged, and only
 * by marks of the same style. `refang(defang(x)) === x` for canonical x. Takes linear time.
 */
export function refang(raw: string): string {
  if (CLEAN.test(raw)) return raw;
  const text = withoutEnds(raw, true);
  const scheme = readScheme(text);
  if (scheme !== undefined) return scheme.text + refangAuthority(text.slice(scheme.length), scheme.marked);

  const at = lastAt(text);
  if (at === undefined) return refangAuthority(text, false);
  const slash = text.indexOf("/");
  if (at.mark === "@" && slash !== -1 && slash < at.index && text.slice(0, slash).includes(".")) {
    return refangAuthority(text, false);
  }
  return refangMailAddress(text, at);
}

/**
 * Makes a value safe to show, so that nobody visits it by a click: `hxxps://bad[.]example`, `user[@]bad[.]example`.
 * Meant for canonical addresses, networks, hosts, URLs and mail addresses; `refang` is its inverse.
 */
export function defang(value: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(value);
  if (scheme === null) {
    const isMail = value.includes("@");
    const wrapped = wrapSymbol(value, ".");
    if (isMail) {
      const marked = wrapSymbol(wrapped, "@");
      return value.includes("[:]") ? wrapSymbol(marked, ":") : marked;
    }
    return wrapSymbol(wrapped, ":");
  }
  let rest = wrapSymbol(value.slice(scheme[0].length), ".");
  if (value.includes("[@]")) rest = wrapSymbol(rest, "@");
  if (value.includes("[:]")) rest = wrapSymbol(rest, ":");
  return defangScheme(scheme[1]!) + rest;
}

function defangScheme(scheme: string): string {
  switch (scheme) {
    case "http":
      return "hxxp://";
    case "https":
      return "hxxps://";
    case "ftp":
      return "fxp://";
    default:
      return `${scheme}[:]//`;
  }
}

function wrapSymbol(text: string, symbol: string): string {
  return text.replaceAll(symbol, `[${symbol}]`);
}

/** Text without white space and characters of no width at its ends. */
export function trimUnseen(text: string): string {
  return withoutEnds(text, false);
}

function withoutEnds(raw: string, isQuoted: boolean): string {
  let start = 0;
  let end = raw.length;
  for (;;) {
    while (start < end && EDGE.test(raw[start]!)) start++;
    while (end > start && EDGE.test(raw[end - 1]!)) end--;
    if (!isQuoted || end - start < 2 || PAIRS.get(raw[start]!) !== raw[end - 1]) break;
    start++;
    end--;
  }
  return raw.slice(start, end);
}

function readScheme(text: string): { text: string; length: number; marked: boolean } | undefined {
  const known = SCHEME.exec(text);
  const written = known?.[0] ?? OTHER_SCHEME.exec(text)?.[0];
  if (written === undefined) return undefined;
  const separator = SEPARATOR.exec(text.slice(written.length, written.length + 9))?.[0];
  if (separator === undefined) return undefined;
  const plain = known === null ? written : plainScheme(known[1]!, known[2]);
  return {
    text: `${plain}://`,
    length: written.length + separator.length,
    marked: plain !== written || separator !== "://",
  };
}

function plainScheme(name: string, secure: string | undefined): string {
  const plain = /^h/i.test(name) ? (/^http$/i.test(name) ? name : "http") : /^ftp$/i.test(name) ? name : "ftp";
  if (secure === undefined) return plain;
  return plain + (secure.length === 1 ? secure : "s");
}

function refangAuthority(text: string, schemeMarked: boolean): string {
  const delimiter = text.search(DELIMITER);
  const end = delimiter === -1 ? text.length : delimiter;
  const hostStart = text.lastIndexOf("@", end - 1) + 1;
  const styles: Style[] = schemeMarked ? [{ opening: "[", words: false }] : [];
  const host = refangHost(text.slice(hostStart, end), styles);
  return refangRest(text.slice(0, hostStart), styles) + host + refangRest(text.slice(end), styles);
}

function refangMailAddress(text: string, at: { mark: string; index: number }): string {
  const styles: Style[] = [];
  noteStyle(at.mark, styles);
  const domain = refangHost(text.slice(at.index + at.mark.length), styles);
  return `${refangRest(text.slice(0, at.index), styles)}@${domain}`;
}

function lastAt(text: string): { mark: string; index: number } | undefined {
  let last: { mark: string; index: number } | undefined;
  for (const match of text.matchAll(AT_MARK)) last = { mark: match[0], index: match.index };
  return last;
}

function refangHost(text: string, styles: Style[]): string {
  return text.replace(INVISIBLE, "").replace(MARK, (mark) => {
    noteStyle(mark, styles);
    return symbolOf(mark);
  });
}

function symbolOf(mark: string): string {
  if (mark.includes("@") || /at/i.test(mark)) return "@";
  return mark.includes(":") ? ":" : ".";
}

function noteStyle(mark: string, styles: Style[]): void {
  const opening = /[[({]/.exec(mark)?.[0];
  if (opening === undefined) return;
  const words = /[a-z]/i.test(mark);
  if (!styles.some((style) => style.opening === opening && style.words === words)) styles.push({ opening, words });
}

const REST_MARK = /\[(?:\.|dot|@|at|:)\]|\((?:\.|dot|@|at|:)\)|\{(?:\.|dot|@|at|:)\}/gi;

function refangRest(text: string, styles: readonly Style[]): string {
  if (styles.length === 0 || text.length === 0) return text;
  return text.replace(REST_MARK, (mark) => {
    const words = mark.length > 3;
    return styles.some((style) => style.opening === mark[0] && style.words === words) ? symbolOf(mark) : mark;
  });
}
