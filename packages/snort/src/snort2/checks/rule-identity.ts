import type { Diagnostic, Range } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";

/** What a rule is known by, and what another with the same sid is compared with. */
export interface RuleIdentity {
  readonly gid: number;
  readonly sid: number;
  readonly rev: number;
  readonly action: string;
  readonly protocol: string;
  /** Where it says so. */
  readonly range: Range;
  /** Where the rule begins. */
  readonly start: number;
}

/** A rule that holds a sid, and where it is. */
interface SidUse {
  readonly identity: RuleIdentity;
  readonly file: number;
}

/** What a rule is known by; undefined for one without a sid. */
export function identityOf(rule: Rule): RuleIdentity | undefined {
  const { sid, gid = 1, rev = 0, action, header } = rule;
  if (sid === undefined) return undefined;
  return { gid, sid, rev, action: action.text.toLowerCase(), protocol: header.protocol?.text.toLowerCase() ?? "", range: rule.option("sid")?.range ?? rule.range, start: rule.range.start };
}

/** Rules by gid and sid, as the engine keeps them while it loads files one after the other (2.9: the higher rev wins). */
export class IdentityIndex {
  readonly #uses = new Map<string, SidUse>();
  readonly #placeOf: (file: number, start: number) => string;

  /** @param placeOf names a rule in another file than the one it clashes with; within a file a label does. */
  constructor(placeOf: (file: number, start: number) => string = () => "") {
    this.#placeOf = placeOf;
  }

  /** Adds a rule that loads; says when another has its sid, and whether that is in another file. */
  add(identity: RuleIdentity, file: number): { readonly finding: Diagnostic; readonly across: boolean } | undefined {
    const { gid, sid, range } = identity;
    const key = `${gid}:${sid}`;
    const earlier = this.#uses.get(key);
    if (earlier === undefined) {
      this.#uses.set(key, { identity, file });
      return undefined;
    }
    const across = earlier.file !== file;
    const where = across ? ` (${this.#placeOf(earlier.file, earlier.identity.start)})` : "";
    const labels = across ? {} : { labels: [{ range: earlier.identity.range, message: "the sid is first used here" }] };
    const help = "delete one of the rules, or give it another sid";
    if (earlier.identity.action !== identity.action || earlier.identity.protocol !== identity.protocol) {
      return { across, finding: finding("clashing-sid", range, { message: `another rule has the sid ${key}${where}, with another action or protocol`, help, ...labels }) };
    }
    if (identity.rev < earlier.identity.rev) {
      return { across, finding: finding("ignored-rule", range, { message: `the engine leaves this rule out: one with the sid ${key}${where} has a higher rev`, help, ...labels }) };
    }
    this.#uses.set(key, { identity, file });
    return { across, finding: finding("replaced-rule", range, { message: `this rule takes the place of an earlier one with the sid ${key}${where}`, help, ...labels }) };
  }
}
