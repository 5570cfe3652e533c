import { closest } from "@sigwright/core";
import type { Word } from "@sigwright/rule-language";
import type { IpProtocols, RuleCheck, RuleReport } from "@sigwright/rule-language/dialect";
import type { Snort2Environment } from "../dialect/environment.ts";
import { manualSection } from "../keywords/manual-section.ts";
import { addressItem, expressionProblem, type ExpressionProblem, type JudgeItem, portItem } from "./header-expression.ts";

/** Actions (manual 3.2.1); the last two are those of 3.2.6, which no longer load since rules can't switch others on. */
const ACTIONS: readonly string[] = ["alert", "log", "pass", "drop", "reject", "sdrop", "block", "activate", "dynamic"];

/** Protocols (manual 3.2.2) by the IP protocols they stand for. */
const PROTOCOLS: ReadonlyMap<string, IpProtocols> = new Map([
  ["tcp", only(6)],
  ["udp", only(17)],
  ["icmp", only(1)],
  ["ip", { any: true, numbers: new Set<number>() }],
]);

function only(...numbers: readonly number[]): IpProtocols {
  return { any: false, numbers: new Set(numbers) };
}

/** Expressions that are remembered: rules of a set share a few. */
const MOST_KNOWN = 10_000;

/** The header of a rule: action, protocol, direction, addresses and ports (manual 3.2). */
export function headerCheck({ configuration }: Snort2Environment): RuleCheck {
  const known = new Map<string, ExpressionProblem | undefined>();
  const addresses = addressItem(configuration.addressVariables);
  const ports = portItem(configuration.portVariables);

  function checkWord(word: Word | undefined, code: "bad-address" | "bad-port", judge: JudgeItem, report: RuleReport): void {
    if (word === undefined) return;
    const key = `${code} ${word.text}`;
    let problem = known.get(key);
    if (problem === undefined && !known.has(key)) {
      problem = expressionProblem(word.text.replaceAll(/\\[ \t]*\r?\n/g, ""), judge);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, problem);
    }
    if (problem === undefined) return;
    const { start, end } = word.range;
    report.reject(problem.code ?? code, { start: Math.min(start + problem.start, end), end: Math.min(start + problem.end, end) }, problem.message, { help: problem.help });
  }

  return {
    summary: "action, protocol, direction, addresses and ports are ones the engine takes",
    check: (rule, state, report) => {
      const { protocol, source, sourcePort, direction, destination, destinationPort } = rule.header;
      report.manual = manualSection(2, 1);
      checkAction(rule.action, report);
      report.manual = manualSection(2, 2);
      if (protocol !== undefined) {
        const found = PROTOCOLS.get(protocol.text.toLowerCase());
        if (found === undefined) reportProtocol(protocol, report);
        else state.ipProtocols = found;
      }
      report.manual = manualSection(2, 5);
      if (direction !== undefined && direction.text !== "->" && direction.text !== "<>") {
        report.reject("bad-direction", direction.range, `\`${direction.text}\` is no direction`, { expected: ["->", "<>"], help: "write `->`, or `<>` for both directions" });
      }
      report.manual = manualSection(2, 3);
      for (const word of [source, destination]) checkWord(word, "bad-address", addresses, report);
      report.manual = manualSection(2, 4);
      for (const word of [sourcePort, destinationPort]) checkWord(word, "bad-port", ports, report);
      report.manual = undefined;
    },
  };
}

function checkAction({ text, range }: Word, report: RuleReport): void {
  const name = text.toLowerCase();
  if (ACTIONS.includes(name)) return;
  const near = closest(name, ACTIONS);
  report.reject("unknown-action", range, `\`${text}\` is no action`, {
    expected: near === undefined ? ACTIONS : [near],
    help: near === undefined ? `actions are ${ACTIONS.slice(0, 7).join(", ")}, and those that a \`ruletype\` defines` : `did you mean \`${near}\`?`,
  });
}

function reportProtocol({ text, range }: Word, report: RuleReport): void {
  const names = [...PROTOCOLS.keys()];
  const near = closest(text.toLowerCase(), names);
  report.reject("unknown-protocol", range, `\`${text}\` is no protocol that the engine's headers have`, {
    expected: near === undefined ? names : [near],
    help: near === undefined ? "write `tcp`, `udp`, `icmp` or `ip`; an application is named in `metadata:service …`" : `did you mean \`${near}\`?`,
  });
}
