const TOKEN = /[{}[\]:,"]|-?[0-9][0-9.eE+-]{0,400}|true|false|null/y;

/** What may come next. A value, a key and a comma may each be the end of what they stand in, where that is empty or done. */
type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing";

/**
 * Where a text that `JSON.parse` has refused stops being JSON: an offset from `start` on, the text's end when it is only
 * incomplete. Engines tell the place each in its own way, or not at all. Linear time, no recursion.
 */
export function findJsonFault(text: string, start: number): number {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  let at = start;
  for (;;) {
    while (at < text.length && " \t\n\r".includes(text[at]!)) at++;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return at;
    const end = token === '"' ? stringEnd(text, at) : at + token.length;
    const next: Expected | undefined = end === undefined ? undefined : step(MARKS.includes(token) ? token : undefined, token === '"', expected, open);
    if (end === undefined || next === undefined) return at;
    expected = next;
    at = end;
  }
}

const MARKS = "{}[]:,";

/** Behind the quote that ends the string that begins at an offset; `undefined` when none does on its line. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return undefined;
    if (unit === 0x5c) at++;
  }
  return undefined;
}

/** What is expected after a token; `undefined` when it was not expected itself. */
function step(mark: string | undefined, isString: boolean, expected: Expected, open: ("{" | "[")[]): Expected | undefined {
  const isValue = expected === "value" || expected === "value or end";
  const after = (): Expected => (open.length === 0 ? "nothing" : "comma or end");
  if (mark === undefined) {
    if (isString && (expected === "key" || expected === "key or end")) return "colon";
    return isValue ? after() : undefined;
  }
  if (mark === "{" || mark === "[") {
    if (!isValue) return undefined;
    open.push(mark);
    return mark === "{" ? "key or end" : "value or end";
  }
  if (mark === ":") return expected === "colon" ? "value" : undefined;
  const inside = open.at(-1);
  if (mark === ",") {
    if (expected !== "comma or end") return undefined;
    return inside === "{" ? "key" : "value";
  }
  const isEnd = expected === "comma or end" || expected === (mark === "}" ? "key or end" : "value or end");
  if (!isEnd || inside !== (mark === "}" ? "{" : "[")) return undefined;
  open.pop();
  return after();
}
