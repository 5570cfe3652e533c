import { closest } from "@sigwright/core";
import type { RuleOption } from "../../tree.ts";
import type { DialectKeyword } from "../keyword.ts";
import type { RuleReport } from "../rule-report.ts";
import type { Argument, ArgumentListFault, ArgumentListReader } from "./argument-list.ts";
import { type GivenParameter, givenParameter, type Parameter, type ParameterResult, type ParameterValues } from "./parameter.ts";

/** Row of a keyword whose value is a list of arguments. */
type ParameterKeyword = DialectKeyword & { readonly parameters: readonly Parameter[] };

/** Whether the value of a keyword is a list of arguments. */
export function hasParameters(keyword: DialectKeyword): keyword is ParameterKeyword {
  return keyword.parameters !== undefined;
}

/**
 * Reads the arguments of an option as the parameters of its keyword: first those told by their place, then by name.
 * Undefined, with a report, when the engine would not have it.
 */
export function readParameters(text: string, option: RuleOption, keyword: ParameterKeyword, reader: ArgumentListReader, report: RuleReport): ParameterValues | undefined {
  const { valueStart, valueEnd } = option;
  const shape = keyword.shape ?? "list";
  const isFree = shape === "entries" || shape === "phrase";
  // Free text needs its colon and may be empty behind it; of a list it is the other way round.
  if (valueStart === -1 ? isFree : valueStart === valueEnd && !isFree) {
    const what = valueStart === -1 ? `\`${keyword.name}\` needs a value` : `nothing stands behind the colon of \`${keyword.name}\``;
    report.reject("missing-value", option.nameRange, what, { help: usage(keyword) });
    return undefined;
  }
  if (valueStart === -1) return NO_PARAMETERS;
  const split = reader.read(text, valueStart, valueEnd, shape);
  if ("fault" in split) {
    reportFault(split.fault, text, keyword, report);
    return undefined;
  }
  const { parameters } = keyword;
  const given: GivenParameter[] = [];
  let place = 0;
  for (const argument of split.list) {
    const placed = parameters[place];
    const isPlaced = placed?.place !== undefined;
    const parameter = isPlaced ? placed : parameters.find(({ name }) => name === argument.words[0]!.text);
    if (parameter === undefined) return reportUnknown(argument, option, keyword, report);
    if (placed?.place === "next") place++;
    const value = isPlaced ? { text: argument.text, range: argument } : valueOf(argument);
    const result = parameter.form.parse(value.text);
    if ("problem" in result) return reportProblem(result, parameter, value.range, keyword, report);
    if (result.remark !== undefined) report.warn("ignored-value", value.range, result.remark);
    if (placed?.place !== "each" && givenParameter(given, parameter.name) !== undefined) {
      report.warn("parameter-repeated", argument, `\`${parameter.name}\` stands here a second time, and the last one counts`, { help: "take one of them out" });
    }
    if (parameter.form.isFlag === true && value.text !== "") {
      report.warn("ignored-value", value.range, `\`${parameter.name}\` takes no value; the engine ignores \`${value.text}\``, { help: "take it out; a comma may be missing before it" });
    }
    if (parameter.isObsolete === true) {
      report.warn("obsolete-parameter", argument, `\`${parameter.name}\` does nothing any more`, { help: "take it out" });
    }
    given.push({ name: parameter.name, start: value.range.start, end: value.range.end, value: result.value, text: value.text });
  }
  return given;
}

const NO_PARAMETERS: ParameterValues = [];

function valueOf({ words, start, end }: Argument): { readonly text: string; readonly range: { readonly start: number; readonly end: number } } {
  const [, second] = words;
  return second === undefined ? { text: "", range: { start, end } } : { text: second.text, range: { start: second.start, end: second.end } };
}

const FAULTS: Readonly<Record<ArgumentListFault["code"], { readonly message: (found: string, name: string) => string; readonly help: string }>> = {
  "empty-argument": { message: (_, name) => `nothing stands beside a comma of \`${name}\``, help: "take the comma out, or put an argument there" },
  "missing-comma": { message: (found, name) => `\`${found}\` is a word too many in an argument of \`${name}\``, help: "an argument is a word, a name and a value, or a string; put a comma between two" },
  "stray-character": { message: (found, name) => `\`${found}\` can't stand in a value of \`${name}\` outside of quotes`, help: "put the value in double quotes, or take it out; a `;` may be missing before it" },
};

function reportFault({ code, start, end }: ArgumentListFault, text: string, { name }: DialectKeyword, report: RuleReport): void {
  const { message, help } = FAULTS[code];
  report.reject(code, { start, end }, message(text.slice(start, end), name), { help });
}

function reportUnknown(argument: Argument, option: RuleOption, keyword: ParameterKeyword, report: RuleReport): undefined {
  const { name, parameters } = keyword;
  const word = argument.words[0]!;
  if (parameters.length === 0) {
    report.reject("unexpected-value", option.valueRange!, `\`${name}\` takes no value`, {
      help: `write \`${name};\``,
      fixes: [{ title: "Take the value out", safe: false, edits: [{ range: { start: option.nameEnd, end: option.valueEnd }, newText: "" }] }],
    });
    return undefined;
  }
  const names = parameters.filter(({ place }) => place === undefined).map((parameter) => parameter.name);
  const near = closest(word.text.toLowerCase(), names);
  if (names.length === 0) {
    report.reject("unknown-parameter", argument, `\`${argument.text}\` is an argument more than \`${name}\` takes`, { help: usage(keyword) });
  } else if (near === undefined) {
    report.reject("unknown-parameter", word, `\`${name}\` has no parameter \`${word.text}\``, { help: `it has ${quotedList(names)}`, expected: names });
  } else {
    report.reject("unknown-parameter", word, `\`${name}\` has no parameter \`${word.text}\``, {
      help: `did you mean \`${near}\`?`,
      expected: [near],
      fixes: [{ title: `Write \`${near}\``, safe: false, edits: [{ range: { start: word.start, end: word.end }, newText: near }] }],
    });
  }
  return undefined;
}

function reportProblem({ problem, help, expected }: Exclude<ParameterResult, { value: unknown }>, parameter: Parameter, { start, end }: { start: number; end: number }, keyword: ParameterKeyword, report: RuleReport): undefined {
  const where = parameter.place === undefined ? `\`${parameter.name}\` of \`${keyword.name}\`` : `\`${keyword.name}\``;
  report.reject("bad-value", { start, end }, `${where}: ${problem}`, {
    help: help ?? `it takes ${parameter.form.summary}`,
    ...(expected === undefined ? {} : { expected }),
  });
  return undefined;
}

/** How a keyword is written, in a few words. */
function usage({ name, parameters }: ParameterKeyword): string {
  if (parameters.length === 0) return `write \`${name};\``;
  const placed = parameters.filter(({ place }) => place !== undefined);
  const [first] = placed;
  if (first !== undefined && placed.length === 1) return `it takes ${first.form.summary}`;
  return `its parameters are ${quotedList(parameters.map((parameter) => parameter.name))}`;
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
