import type { Diagnostic } from "@sigwright/core";
import type { Rule } from "@sigwright/rule-language";
import { finding } from "../diagnostic-catalogue.ts";
import { signatureFingerprint } from "../rule-fingerprints.ts";

/** A rule and where it is, in words. */
interface Place {
  readonly rule: Rule;
  readonly where: () => string;
}

/**
 * Finds rules that do the same under different sids. Fingerprints take long, and rules that do the same have one
 * message: only of rules that share it they are made.
 */
export class RepeatedRules {
  /** The first rule with a message until another has it; undefined from then on. */
  readonly #first = new Map<string, Place | undefined>();
  readonly #byFingerprint = new Map<string, Place>();

  /** Adds a rule that loads; says when an earlier one does the same. `where` is asked only to say so. */
  add(rule: Rule, where: () => string): Diagnostic | undefined {
    const message = rule.msg ?? "";
    const place = { rule, where };
    if (!this.#first.has(message)) {
      this.#first.set(message, place);
      return undefined;
    }
    const first = this.#first.get(message);
    if (first !== undefined) {
      this.#byFingerprint.set(signatureFingerprint(first.rule), first);
      this.#first.set(message, undefined);
    }
    const fingerprint = signatureFingerprint(rule);
    const same = this.#byFingerprint.get(fingerprint);
    if (same === undefined) {
      this.#byFingerprint.set(fingerprint, place);
      return undefined;
    }
    // Rules with one sid are told of as such.
    if (same.rule.sid === rule.sid && same.rule.gid === rule.gid) return undefined;
    return finding("suricata/repeated-rule", rule.option("sid")?.range ?? rule.range, {
      message: `the rule with sid ${same.rule.sid} in ${same.where()} does the same`,
      help: "delete one of them: both would alert",
    });
  }
}
