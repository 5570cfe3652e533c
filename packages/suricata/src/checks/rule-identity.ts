import type { Diagnostic, Range } from "@sigwright/core";
import type { RuleState } from "@sigwright/rule-language/dialect";
import { finding } from "../diagnostic-catalogue.ts";

/** By what the engine tells rules apart. */
export interface RuleIdentity {
  readonly gid: number;
  readonly sid: number;
  readonly rev: number;
}

/** Another rule has the sid of one that was added. */
export interface SidClash<Place> {
  /** Where the rule is that holds the sid so far. */
  readonly earlier: Place;
  /** Whether the rule that was added takes its place. Else the engine refuses it. */
  readonly isNewer: boolean;
}

/** The rules of a set by gid and sid, as the engine keeps them while it loads the set. */
export class SidTable<Place> {
  readonly #uses = new Map<number | string, { readonly rev: number; readonly place: Place }>();

  /** Adds a rule that loads; says when another has its sid. */
  add(identity: RuleIdentity, place: Place): SidClash<Place> | undefined {
    const { gid, sid, rev } = identity;
    const key = gid === 1 ? sid : keyOf(identity);
    const earlier = this.#uses.get(key);
    const isNewer = earlier === undefined || rev > earlier.rev;
    if (isNewer) this.#uses.set(key, { rev, place });
    return earlier && { earlier: earlier.place, isNewer };
  }
}

function keyOf({ gid, sid }: RuleIdentity): string {
  return `${gid}:${sid}`;
}

/** What to say of a rule that has the sid of another one: `where` names that one, and is told what it stands for. */
export function sidClash(identity: RuleIdentity, isNewer: boolean, range: Range, where: string, labels: Pick<Diagnostic, "labels"> = {}): Diagnostic {
  const key = keyOf(identity);
  if (isNewer) {
    return finding("suricata/replaced-rule", range, {
      message: `this rule takes the place of ${where} with sid ${key}, as its rev is higher`,
      ...labels,
      help: "delete the earlier rule, or give one of them another sid",
    });
  }
  return finding("suricata/duplicate-sid", range, {
    message: `${where} has the sid ${key}, too, and the rev of this one is not higher`,
    ...labels,
    help: "give one of them another sid",
  });
}

/** How a rule that was checked is told apart, and the place of its sid. */
export function checkedIdentity({ meta, seen }: RuleState): { readonly identity: RuleIdentity; readonly range: Range } {
  const number = (name: string): number | undefined => {
    const value = meta.get(name);
    return typeof value === "number" ? value : undefined;
  };
  let range: Range = { start: 0, end: 0 };
  for (const [keyword, place] of seen) if (keyword.name === "sid") range = place;
  return { identity: { gid: number("gid") ?? 1, sid: number("sid") ?? 0, rev: number("rev") ?? 0 }, range };
}
