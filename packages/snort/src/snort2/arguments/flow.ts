import { type ArgumentForm, fault } from "@sigwright/rule-language/dialect";
import { items, placeOf } from "./items.ts";

/** What `flow` asks for. */
export interface FlowValue {
  readonly words: ReadonlySet<string>;
}

const FLOW_WORDS: readonly string[] = [
  "to_server", "to_client", "from_server", "from_client", "established", "not_established", "stateless", "no_stream", "only_stream", "no_frag", "only_frag",
];

/** Words that can't stand together (manual 3.6.10), with what else means the same. */
const EXCLUSIVE: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["to_server", "from_client"], ["to_client", "from_server"]],
  [["no_stream"], ["only_stream"]],
  [["no_frag"], ["only_frag"]],
  [["stateless"], ["established", "not_established", "no_stream", "only_stream"]],
  [["established"], ["not_established"]],
];

/** The argument of `flow`. */
export const flowWords: ArgumentForm<FlowValue> = {
  summary: "a direction, a state and kinds of packets with commas: `to_server,established`",
  parse: (argument) => {
    const found = new Set<string>();
    for (const { text, start, end } of items(argument)) {
      const word = text.toLowerCase();
      if (word === "") continue;
      if (!FLOW_WORDS.includes(word)) return fault(argument, `\`${text}\` is none of its words`, { start, end, expected: FLOW_WORDS });
      for (const sides of EXCLUSIVE) {
        for (const [mine, others] of [sides, [sides[1], sides[0]]] as const) {
          const other = mine.includes(word) ? others.find((each) => found.has(each)) : undefined;
          if (other !== undefined) return fault(argument, `\`${word}\` and \`${other}\` exclude each other`, { start, end });
        }
      }
      found.add(word);
    }
    return found.size === 0 ? fault(argument, "it names nothing") : { value: { words: found } };
  },
};

/** What `flowbits` does. */
export interface FlowBitsValue {
  readonly action: string;
  readonly names: readonly string[];
  readonly operator: "&" | "|" | undefined;
  readonly group: string | undefined;
}

/** Actions of `flowbits` (manual 3.6.11): what may follow each. */
const FLOWBIT_ACTIONS: Readonly<Record<string, { readonly any?: true; readonly or?: true; readonly all?: true; readonly group?: "may" | "must" }>> = {
  set: { group: "may" },
  setx: { group: "must" },
  unset: { all: true },
  toggle: { all: true },
  isset: { any: true, all: true, or: true },
  isnotset: { any: true, all: true, or: true },
};

const BIT_NAME = /^[A-Za-z0-9._-]+$/;

/** The argument of `flowbits`. */
export const flowBits: ArgumentForm<FlowBitsValue> = {
  summary: "an action, names with `&` or `|` between them, and a group, with commas: `set,user&admin,people`",
  parse: (argument) => {
    const [first, bits, group, ...more] = items(argument);
    const action = first!.text.toLowerCase();
    if (action === "noalert" || action === "reset") {
      if (group !== undefined || (action === "noalert" && bits !== undefined)) return fault(argument, `\`${action}\` takes no such thing`, { start: bits!.start });
      if (bits !== undefined && !BIT_NAME.test(bits.text)) return fault(argument, `\`${bits.text}\` is no name of a group`, placeOf(bits));
      return { value: { action, names: [], operator: undefined, group: bits?.text } };
    }
    const takes = Object.hasOwn(FLOWBIT_ACTIONS, action) ? FLOWBIT_ACTIONS[action]! : undefined;
    if (takes === undefined) return fault(argument, `\`${first!.text}\` is no action`, { start: first!.start, end: first!.end, expected: [...Object.keys(FLOWBIT_ACTIONS), "noalert", "reset"] });
    if (more.length > 0) return fault(argument, "it has too many parts", { start: more[0]!.start });
    if (bits === undefined || bits.text === "") return fault(argument, `\`${action}\` needs the name of a bit`);
    if (group !== undefined && !BIT_NAME.test(group.text)) return fault(argument, `\`${group.text}\` is no name of a group`, { ...placeOf(group), help: NAME_HELP });
    const word = bits.text.toLowerCase();
    if (word === "any" || word === "all") {
      if (takes[word] !== true) return fault(argument, `\`${action}\` can't be for \`${word}\``, placeOf(bits));
      if (group === undefined) return fault(argument, `\`${word}\` needs a group behind it`, placeOf(bits));
      return { value: { action, names: [word], operator: undefined, group: group.text } };
    }
    const operator = bits.text.includes("|") ? "|" : bits.text.includes("&") ? "&" : undefined;
    if (operator === "|" && bits.text.includes("&")) return fault(argument, "`|` and `&` can't stand together", placeOf(bits));
    if (operator === "|" && takes.or !== true) return fault(argument, `\`${action}\` takes names with \`&\` between them only`, placeOf(bits));
    const names = operator === undefined ? [bits.text] : bits.text.split(operator).map((each) => each.trim());
    const wrong = names.find((each) => !BIT_NAME.test(each));
    if (wrong !== undefined) return fault(argument, wrong === "" ? "a name is missing" : `\`${wrong}\` is no name of a bit`, { ...placeOf(bits), help: NAME_HELP });
    if (takes.group === "must" && group === undefined) return fault(argument, `\`${action}\` needs a group behind the name`);
    if (takes.group === undefined && group !== undefined) return fault(argument, `a group can follow \`any\` and \`all\` only`, placeOf(group));
    return { value: { action, names, operator, group: group?.text } };
  },
};

const NAME_HELP = "names have letters, digits and `. - _`";
