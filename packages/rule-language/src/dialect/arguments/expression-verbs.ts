import { expressionFaultAt, type Reading } from "./expression-fault.ts";

const VERBS: ReadonlySet<string> = new Set(["ACCEPT", "FAIL", "F", "COMMIT", "MARK", "", "PRUNE", "SKIP", "THEN"]);
const START_VERBS =
  /^\(\*(?:UTF|UCP|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|NOTEMPTY|NOTEMPTY_ATSTART|CR|LF|CRLF|ANY|NUL|ANYCRLF|BSR_ANYCRLF|BSR_UNICODE|LIMIT_(?:HEAP|MATCH|DEPTH|RECURSION)=\d+)\)/;

/** Where the settings end that an expression may begin with: `(*ANYCRLF)(*UCP)`. */
export function startVerbsEnd(text: string): number {
  let end = 0;
  for (let verb = START_VERBS.exec(text); verb !== null; verb = START_VERBS.exec(text.slice(end))) end += verb[0].length;
  return end;
}

/** Reads what begins with `(*`: a verb, or the opening of an assertion by name. */
export function readVerb(text: string, start: number): Reading & { readonly isAssertion?: true } {
  const rest = text.slice(start);
  const match = /^\(\*([A-Z]*)(:[^)]*)?\)/.exec(rest);
  if (match !== null && VERBS.has(match[1]!) && (match[1] !== "" || match[2] !== undefined)) return { end: start + match[0].length };
  const opening = /^\(\*[a-z_]+:/.exec(rest);
  if (opening !== null) return { end: start + opening[0].length, isAssertion: true };
  return expressionFaultAt(start, start + 2, "`(*` begins no known verb", "write the parenthesis as `\\(`");
}
