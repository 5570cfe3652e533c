import { type ArgumentForm, argumentString, type CursorValue, fault } from "@sigwright/rule-language/dialect";
import { contentBytes } from "./content-bytes.ts";

/** What `flow` asks for. */
export interface FlowWords {
  readonly words: ReadonlySet<string>;
}

const FLOW = /^\s*([A-Z_a-z]+)\s*(?:,\s*([A-Z_a-z]+))?\s*(?:,\s*([A-Z_a-z]+))?\s*$/;

/** Words of `flow`, those that mean the same being one, and what each can't stand beside. */
const FLOW_WORDS: Readonly<Record<string, { readonly as: string; readonly not: readonly string[] }>> = {
  established: { as: "established", not: ["not_established", "stateless"] },
  not_established: { as: "not_established", not: ["established"] },
  stateless: { as: "stateless", not: ["established"] },
  to_client: { as: "to_client", not: ["to_server"] },
  from_server: { as: "to_client", not: ["to_server"] },
  to_server: { as: "to_server", not: ["to_client"] },
  from_client: { as: "to_server", not: ["to_client"] },
  only_stream: { as: "only_stream", not: ["no_stream"] },
  no_stream: { as: "no_stream", not: ["only_stream"] },
  no_frag: { as: "no_frag", not: ["only_frag"] },
  only_frag: { as: "only_frag", not: ["no_frag"] },
};

/** The argument of `flow`. */
export const flowWords: ArgumentForm<FlowWords> = {
  summary: `one to three of ${Object.keys(FLOW_WORDS).map((word) => `\`${word}\``).join(", ")}, with commas`,
  parse: (argument) => {
    const text = argumentString(argument);
    const match = FLOW.exec(text);
    if (match === null) return fault(argument, text.split(",").length > 3 ? "there are more than three words" : `\`${text}\` does not have that form`);
    const words = new Set<string>();
    let at = argument.start;
    for (const word of match.slice(1)) {
      if (word === undefined) continue;
      const start = argument.text.indexOf(word, at);
      const place = { start, end: start + word.length };
      at = place.end;
      const known = Object.hasOwn(FLOW_WORDS, word.toLowerCase()) ? FLOW_WORDS[word.toLowerCase()] : undefined;
      if (known === undefined) return fault(argument, `\`${word}\` is not one of them`, { ...place, expected: Object.keys(FLOW_WORDS) });
      if (words.has(known.as)) return fault(argument, `\`${word}\` is there already`, place);
      const other = known.not.find((name) => words.has(name));
      if (other !== undefined) return fault(argument, `\`${word}\` and \`${other}\` exclude each other`, place);
      words.add(known.as);
    }
    return { value: { words } };
  },
};

/** A command on something that rules remember under a name. */
export type StateCommand = CursorValue & {
  readonly command: string;
  readonly names: readonly string[];
};

const COMMAND = /^([a-z]+)(?:,\s*(.*))?/;
const COMMANDS = ["set", "isset", "unset", "isnotset", "toggle", "noalert"];
const LONGEST_NAME = 255;
const LONGEST_WORD = 15;
const MOST_NAMES = 100;

/** Where the match of a command goes. */
function placeOf(command: string): "packet" | "post-match" {
  return command.startsWith("is") ? "packet" : "post-match";
}

