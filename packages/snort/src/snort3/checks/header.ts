import { closest, type Range } from "@sigwright/core";
import type { Rule, Word } from "@sigwright/rule-language";
import type { RuleCheck, RuleReport, RuleState } from "@sigwright/rule-language/dialect";
import { KNOWN_SERVICES } from "../configuration/known-services.ts";
import type { Snort3Configuration } from "../configuration/stock-configuration.ts";
import { addressFault } from "./address-expression.ts";
import { headerProtocol } from "./header-protocol.ts";
import { type ExpressionProblem, portFault } from "./port-expression.ts";

/** Actions of Snort 3.12.2, and those that other rule languages have. */
const ACTIONS: readonly string[] = ["alert", "block", "drop", "file_id", "log", "pass", "react", "reject", "rewrite"];
const FOREIGN_ACTIONS: Readonly<Record<string, string>> = { sdrop: "drop", rejectsrc: "reject", rejectdst: "reject", rejectboth: "reject" };

/** Protocols that are no services. */
const PACKET_PROTOCOLS: ReadonlySet<string> = new Set(["tcp", "udp", "icmp", "ip"]);
/** Protocols without ports: what stands in their place is not looked at. */
const PORTLESS: ReadonlySet<string> = new Set(["icmp", "ip"]);
const DIRECTIONS = ["->", "<>"];

/** So many expressions are remembered. */
const MOST_KNOWN = 10_000;

/** The header of a rule: action, protocol or service, direction, addresses and ports. */
export function headerCheck({ addressVariables, portVariables }: Snort3Configuration): RuleCheck {
  const addresses = new Map<string, ExpressionProblem | undefined>();
  const ports = new Map<string, ExpressionProblem | undefined>();
  return {
    summary: "action, direction, addresses and ports are ones the engine takes",
    check: (rule, state, report) => {
      checkAction(rule.action, report);
      if (report.rejects > 0) return;
      const words = wordsOf(rule);
      if (!words.every((word, index) => isOneToken(word, index, report))) return;
      const [protocol, source, ...rest] = words;
      checkProtocol(protocol, state, report);
      if (source === undefined) return;
      const parts = partsOf(source, rest, words, report);
      if (parts === undefined) return;
      for (const word of [parts.source, parts.destination]) checkWord(word, "bad-address", addresses, (text) => addressFault(text, addressVariables), report);
      for (const word of [parts.sourcePort, parts.destinationPort]) {
        if (word === undefined) continue;
        if (!PORTLESS.has(protocol!.text)) checkWord(word, "bad-port", ports, (text) => portFault(text, portVariables), report);
        else if (word.text.toLowerCase() !== "any") {
          report.warn("port-ignored", word.range, `\`${protocol!.text}\` has no ports; the engine ignores \`${word.text}\``, { help: "write `any`, or `tcp` or `udp` for the protocol" });
        }
      }
    },
  };
}

function checkAction({ text, range }: Word, report: RuleReport): void {
  if (ACTIONS.includes(text)) return;
  const near = FOREIGN_ACTIONS[text] ?? (ACTIONS.includes(text.toLowerCase()) ? text.toLowerCase() : closest(text.toLowerCase(), ACTIONS));
  report.reject("unknown-action", range, `\`${text}\` is no action`, near === undefined
    ? { expected: ACTIONS, help: `actions are ${ACTIONS.map((action) => `\`${action}\``).join(", ")}` }
    : { expected: [near], help: `did you mean \`${near}\`?`, fixes: [{ title: `Write \`${near}\``, safe: false, edits: [{ range, newText: near }] }] });
}

function checkProtocol(protocol: Word | undefined, state: RuleState, report: RuleReport): void {
  headerProtocol.keep(state, protocol?.text ?? "tcp");
  if (protocol === undefined || PACKET_PROTOCOLS.has(protocol.text) || KNOWN_SERVICES.has(protocol.text)) return;
  const { text, range } = protocol;
  const names = [...PACKET_PROTOCOLS, ...KNOWN_SERVICES];
  const near = names.includes(text.toLowerCase()) ? text.toLowerCase() : closest(text.toLowerCase(), names);
  report.warn("unknown-protocol", range, `the engine takes \`${text}\` for the name of a service, and finds none of that name`, near === undefined
    ? { help: "write `tcp`, `udp`, `icmp`, `ip` or the name of a service" }
    : { help: `did you mean \`${near}\`?`, expected: [near], fixes: [{ title: `Write \`${near}\``, safe: false, edits: [{ range, newText: near }] }] });
}

