import type { Diagnostic, Range } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";

/** A rule that has a sid, and what another with the same sid is compared with. */
interface SidUse {
  readonly file: number;
  readonly range: Range;
  readonly rev: number;
  readonly action: string;
  readonly protocol: string;
  readonly place: string;
}

/** Rules by gid and sid, as the engine keeps them while it loads files one after the other (2.9: the higher rev wins). */
export class IdentityIndex {
  readonly #uses = new Map<string, SidUse>();

  /**
   * Adds a rule that loads; says when another has its sid, and whether that is in another file. `place` names the rule
   * where the one it clashes with is in another file; within a file a label does.
   */
  add(rule: Rule, file: number, place: string): { readonly finding: Diagnostic; readonly across: boolean } | undefined {
    const { sid, gid = 1, rev = 0, action, header } = rule;
    if (sid === undefined) return undefined;
    const key = `${gid}:${sid}`;
    const range = rule.option("sid")?.range ?? rule.range;
    const use: SidUse = { file, range, rev, action: action.text.toLowerCase(), protocol: header.protocol?.text.toLowerCase() ?? "", place };
    const earlier = this.#uses.get(key);
    if (earlier === undefined) {
      this.#uses.set(key, use);
      return undefined;
    }
    const across = earlier.file !== file;
    const where = across ? ` (${earlier.place})` : "";
    const labels = across ? {} : { labels: [{ range: earlier.range, message: "the sid is first used here" }] };
    const help = "delete one of the rules, or give it another sid";
    if (earlier.action !== use.action || earlier.protocol !== use.protocol) {
      return { across, finding: finding("clashing-sid", range, { message: `another rule has the sid ${key}${where}, with another action or protocol`, help, ...labels }) };
    }
    if (use.rev < earlier.rev) {
      return { across, finding: finding("ignored-rule", range, { message: `the engine leaves this rule out: one with the sid ${key}${where} has a higher rev`, help, ...labels }) };
    }
    this.#uses.set(key, use);
    return { across, finding: finding("replaced-rule", range, { message: `this rule takes the place of an earlier one with the sid ${key}${where}`, help, ...labels }) };
  }
}