/** The argument of `flowbits`. */
export const flowbit: ArgumentForm<StateCommand> = {
  summary: "`set`, `isset`, `isnotset`, `unset` or `toggle` and a name with a comma between them, or `noalert`",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, command, rest = ""] = COMMAND.exec(text) ?? [];
    if (command === undefined) return fault(argument, `\`${text}\` begins with no command`, { expected: COMMANDS });
    const place = { start: argument.start, end: argument.start + command.length };
    if (!COMMANDS.includes(command)) return fault(argument, `\`${command}\` is no command`, { ...place, expected: COMMANDS });
    const name = rest.replace(/[ \t]+$/, "");
    if (rest.length > LONGEST_NAME) return fault(argument, `the name has more than ${LONGEST_NAME} characters`);
    const isList = name.includes("|");
    if (!isList && /[ \t]/.test(name)) return fault(argument, "a name can't hold blanks", { start: argument.end - rest.length });
    if (command === "noalert") {
      return name === "" ? { value: { command, names: [], place: "post-match" } } : fault(argument, "`noalert` takes no name");
    }
    if (name === "") return fault(argument, `\`${command}\` needs a name`, { help: `write \`${command},name\`` });
    const names = isList ? name.split("|").map((each) => each.trim()).filter((each) => each !== "") : [name];
    if (isList && names.some((each) => each.includes(" "))) return fault(argument, "a name can't hold blanks");
    if (names.length === 0) return fault(argument, "there is no name between the bars");
    if (names.length > MOST_NAMES) return fault(argument, `there are more than ${MOST_NAMES} names`);
    return { value: { command, names, place: placeOf(command) } };
  },
};

const FLOWINT = /^\s*([a-zA-Z][\w./"]+)\s*,\s*([+=-]|==|!=|<|<=|>|>=|isset|notset|isnotset)\s*,?\s*([a-zA-Z]\w+|\d{1,10})?\s*$/;
const SETTERS = "=+-";

/** The argument of `flowint`. */
export const flowint: ArgumentForm<StateCommand> = {
  summary: "a name, a comparison or operation, and a number or name, with commas: `tries,+,1`; or a name and `isset` or `isnotset`",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, name, operator, value] = FLOWINT.exec(text) ?? [];
    if (name === undefined || operator === undefined) return fault(argument, `\`${text}\` does not have that form`);
    const needsValue = !operator.endsWith("set");
    if (needsValue && value === undefined) return fault(argument, `\`${operator}\` needs a value`);
    if (value !== undefined && needsValue && /^\d/.test(value) && Number(value) > 0xffffffff) return fault(argument, "the value has more than 32 bits");
    return { value: { command: operator, names: [name], place: SETTERS.includes(operator) ? "post-match" : "packet" } };
  },
};

const XBIT = /^([a-z]+)(?:,\s*([^,]+))?(?:,\s*(?:track\s+([^,]+)))(?:,\s*(?:expire\s+([^,]+)))?/;
const TRACKS = ["ip_src", "ip_dst", "ip_pair"];

/** The argument of `xbits`. */
export const xbit: ArgumentForm<StateCommand> = {
  summary: "a command, a name, `track` with `ip_src`, `ip_dst` or `ip_pair`, and `expire` with seconds, with commas: `set,seen,track ip_src,expire 60`",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, command, name, track, expire] = XBIT.exec(text) ?? [];
    if (command === undefined || track === undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (command.length > LONGEST_WORD) return fault(argument, `\`${command}\` is no command`, { expected: COMMANDS });
    if (!TRACKS.includes(track)) return fault(argument, `\`${track.trim()}\` can't be tracked`, { expected: TRACKS });
    if (expire !== undefined) {
      const seconds = expire.length <= LONGEST_WORD && /^\s*\+?\d+$/.test(expire) ? Number(expire) : -1;
      if (seconds < 1 || seconds > 0xffffffff) return fault(argument, `\`${expire.trim()}\` is no number of seconds above 0`);
    }
    if (!COMMANDS.includes(command)) return fault(argument, `\`${command}\` is no command`, { expected: COMMANDS });
    if (name !== undefined && name.length > LONGEST_NAME) return fault(argument, `the name has more than ${LONGEST_NAME} characters`);
    if (command === "noalert") return name === undefined ? { value: { command, names: [], place: "post-match" } } : fault(argument, "`noalert` takes no name");
    if (name === undefined) return fault(argument, `\`${command}\` needs a name`);
    return { value: { command, names: [name], place: placeOf(command) } };
  },
};

const NEWER_TRACKS = [...TRACKS, "tx"];

