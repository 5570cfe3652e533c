import type { Range, RuleView } from "@sigwright/core";
import type { Rule, RuleFile } from "../tree.ts";
import { signatureFingerprint } from "./signature-fingerprint.ts";

/**
 * All rules of a file in its order, the disabled ones too. Fingerprints take longer than all else and are made when the
 * first is asked for: most checks never do. A flow bit that `{{once}}` named after the rule's own sid, by `bitOf`, does
 * not count.
 */
export function ruleViews(file: RuleFile, bitOf?: (sid: number) => number): readonly RuleView[] {
  let fingerprints: readonly string[] | undefined;
  const fingerprintOf = (index: number): string => {
    fingerprints ??= Array.from(file.rules, (rule) => signatureFingerprint(rule, bitOf));
    return fingerprints[index]!;
  };
  return Array.from(file.rules, (rule, index) => new FingerprintedView(rule, index, fingerprintOf));
}

/** A view whose fingerprint is made when it is asked for. A class, since a getter of its own for each object takes long. */
class FingerprintedView implements RuleView {
  readonly range: Range;
  readonly enabled: boolean;
  declare readonly gid?: number;
  declare readonly sid?: number;
  declare readonly rev?: number;
  declare readonly name?: string;
  readonly #index: number;
  readonly #fingerprintOf: (index: number) => string;

  constructor({ range, enabled, gid, sid, rev, msg }: Rule, index: number, fingerprintOf: (index: number) => string) {
    this.range = range;
    this.enabled = enabled;
    if (gid !== undefined) this.gid = gid;
    if (sid !== undefined) this.sid = sid;
    if (rev !== undefined) this.rev = rev;
    if (msg !== undefined) this.name = msg;
    this.#index = index;
    this.#fingerprintOf = fingerprintOf;
  }

  get fingerprint(): string {
    return this.#fingerprintOf(this.#index);
  }
}
