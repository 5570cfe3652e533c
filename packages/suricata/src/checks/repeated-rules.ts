import { type Diagnostic, SourceText } from "@sigwright/core";
import { parseRules } from "@sigwright/rule-language";
import { signatureFingerprint } from "@sigwright/rule-language/template";
import { finding } from "../diagnostic-catalogue.ts";
import { type SetRule, sidRange } from "../set-rule.ts";

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
    const message = messageOf(added);
    const known = this.#byMessage.get(message);
    if (known === undefined) {
      this.#byMessage.set(message, added);
      return undefined;
    }
    let group = known;
    if ("text" in group) {
      group = { byText: new Map([[textWithoutSid(group), group]]), byFingerprint: undefined };
      this.#byMessage.set(message, group);
    }
    const same = addTo(group, added);
    // Rules with one sid are told of as such.
    if (same === undefined || (same.sid === added.sid && same.gid === added.gid)) return undefined;
    return finding("suricata/repeated-rule", sidRange(added), {
      message: `the rule with sid ${same.sid} in ${this.#inWords(same)} does the same`,
      help: "delete one of them: both would alert",
    });
  }
}

/** Adds a rule to those that share its message; gives the first that does the same. */
function addTo(group: Group, added: SetRule): SetRule | undefined {
  const text = textWithoutSid(added);
  const sameText = group.byText.get(text);
  if (sameText !== undefined) return sameText;
  group.byFingerprint ??= new Map(Array.from(group.byText.values(), (each) => [fingerprintOf(each), each]));
  const fingerprint = fingerprintOf(added);
  const same = group.byFingerprint.get(fingerprint);
  if (same === undefined) group.byFingerprint.set(fingerprint, added);
  group.byText.set(text, same ?? added);
  return same;
}

/** The message as it is written: rules that do the same are mostly copies. */
function messageOf({ text, messageStart, messageEnd }: SetRule): string {
  return text.slice(messageStart, messageEnd);
}

function textWithoutSid({ text, start, end, sidStart, sidEnd }: SetRule): string {
  return sidEnd === 0 ? text.slice(start, end) : text.slice(start, sidStart) + text.slice(sidEnd, end);
}

/** Made of the text: the tree of the file may be long gone. */
function fingerprintOf({ text, start, end }: SetRule): string {
  const rule = parseRules(SourceText.fromString(text.slice(start, end)), "suricata").rules.at(0);
  return rule === undefined ? text.slice(start, end) : signatureFingerprint(rule);
}
