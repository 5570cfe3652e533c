import type { Diagnostic, Range } from "@sigwright/core";
import type { RuleState } from "@sigwright/rule-language/dialect";
import { finding } from "../diagnostic-catalogue.ts";

/** Where a sid was used, and with which revision. */
interface SidUse {
  readonly range: Range;
  readonly rev: number;
}

/** The rules of a set by gid and sid, as the engine keeps them while it loads the set. */
export class IdentityIndex {
  readonly #uses = new Map<string, SidUse>();

  /** Adds a rule that loads; says when another has its sid. */
  add({ meta, seen }: RuleState): Diagnostic | undefined {
    const [sid, gid, rev] = ["sid", "gid", "rev"].map((name) => numberOf(meta.get(name)));
    const key = `${gid ?? 1}:${sid}`;
    let range: Range = { start: 0, end: 0 };
    for (const [keyword, place] of seen) if (keyword.name === "sid") range = place;
    const use: SidUse = { range, rev: rev ?? 0 };
    const earlier = this.#uses.get(key);
    if (earlier === undefined || use.rev > earlier.rev) this.#uses.set(key, use);
    if (earlier === undefined) return undefined;
    const labels = [{ range: earlier.range, message: "the sid is first used here" }];
    if (use.rev > earlier.rev) {
      return finding("suricata/replaced-rule", range, {
        message: `this rule takes the place of an earlier one with sid ${key}, as its rev is higher`,
        labels,
        help: "delete the earlier rule, or give one of them another sid",
      });
    }
    return finding("suricata/duplicate-sid", range, {
      message: `another rule has the sid ${key}, and the rev of this one is not higher`,
      labels,
      help: "give one of them another sid",
    });
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