/** The words between action and options in their order, whatever places the parser gave them. */
function wordsOf({ header }: Rule): readonly Word[] {
  const { protocol, hook, source, sourcePort, direction, destination, destinationPort } = header;
  const whole = protocol === undefined || hook === undefined ? protocol : { text: `${protocol.text}:${hook.text}`, range: { start: protocol.range.start, end: hook.range.end } };
  return [whole, source, sourcePort, direction, destination, destinationPort].filter((word) => word !== undefined);
}

/** Whether a word is what it seems: only a list that begins with its bracket can have blanks in it, and protocols are no lists. */
function isOneToken({ text, range }: Word, index: number, report: RuleReport): boolean {
  const isList = text.startsWith("[");
  if (text.startsWith('"')) {
    report.reject("incomplete-header", range, `\`${text}\` stands in quotes, and a header has none`, { help: "take the quotes out" });
  } else if (isList && index === 0) {
    report.reject("protocol-list", range, "a rule is for one protocol", { help: "write `ip`, or a rule for each protocol" });
  } else if (text.startsWith("![") && !text.includes("]")) {
    report.reject("blank-in-list", range, `the list that begins with \`${text}\` has a blank in it`, { help: "take the blanks out; only lists that begin with `[` can have some" });
  }
  return report.rejects === 0;
}

interface Parts {
  readonly source: Word;
  readonly sourcePort: Word | undefined;
  readonly destination: Word;
  readonly destinationPort: Word | undefined;
}

/** Either port may be missing; the direction is where the source port or the word behind it would be. */
function partsOf(source: Word, [second, third, ...rest]: readonly Word[], words: readonly Word[], report: RuleReport): Parts | undefined {
  const hasSourcePort = second === undefined || !DIRECTIONS.includes(second.text);
  const direction = hasSourcePort ? third : second;
  const [destination, destinationPort, extra] = hasSourcePort ? rest : [third, ...rest];
  if (direction === undefined || destination === undefined) {
    report.reject("incomplete-header", { start: words[0]!.range.start, end: words.at(-1)!.range.end }, "the header is incomplete", {
      help: "write action, protocol, source, source port, direction, destination, destination port; ports may be missing, or everything behind the protocol",
    });
    return undefined;
  }
  if (!DIRECTIONS.includes(direction.text)) {
    report.reject("bad-direction", direction.range, `\`${direction.text}\` is no direction`, { expected: DIRECTIONS, help: "write `->`, or `<>` for both directions" });
    return undefined;
  }
  if (extra !== undefined) {
    report.reject("incomplete-header", extra.range, `\`${extra.text}\` is a word more than a header holds`, { help: "take it out; lists with blanks in them stand in brackets" });
    return undefined;
  }
  return { source, sourcePort: hasSourcePort ? second : undefined, destination, destinationPort };
}

// What stands between the items of a list that spans lines: the engine drops line ends behind a backslash, and comments.
const JOINED = /\\[ \t]*\r?\n/g;

const ESCAPED = /\\([^])/g;

/** Judges an expression once a text: rules of a set share a few. */
function checkWord(word: Word | undefined, code: string, known: Map<string, ExpressionProblem | undefined>, judge: (text: string) => ExpressionProblem | undefined, report: RuleReport): void {
  if (word === undefined) return;
  const { text, range } = word;
  let problem = known.get(text);
  if (problem === undefined && !known.has(text)) {
    problem = judge(text.replaceAll(JOINED, "").replaceAll(ESCAPED, "$1"));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, problem);
  }
  if (problem === undefined) return;
  const { start = 0, end = text.length, message, help, expected } = problem;
  const place: Range = { start: Math.min(range.start + start, range.end), end: Math.min(range.start + end, range.end) };
  const details = { ...(help === undefined ? {} : { help }), ...(expected === undefined ? {} : { expected }) };
  if (problem.isWarning === true) report.warn(problem.code ?? code, place, message, details);
  else report.reject(problem.code ?? code, place, message, details);
}
