import type { RuleOption } from "../tree.ts";
import type { ArgumentText } from "./argument.ts";
import type { FlowDirection } from "./buffer.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { RuleReport } from "./rule-report.ts";
import type { RuleState } from "./rule-state.ts";

const DIRECTION = /^(to_client|to_server)[ \t]*(?:(,)[ \t]*)?/;

/**
 * Takes a direction off the front of a value and limits the option to it. Returns what is left of the value; undefined,
 * with a report, when the engine would not have it.
 */
export function limitDirection(
  argument: ArgumentText,
  form: NonNullable<DialectKeyword["direction"]>,
  option: RuleOption,
  keyword: DialectKeyword,
  state: RuleState,
  report: RuleReport,
): ArgumentText | undefined {
  const match = DIRECTION.exec(argument.text.slice(argument.start, argument.end));
  const start = argument.start + (match?.[0].length ?? 0);
  const isWhole = match !== null && (match[2] !== undefined || start === argument.end);
  if (form === "alone" && !(isWhole && match[2] === undefined)) {
    report.reject("bad-value", option.valueRange ?? option.nameRange, `\`${keyword.name}\` takes a direction and nothing else`, {
      expected: ["to_client", "to_server"],
      help: "write `to_client`, `to_server`, or no value",
    });
    return undefined;
  }
  if (!isWhole) return argument;
  const direction: FlowDirection = match[1] === "to_client" ? "to_client" : "to_server";
  state.limitedTo = direction;
  if (state.bothSides !== undefined) return { ...argument, start };
  if (direction === "to_client" ? state.toServer : state.toClient) {
    report.reject("direction-conflict", option.valueRange ?? option.nameRange, `the rule is for the other direction than \`${direction}\``, {
      help: "use `=>` in the header for rules about both sides of a transaction",
    });
    return undefined;
  }
  if (direction === "to_client") state.toClient = true;
  else state.toServer = true;
  return { ...argument, start };
}
