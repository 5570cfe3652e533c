import type { Diagnostic } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";
import { signatureFingerprint } from "@sigwright/rule-language/template";

/** A rule of a set, and the text it is in. */
export interface SetRule {
  readonly rule: Rule;
  readonly text: string;
  /** Its file by index. */
  readonly file: number;
}

/** Rules that share a message. */
interface Group {
  readonly byText: Map<string, SetRule>;
  /** Made when texts differ. */
  byFingerprint: Map<string, SetRule> | undefined;
}

/**
 * Finds rules that do the same under different sids. Fingerprints take long: they are made only of rules that share their
 * message, as rules that do the same do, and differ in their text.
 */
export class RepeatedRules {
  /** The rule that has a message, or all that have it. */
  readonly #byMessage = new Map<string, SetRule | Group>();
  readonly #inWords: (rule: SetRule) => string;

  /** @param inWords says where a rule is. */
  constructor(inWords: (rule: SetRule) => string) {
    this.#inWords = inWords;
  }

  /** Adds a rule that loads; says when an earlier one does the same. */
  add(added: SetRule): Diagnostic | undefined {
    const { rule } = added;
    const message = rule.msg ?? "";
    const known = this.#byMessage.get(message);
    if (known === undefined) {
      this.#byMessage.set(message, added);
      return undefined;
    }
    let group = known;
    if ("rule" in group) {
      group = { byText: new Map([[textWithoutSid(group), group]]), byFingerprint: undefined };
      this.#byMessage.set(message, group);
    }
    const same = addTo(group, added);
    // Rules with one sid are told of as such.
    if (same === undefined || (same.rule.sid === rule.sid && same.rule.gid === rule.gid)) return undefined;
    return finding("suricata/repeated-rule", rule.option("sid")?.range ?? rule.range, {
      message: `the rule with sid ${same.rule.sid} in ${this.#inWords(same)} does the same`,
      help: "delete one of them: both would alert",
    });
  }
}

/** Adds a rule to those that share its message; gives the first that does the same. */
function addTo(group: Group, added: SetRule): SetRule | undefined {
  const text = textWithoutSid(added);
  const sameText = group.byText.get(text);
  if (sameText !== undefined) return sameText;
  group.byFingerprint ??= new Map(Array.from(group.byText.values(), (each) => [signatureFingerprint(each.rule), each]));
  const fingerprint = signatureFingerprint(added.rule);
  const same = group.byFingerprint.get(fingerprint);
  if (same === undefined) group.byFingerprint.set(fingerprint, added);
  group.byText.set(text, same ?? added);
  return same;
}

function textWithoutSid({ rule, text }: SetRule): string {
  const { start, end } = rule.range;
  const sid = rule.option("sid")?.range;
  return sid === undefined ? text.slice(start, end) : text.slice(start, sid.start) + text.slice(sid.end, end);
}
