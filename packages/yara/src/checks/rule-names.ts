import { quoted } from "@sigwright/core";
import type { Name } from "../nodes.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Engines that have sets of rules take no longer names. */
const LONGEST_NAME = 128;

/** The names of rules at the place of a file that is being checked, and what they must not meet. */
export class RuleNames {
  readonly #context: CheckContext;
  readonly #rules = new Map<string, Name>();
  readonly #modules = new Set<string>();
  /** Beginnings of names that sets of rules have used (YARA 4), and how long they are. */
  readonly #wildcards = new Set<string>();
  readonly #wildcardLengths = new Set<number>();
  /** All beginnings of the names so far, made when a set of rules needs them, and the names that are not in yet. */
  readonly #beginnings = new Set<string>();
  #unread: string[] = [];
  /** What comes from files that were not read can define anything. */
  #open = false;

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /** From here on a name can come from another file. */
  include(): void {
    this.#open = true;
  }

  import(module: string): void {
    this.#modules.add(module);
  }

  /** Takes up a rule's name before its condition is checked. */
  declare(name: Name): void {
    const { engine, report } = this.#context;
    const earlier = this.#rules.get(name.text);
    if (earlier !== undefined) {
      report(
        structureFinding("yara/duplicate-rule", name.range, {
          message: `a rule ${quoted(name.text)} is there already`,
          labels: [{ range: earlier.range, message: "the first one" }],
        }),
      );
      return;
    }
    const clash = this.#clash(name.text);
    if (clash !== undefined) {
      report(structureFinding("yara/name-conflict", name.range, { message: `${quoted(name.text)} is the name of ${clash} already` }));
    }
    const wildcard = this.#wildcardOf(name.text);
    if (wildcard !== undefined) {
      report(structureFinding("yara/rule-wildcard", name.range, { message: `a rule further up uses the set ${quoted(`${wildcard}*`)}: no rule of it can follow` }));
    }
    if (engine.selfReference) this.#add(name);
  }

  /** Ends a rule: those that follow may use it. */
  finish(name: Name): void {
    if (!this.#rules.has(name.text)) this.#add(name);
  }

  #add(name: Name): void {
    this.#rules.set(name.text, name);
    this.#unread.push(name.text);
  }

  /** A set of rules `name*` (YARA 4): fits rules so far, the one that is being read among them. */
  useWildcard({ text, range }: Name): void {
    this.#wildcards.add(text);
    this.#wildcardLengths.add(text.length);
    if (this.#open || this.#isBeginning(text)) return;
    this.#context.report(structureFinding("yara/undefined-rules", range, { message: `no rule so far fits ${quoted(`${text}*`)}` }));
  }

  /** The set used so far that a name would be in. */
  #wildcardOf(name: string): string | undefined {
    for (const length of this.#wildcardLengths) if (this.#wildcards.has(name.slice(0, length))) return name.slice(0, length);
    return undefined;
  }

  /** Whether a name so far begins so. Names longer than any engine takes are not told apart beyond that. */
  #isBeginning(text: string): boolean {
    for (const name of this.#unread) {
      for (let end = 1; end <= Math.min(name.length, LONGEST_NAME); end++) this.#beginnings.add(name.slice(0, end));
    }
    this.#unread = [];
    return this.#beginnings.has(text.slice(0, LONGEST_NAME));
  }

  #isExternal(name: string): boolean {
    return this.#context.configuration.externalVariables?.has(name) === true;
  }

  /** What else a name of a rule stands for. */
  #clash(name: string): string | undefined {
    const { engine } = this.#context;
    if (this.#isExternal(name)) return "an external variable";
    if (engine.ruleNamedAsModule) return undefined;
    if (this.#modules.has(name)) return "an imported module";
    return engine.functions.has(name) ? "a function" : undefined;
  }
}
