import type { Diagnostic, DiagnosticLabel, Range } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import type { RuleState } from "@sigwright/rule-language/dialect";
import { finding } from "../finding.ts";
import { headerProtocol } from "./header-protocol.ts";
import { numberOf } from "./rule-checks.ts";

/** What a rule is known by, and what must not change when another one takes its place. */
export interface RuleIdentity {
  readonly gid: number;
  readonly sid: number;
  readonly rev: number;
  readonly action: string;
  readonly protocol: string;
  /** Where it says so. */
  readonly range: Range;
}

/** The identity of a rule that loads; undefined for one without a sid, which the engine gives none of its own. */
export function identityOf(rule: Rule, state: RuleState): RuleIdentity | undefined {
  const sid = numberOf(state, "sid");
  if (sid === undefined || isStub(state)) return undefined;
  return { gid: numberOf(state, "gid") ?? 1, sid, rev: numberOf(state, "rev") ?? 0, action: rule.action.text, protocol: headerProtocol.of(state) ?? "tcp", range: rule.option("sid")?.range ?? rule.range };
}

/** Stubs name the rule they are for. */
function isStub(state: RuleState): boolean {
  for (const keyword of state.seen.keys()) if (keyword.name === "enable") return true;
  return false;
}

/** The rules of a set by gid and sid, as the engine keeps them while it loads the set. */
export class IdentityIndex<Place> {
  readonly #uses = new Map<string, { readonly identity: RuleIdentity; readonly place: Place }>();

  /** Adds a rule; says when another one has its number. `where` tells where the earlier one is. */
  add(identity: RuleIdentity, place: Place, where: (place: Place, range: Range) => { readonly words: string; readonly label?: DiagnosticLabel }): Diagnostic | undefined {
    const key = `${identity.gid}:${identity.sid}`;
    const earlier = this.#uses.get(key);
    const isOlder = earlier !== undefined && identity.rev < earlier.identity.rev;
    if (!isOlder) this.#uses.set(key, { identity, place });
    if (earlier === undefined) return undefined;
    const { words, label } = where(earlier.place, earlier.identity.range);
    const labels = label === undefined ? {} : { labels: [label] };
    const help = "delete one of them, or give one another sid";
    const differs = identity.protocol !== earlier.identity.protocol ? "protocol" : identity.action !== earlier.identity.action ? "action" : undefined;
    if (differs !== undefined) {
      return finding("duplicate-sid", identity.range, { message: `${words} has the sid ${key}, too, and another ${differs}`, help, ...labels });
    }
    if (isOlder) return finding("outdated-rule", identity.range, { message: `${words} has the sid ${key}, too, and a higher rev, so this one is not used`, help, ...labels });
    return finding("replaced-rule", identity.range, { message: `this rule takes the place of ${words} with sid ${key}`, help, ...labels });
  }
}