/** The argument of `xbits` as 8.0 reads it: parts in any order behind command and name. */
export const newerXbit: ArgumentForm<StateCommand> = {
  summary: xbit.summary,
  parse: (argument) => {
    const parts = argumentString(argument)
      .split(",")
      .map((part) => /^[ \t]*([^ ]*)(?: [ \t]*(.*))?$/s.exec(part) ?? [])
      .filter(([, key]) => key !== undefined && key !== "");
    const [command, name, ...options] = parts;
    const word = command?.[1];
    if (word === undefined || (command?.[2] ?? "") !== "") return fault(argument, "it begins with a command", { expected: COMMANDS });
    if (word === "noalert") return parts.length === 1 ? { value: { command: word, names: [], place: "post-match" } } : fault(argument, "`noalert` takes no name");
    if (!COMMANDS.includes(word)) return fault(argument, `\`${word}\` is no command`, { expected: COMMANDS });
    if ((name?.[2] ?? "") !== "") return fault(argument, "a name can't hold blanks");
    const seen = new Map<string, string>();
    for (const [, key = "", value] of options) {
      if (seen.has("track") && seen.has("expire")) return fault(argument, `\`${key}\` is not understood`);
      if (value === undefined) return fault(argument, `\`${key}\` needs a value`);
      if (key !== "track" && key !== "expire") continue;
      if (seen.has(key)) return fault(argument, `\`${key}\` stands there twice`);
      seen.set(key, value);
      if (key === "track" && !NEWER_TRACKS.includes(value)) return fault(argument, `\`${value}\` can't be tracked`, { expected: NEWER_TRACKS });
      const seconds = /^\s*\+?\d+$/.test(value) ? Number(value) : 0;
      if (key === "expire" && (seconds < 1 || seconds > 0xffffffff)) return fault(argument, `\`${value}\` is no number of seconds above 0`);
    }
    if (seen.get("track") === "tx" && word !== "set" && word !== "isset") return fault(argument, `\`${word}\` can't be used on transactions`, { expected: ["set", "isset"] });
    return { value: { command: word, names: name?.[1] === undefined ? [] : [name[1]], place: placeOf(word) } };
  },
};

const HOSTBIT = /^([a-z]+)(?:\s*,\s*([^\s,]+))?\s*(?:\s*,\s*([^,\s]+))?\s*(.+)?/;
const HOSTS = ["src", "dst"];

/** The argument of `hostbits`. */
export const hostbit: ArgumentForm<StateCommand> = {
  summary: "a command, a name, and `src` or `dst`, with commas",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, command, name, host, rest] = HOSTBIT.exec(text) ?? [];
    if (command === undefined || rest !== undefined) return fault(argument, `\`${text}\` does not have that form`);
    if (host !== undefined && !HOSTS.includes(host)) return fault(argument, `\`${host}\` is neither`, { expected: HOSTS });
    if (!COMMANDS.includes(command)) return fault(argument, `\`${command}\` is no command`, { expected: COMMANDS });
    if (command === "noalert") return name === undefined ? { value: { command, names: [], place: "post-match" } } : fault(argument, "`noalert` takes no name");
    if (name === undefined) return fault(argument, `\`${command}\` needs a name`);
    return { value: { command, names: [name], place: placeOf(command) } };
  },
};

/** Bytes that the name and the pattern of a variable may have. */
const LONGEST_VARIABLE = 63;

/** The argument of `flowvar` and `pktvar`: a name and a pattern. */
export const variablePattern: ArgumentForm<string> = {
  summary: "a name and a pattern in double quotes, with a comma between them",
  parse: (argument) => {
    const text = argumentString(argument);
    const comma = text.lastIndexOf(",");
    if (comma === -1) return fault(argument, `\`${text}\` does not have that form`);
    if (comma > LONGEST_VARIABLE || text.length - comma - 1 > LONGEST_VARIABLE) return fault(argument, `name and pattern can have ${LONGEST_VARIABLE} characters each`);
    const start = argument.start + comma + 1;
    const isQuoted = argument.text[start] === '"' && argument.text[argument.end - 1] === '"' && argument.end - start > 1;
    const pattern = contentBytes.parse({ text: argument.text, start: isQuoted ? start + 1 : start, end: isQuoted ? argument.end - 1 : argument.end });
    return "fault" in pattern ? pattern : { value: text.slice(0, comma) };
  },
};
