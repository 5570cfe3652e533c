import { type ArgumentForm, type ArgumentText, argumentString, type CursorValue, fault, holdsFor } from "@sigwright/rule-language/dialect";
import { memoryProblem } from "./dataset-memory.ts";

/** What `dataset` and `datarep` name. */
export interface DatasetUse extends CursorValue {
  readonly name: string;
  readonly command: string;
  readonly type: string | undefined;
  readonly load: string | undefined;
  readonly save: string | undefined;
}

const TYPES = ["md5", "sha256", "string", "ipv4", "ipv6", "ip"];
const COMMANDS = ["isset", "isnotset", "set", "unset"];
const OPERATORS = [">", "<", "=="];
const LONGEST_NAME = 63;

interface Item {
  readonly key: string;
  readonly value: string | undefined;
}

/** The items between commas; empty ones are skipped. */
function items(text: string): readonly Item[] {
  const found: Item[] = [];
  for (const part of text.split(",")) {
    const item = part.replace(/^[ \t]+/, "");
    const space = item.indexOf(" ");
    const key = space === -1 ? item : item.slice(0, space);
    if (key !== "") found.push({ key, value: space === -1 ? undefined : item.slice(space + 1).replace(/^[ \t]+/, "") });
  }
  return found;
}

/** Reads `type`, `load` and the like; the engine stops at the first it does not understand, and goes on with what it has. */
function options(found: readonly Item[], flags: readonly string[] = []): { values: Map<string, string>; problem: string | undefined } {
  const values = new Map<string, string>();
  for (const { key, value } of found) {
    if (flags.includes(key)) continue;
    if (value === undefined) return { values, problem: `\`${key}\` needs a value` };
    if (key === "type" && !TYPES.includes(value)) return { values, problem: `there is no type \`${value}\`` };
    const isPath = key === "load" || key === "save" || key === "state";
    if (isPath && values.has(key)) return { values, problem: `\`${key}\` stands there twice` };
    values.set(key, value);
  }
  return { values, problem: undefined };
}

/** The argument of `dataset`. */
export function dataset(engineVersion: string): ArgumentForm<DatasetUse> {
  return {
    summary: "`isset`, `isnotset`, `set` or `unset`, a name, then `type` and others with commas: `isset,seen,type string,load seen.lst`",
    parse: (argument) => parseDataset(argument, engineVersion),
  };
}

function parseDataset(argument: ArgumentText, engineVersion: string): ReturnType<ArgumentForm<DatasetUse>["parse"]> {
  const [command, name, ...rest] = items(argumentString(argument));
  if (command === undefined || command.value) return fault(argument, "it begins with a command", { expected: COMMANDS });
  if (!COMMANDS.includes(command.key)) return fault(argument, `\`${command.key}\` is no command`, { expected: COMMANDS });
  if (name === undefined || name.value) return fault(argument, "a name without blanks follows the command");
  if (name.key.includes("\t")) return fault(argument, "a name can't hold blanks");
  const isNewer = holdsFor({ since: "8.0" }, engineVersion);
  const { values, problem } = options(rest, isNewer ? NEWER_FLAGS : []);
  const type = values.get("type");
  if (type === undefined) return fault(argument, problem ?? "the type is missing", { help: "add `type string`, or define the set in the configuration", expected: TYPES.map((each) => `type ${each}`) });
  const state = values.get("state");
  const save = values.get("save") ?? state;
  const load = values.get("load") ?? state;
  const bad = save === undefined || (load !== undefined && load !== save) ? undefined : pathProblem(save);
  if (bad !== undefined) return fault(argument, bad);
  const unfit = isNewer ? jsonProblem(command.key, values, save) : undefined;
  if (unfit !== undefined) return fault(argument, unfit);
  const memory = memoryProblem(type, values.get("hashsize"), values.get("memcap"), engineVersion);
  if (memory !== undefined) return fault(argument, memory, MORE_MEMORY);
  // What is saved under the same name is made when it is not there.
  return { value: { name: name.key, command: command.key, type, load, save, file: load === save ? undefined : load } };
}

const MORE_MEMORY = { help: "raise `memcap`, lower `hashsize`, or leave both out" };
/** What 8.0 takes without a value. */
const NEWER_FLAGS = ["remove_key"];
const JSON_FORMATS = ["json", "ndjson"];

/** What a list in JSON, which 8.0 can load, lacks or can't be used with. */
function jsonProblem(command: string, values: ReadonlyMap<string, string>, save: string | undefined): string | undefined {
  const format = values.get("format") ?? "";
  if (!JSON_FORMATS.includes(format)) return undefined;
  if (command === "set" || command === "unset") return `\`${command}\` can't be used with \`format ${format}\``;
  if (save !== undefined) return `\`format ${format}\` can't be saved`;
  const missing = ["context_key", "value_key"].find((key) => !values.has(key));
  return missing === undefined ? undefined : `\`format ${format}\` needs \`${missing}\``;
}

function pathProblem(path: string): string | undefined {
  if (path.startsWith("/")) return "a rule must not save under an absolute path";
  return path.split("/").includes("..") ? "a rule must not save outside of the data folder" : undefined;
}

