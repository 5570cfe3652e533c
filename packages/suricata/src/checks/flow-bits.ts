import { closest, type Diagnostic, type Range } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { flowbit } from "../arguments/flow-state.ts";
import { finding } from "../diagnostic-catalogue.ts";

/** Flow bits that a rule names in one way. */
export interface BitFact {
  readonly command: "set" | "asked" | "asked-not";
  readonly names: readonly string[];
  /** The option. */
  readonly start: number;
  readonly end: number;
}

/** Where a bit is first named in one way. */
interface BitUse {
  readonly file: number;
  readonly range: Range;
  /** Whether it is named without alternatives. */
  readonly alone: boolean;
}

// What stands at the end of a line that goes on in the next one.
const CONTINUATION = /\\[ \t]*\r?\n/g;

const KEYWORD = "flowbits";
const MOST_SUGGESTIONS = 20;
// Where lines are joined, the keyword can be torn.
const MAY_HAVE_BITS = /flowbits|\n/i;

const COMMANDS: Readonly<Partial<Record<string, BitFact["command"]>>> = { set: "set", toggle: "set", isset: "asked", isnotset: "asked-not" };

/** Adds the flow bits that a rule names. */
export function bitsOf(rule: Rule, text: string, into: BitFact[]): void {
  const { start, end } = rule.range;
  if (!MAY_HAVE_BITS.test(text.slice(start, end))) return;
  for (const option of rule.options) {
    if (option.name.length !== KEYWORD.length || option.name.toLowerCase() !== KEYWORD || option.value === undefined) continue;
    const value = option.value.replaceAll(CONTINUATION, "").trim();
    const parsed = flowbit.parse({ text: value, start: 0, end: value.length });
    if ("fault" in parsed) continue;
    const { command: written, names } = parsed.value;
    const command = COMMANDS[written];
    if (command !== undefined) into.push({ command, names, ...option.range });
  }
}

/** The flow bits of the rules that an engine loads together: which are set, and which are asked for. */
export class FlowBits {
  readonly #set = new Map<string, BitUse>();
  readonly #asked = new Map<string, BitUse>();
  readonly #askedNot = new Set<string>();

  /** Adds the bits of the rules of a file that load. */
  add(bits: readonly BitFact[], file: number): void {
    for (const { command, names, start, end } of bits) {
      const use = { file, range: { start, end }, alone: names.length === 1 };
      for (const name of names) {
        if (command === "set") remember(this.#set, name, use);
        else if (command === "asked") remember(this.#asked, name, use);
        else this.#askedNot.add(name);
      }
    }
  }

  /** Bits that are asked for and never set, and set and never asked for; by file. */
  findings(files: number): readonly (readonly Diagnostic[])[] {
    const found: Diagnostic[][] = Array.from({ length: files }, () => []);
    let suggestions = MOST_SUGGESTIONS;
    for (const [name, { file, range, alone }] of this.#asked) {
      if (this.#set.has(name)) continue;
      // To compare all names with all takes too long where there are many of both.
      const near = suggestions-- > 0 ? closest(name, this.#set.keys()) : undefined;
      found[file]!.push(
        finding("suricata/flow-bit-never-set", range, {
          message: `no rule that is loaded sets the flow bit \`${name}\`${alone ? ", so this rule can never match" : ""}`,
          ...(near === undefined ? { help: "enable the rule that sets it, or take the condition out" } : { help: `did you mean \`${near}\`?`, expected: [near] }),
        }),
      );
    }
    for (const [name, { file, range }] of this.#set) {
      if (this.#asked.has(name) || this.#askedNot.has(name)) continue;
      found[file]!.push(
        finding("suricata/flow-bit-never-read", range, {
          message: `no rule that is loaded asks for the flow bit \`${name}\``,
          help: "if rules of other files ask for it, check them together with this one",
        }),
      );
    }
    return found;
  }
}

function remember(uses: Map<string, BitUse>, name: string, use: BitUse): void {
  if (!uses.has(name)) uses.set(name, use);
}
