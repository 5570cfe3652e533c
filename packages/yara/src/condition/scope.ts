import { closest } from "@sigwright/core";
import type { Name } from "../nodes.ts";
import { functionType, moduleValue } from "../modules/module-table.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import { valueOf } from "../modules/value-type.ts";
import type { ConditionRules } from "./condition-rules.ts";

/** External variables by name. */
export type ExternalVariables = ReadonlyMap<string, Exclude<ScalarType, "regexp">>;

/** A search goes through all names of a file; one with more unknown names has other faults than misspelt words. */
const MOST_SEARCHES = 100;

/** What names mean at a place of a file: what was declared further up, and the variables around. */
export class Scope {
  readonly #rules: ConditionRules;
  readonly #externals: ExternalVariables;
  readonly #globals = new Map<string, Value>();
  readonly #locals: Map<string, Value>[] = [];
  /** All rules of the file that have not been read yet. */
  readonly #later: Map<string, Name>;
  /** Set behind an `include`: what it brings is not known, so no name can be called unknown. */
  isOpen = false;
  #searches = 0;

  constructor(rules: ConditionRules, externals: ExternalVariables, names: readonly Name[]) {
    this.#rules = rules;
    this.#externals = externals;
    this.#later = new Map(names.map((name) => [name.text, name]));
  }

  /** Makes a module known; false when the engine has none of the name. */
  import(name: string): boolean {
    if (!this.isModule(name)) return false;
    if (!this.#rules.modulesHideRules && this.#globals.has(name)) return true;
    this.#globals.set(name, moduleValue(this.#rules.modules[name]!));
    return true;
  }

  /** Makes a rule known. */
  declareRule(name: string): void {
    if (!this.#globals.has(name)) this.#globals.set(name, valueOf("boolean"));
  }

  /** What a name stands for; `undefined` when it stands for nothing. */
  lookup(name: string): Value | undefined {
    for (let at = this.#locals.length - 1; at >= 0; at--) {
      const found = this.#locals[at]!.get(name);
      if (found !== undefined) return found;
    }
    const global = this.#globals.get(name);
    if (global !== undefined) return global;
    const external = this.#externals.get(name);
    if (external !== undefined) return valueOf(external);
    const { functions } = this.#rules;
    return Object.hasOwn(functions, name) ? { type: functionType(name, functions[name]!) } : undefined;
  }

  /** Where the rule of a name is that nothing has declared yet. */
  ruleAt(name: string): Name | undefined {
    return this.#later.get(name);
  }

  /** Whether the engine has a module of the name. */
  isModule(name: string): boolean {
    return Object.hasOwn(this.#rules.modules, name);
  }

  /** Whether a variable of a loop around has the name. */
  isLocal(name: string): boolean {
    return this.#locals.some((variables) => variables.has(name));
  }

  /** Begins something that has variables of its own. */
  enter(): void {
    this.#locals.push(new Map());
  }

  /** Makes a variable known to the end of what was begun last. */
  define({ text }: Name, value: Value): void {
    this.#locals.at(-1)?.set(text, value);
  }

  /** Ends what was begun last. */
  leave(): void {
    this.#locals.pop();
  }

  /** The name that an unknown one was most likely meant to be; looked for a bounded number of times. */
  nearest(name: string): string | undefined {
    if (this.#searches === MOST_SEARCHES) return undefined;
    this.#searches++;
    const locals = this.#locals.flatMap((variables) => [...variables.keys()]);
    return closest(name, [...locals, ...this.#globals.keys(), ...this.#externals.keys(), ...Object.keys(this.#rules.functions)]);
  }
}
