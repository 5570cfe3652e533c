import { quoted } from "@sigwright/core";
import type { Name } from "../nodes.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** The names of rules at the place of a file that is being checked, and what they must not meet. */
export class RuleNames {
  readonly #context: CheckContext;
  readonly #rules = new Map<string, Name>();
  readonly #modules = new Set<string>();
  /** Beginnings of names that sets of rules have used (YARA 4), with the set. */
  readonly #wildcards: string[] = [];
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
    const wildcard = this.#wildcards.find((prefix) => name.text.startsWith(prefix));
    if (wildcard !== undefined) {
      report(structureFinding("yara/rule-wildcard", name.range, { message: `a rule further up uses the set ${quoted(`${wildcard}*`)}: no rule of it can follow` }));
    }
    if (engine.selfReference) this.#rules.set(name.text, name);
  }

  /** Ends a rule: those that follow may use it. */
  finish(name: Name): void {
    if (!this.#rules.has(name.text)) this.#rules.set(name.text, name);
  }

  /** A set of rules `name*` (YARA 4): fits rules so far, the one that is being read among them. */
  useWildcard({ text, range }: Name): void {
    if (!this.#wildcards.includes(text)) this.#wildcards.push(text);
    if (this.#open || [...this.#rules.keys()].some((name) => name.startsWith(text))) return;
    this.#context.report(structureFinding("yara/undefined-rules", range, { message: `no rule so far fits ${quoted(`${text}*`)}` }));
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
