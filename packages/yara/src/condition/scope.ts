import type { Name } from "../nodes.ts";
import { functionType, moduleValue } from "../modules/module-table.ts";
import type { ScalarType, Value } from "../modules/value-type.ts";
import { UNKNOWN, valueOf } from "../modules/value-type.ts";
import type { ConditionRules } from "./condition-rules.ts";

/** What names mean at a place of a file: what was declared further up, and the variables around. */
export class Scope {
  readonly #rules: ConditionRules;
  readonly #externals: ReadonlyMap<string, ScalarType>;
  readonly #globals = new Map<string, Value>();
  readonly #locals: Map<string, Value>[] = [];
  constructor(rules: ConditionRules, externals: ReadonlyMap<string, ScalarType>) {
    this.#rules = rules;
    this.#externals = externals;
  }

  /** Makes a module known. */
  import(name: string): void {
    const declaration = Object.hasOwn(this.#rules.modules, name) ? this.#rules.modules[name] : undefined;
    if (declaration !== undefined) this.#globals.set(name, moduleValue(declaration));
  }

  /** Makes a rule known. */
  declareRule(name: string): void {
    if (!this.#globals.has(name)) this.#globals.set(name, valueOf("boolean"));
  }

  /** What a name stands for; unknown when it stands for nothing, which is told elsewhere. */
  lookup(name: string): Value {
    for (let at = this.#locals.length - 1; at >= 0; at--) {
      const found = this.#locals[at]!.get(name);
      if (found !== undefined) return found;
    }
    const global = this.#globals.get(name);
    if (global !== undefined) return global;
    const external = this.#externals.get(name);
    if (external !== undefined) return valueOf(external);
    const { functions } = this.#rules;
    return Object.hasOwn(functions, name) ? { type: functionType(name, functions[name]!) } : UNKNOWN;
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
}
