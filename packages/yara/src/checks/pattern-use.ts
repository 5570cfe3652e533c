import { quoted } from "@sigwright/core";
import type { Name, OfSet, Rule, SetName } from "../nodes.ts";
import type { CheckContext } from "./report.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Follows which patterns of a rule its condition uses. */
export class PatternUse {
  readonly #rule: Rule;
  readonly #context: CheckContext;
  /** Patterns by name, anonymous ones under `$`, by their index. */
  readonly #byName = new Map<string, number[]>();
  readonly #used: Uint8Array;
  /** Prefixes that were looked for: each is worth looking for once. */
  readonly #prefixes = new Map<string, readonly number[]>();
  #all = false;
  #sorted: readonly (readonly [name: string, index: number])[] | undefined;

  constructor(rule: Rule, context: CheckContext) {
    this.#rule = rule;
    this.#context = context;
    this.#used = new Uint8Array(rule.patterns.length);
    for (const [index, { name }] of rule.patterns.entries()) {
      const same = this.#byName.get(name.text);
      if (same === undefined) this.#byName.set(name.text, [index]);
      else same.push(index);
    }
  }

  /** A reference by name, whatever its mark is: `$a`, `#a`, `@a`, `!a`. */
  reference({ text, range }: Name): void {
    const found = this.#byName.get(`$${text.slice(1)}`);
    if (found === undefined) this.#undefined(text, range);
    else this.#mark(found);
  }

  /** A set of patterns: `them`, or names with and without a `*`. */
  set(set: OfSet): void {
    if (set.kind === "them") {
      this.#all = true;
      if (this.#rule.patterns.length > 0) return;
      this.#context.report(
        structureFinding("yara/undefined-pattern", set.range, { message: "`them` means no pattern: the rule has none" }),
      );
    } else if (set.kind === "patterns") for (const item of set.items) this.#item(item);
  }

  /** Reports the patterns that were not used. */
  finish(): void {
    if (this.#all) return;
    const { unusedUnderscore } = this.#context.engine;
    for (const [index, { name }] of this.#rule.patterns.entries()) {
      if (this.#used[index] !== 0) continue;
      if (unusedUnderscore && name.text.startsWith("$_")) continue;
      this.#context.report(
        structureFinding("yara/unused-pattern", name.range, {
          message: `the pattern ${quoted(name.text)} is not used in the condition`,
        }),
      );
    }
  }

  #item({ text, wildcard, range }: SetName): void {
    const found = wildcard ? this.#beginningWith(text) : this.#byName.get(text);
    if (found === undefined || found.length === 0) this.#undefined(wildcard ? `${text}*` : text, range);
    else this.#mark(found);
  }

  #mark(indexes: readonly number[]): void {
    for (const index of indexes) this.#used[index] = 1;
  }

  #beginningWith(prefix: string): readonly number[] {
    let found = this.#prefixes.get(prefix);
    if (found === undefined) {
      found = this.#search(prefix);
      this.#prefixes.set(prefix, found);
    }
    return found;
  }

  #search(prefix: string): readonly number[] {
    this.#sorted ??= this.#rule.patterns
      .map(({ name }, index): [string, number] => [name.text, index])
      .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]![0] < prefix) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    while (this.#sorted[low]?.[0].startsWith(prefix) === true) found.push(this.#sorted[low++]![1]);
    return found;
  }

  #undefined(name: string, range: Name["range"]): void {
    const isSet = name.endsWith("*");
    this.#context.report(
      structureFinding("yara/undefined-pattern", range, {
        message: isSet ? `no pattern of the rule fits ${quoted(name)}` : `the rule has no pattern ${quoted(`$${name.slice(1)}`)}`,
      }),
    );
  }
}