/** The argument of `datarep`. */
export function datarep(engineVersion: string): ArgumentForm<DatasetUse> {
  return {
    summary: "a name, `>`, `<` or `==`, a number from 0 to 65535, then `type` and `load`, with commas",
    parse: (argument) => {
      const [name, operator, number, ...rest] = items(argumentString(argument));
      if (name === undefined || operator === undefined || number === undefined) return fault(argument, "a name, a comparison and a number are needed");
      if ([name, operator, number].some(({ value }) => value !== undefined)) return fault(argument, "a blank stands where a comma should");
      if (!OPERATORS.includes(operator.key)) return fault(argument, `\`${operator.key}\` is no comparison`, { expected: OPERATORS });
      if (!/^\+?\d+$/.test(number.key) || Number(number.key) > 65535) return fault(argument, `\`${number.key}\` is no number from 0 to 65535`);
      if (name.key.length > LONGEST_NAME) return fault(argument, `the name has more than ${LONGEST_NAME} characters`);
      const { values, problem } = options(rest);
      const type = values.get("type");
      if (type === undefined) return fault(argument, problem ?? "the type is missing", { expected: TYPES.map((each) => `type ${each}`) });
      const memory = memoryProblem(type, values.get("hashsize"), values.get("memcap"), engineVersion);
      if (memory !== undefined) return fault(argument, memory, MORE_MEMORY);
      return { value: { name: name.key, command: operator.key, type, load: values.get("load"), save: undefined, file: values.get("load") } };
    },
  };
}

/** What `iprep` asks for. */
export interface ReputationUse {
  readonly category: string;
}

const REPUTATION_SIDES = ["any", "both", "src", "dst"];

/** The argument of `iprep`. */
export const ipReputation: ArgumentForm<ReputationUse> = {
  summary: "`any`, `src`, `dst` or `both`, a category, a comparison and a number from 0 to 255, with commas; or `isset` or `isnotset` in their place",
  parse: (argument) => {
    const text = argumentString(argument);
    const [side, category, operator, number, ...more] = text.split(",").map((part) => part.trim());
    if (side === undefined || category === undefined || operator === undefined || more.length > 0) return fault(argument, "it takes three or four parts");
    if (!REPUTATION_SIDES.includes(side)) return fault(argument, `\`${side}\` is not one of them`, { expected: REPUTATION_SIDES });
    if (number === undefined) return operator === "isset" || operator === "isnotset" ? { value: { category } } : fault(argument, `\`${operator}\` is neither \`isset\` nor \`isnotset\``);
    if (!/^(?:>=|<=|>|<|!=|!|=)/.test(operator)) return fault(argument, `\`${operator}\` is no comparison`);
    if (!/^\+?\d+$/.test(number) || Number(number) > 255) return fault(argument, `\`${number}\` is no number from 0 to 255`);
    return { value: { category } };
  },
};

const CONFIG = /^\s*([A-Za-z_]+)\s*([A-Za-z_]+)\s*(?:,\s*([A-Za-z_]+)\s+([A-Za-z_]+))?\s*(?:,\s*([A-Za-z_]+)\s+([A-Za-z_]+))?$/;

/** The argument of `config`. */
export const configuration: ArgumentForm<string> = {
  summary: "`logging disable, type tx, scope tx`, with `flow` in place of `tx`",
  parse: (argument) => {
    const text = argumentString(argument);
    const match = CONFIG.exec(text);
    const [, system, state, type, typeOf, scope, scopeOf] = match ?? [];
    const isRight = system === "logging" && state === "disable" && type === "type" && scope === "scope" && isScope(typeOf) && isScope(scopeOf);
    return isRight ? { value: text } : fault(argument, `\`${text}\` is not understood`);
  },
};

/** The argument of `config` as 8.0 takes it: a scope can be packets, and flows need not be tracked. */
export const newerConfiguration: ArgumentForm<{ readonly hooked: boolean }> = {
  summary: "`logging disable, type tx, scope tx`, with `tracking`, `flow` or `packet` in place of the words that fit",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, system, state, type, typeOf, scope, scopeOf] = CONFIG.exec(text) ?? [];
    const isKnown = (system === "logging" || system === "tracking") && state === "disable" && type === "type" && scope === "scope";
    const isRight = isKnown && isScope(typeOf) && (isScope(scopeOf) || scopeOf === "packet");
    if (!isRight) return fault(argument, `\`${text}\` is not understood`);
    return { value: { hooked: system === "tracking" && typeOf === "flow" && scopeOf === "packet" } };
  },
};

function isScope(word: string | undefined): boolean {
  return word === "tx" || word === "flow";
}

/** The argument of `lua`: a script, with `!` before it to negate it. */
export const script: ArgumentForm<CursorValue> = {
  summary: "the name of a Lua script",
  parse: (argument) => ({ value: { file: argumentString(argument).replace(/^!/, "") } }),
};

/** The argument of `luaxform`: a script, and what it is given, with commas. */
export const transformScript: ArgumentForm<CursorValue> = {
  summary: "the name of a Lua script, then what it is given, with commas",
  parse: (argument) => {
    const file = argumentString(argument).split(",").find((word) => word !== "");
    return file === undefined ? fault(argument, "it names no script") : { value: { file } };
  },
};
