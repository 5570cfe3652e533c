import type { MeaningChange, RuleView, SignatureFormat, SourceText } from "@sigwright/core";
import { notText } from "../not-text.ts";

/** One file on one side of a comparison, parsed. */
export interface RuleFile {
  /** What reports call it by; the same on both sides for a file that was not moved. */
  readonly path: string;
  readonly source: SourceText;
  readonly format: SignatureFormat;
  readonly document: unknown;
  /** All rules, the disabled ones too, in the order of the text. */
  readonly rules: readonly RuleView[];
}

/** A rule and the file it stands in. */
export interface PlacedRule {
  readonly file: RuleFile;
  readonly rule: RuleView;
}

/**
 * What happened to a rule.
 * - `added`, `removed`: it stands on one side only.
 * - `moved`: it stands in another file.
 * - `enabled`, `disabled`: it was, or is now, commented out.
 * - `changed`: it means something else.
 */
export type ChangeKind = "added" | "removed" | "moved" | "enabled" | "disabled" | "changed";

/** Something about a rule's bookkeeping that a reviewer wants to know. */
export interface ChangeRemark {
  /** Stable: `rev-not-raised`. */
  readonly code: "rev-not-raised" | "rev-lowered" | "sid-reused" | "sid-of-deleted-rule" | "identity-changed" | "identity-shared";
  readonly message: string;
}

/** A rule that is not as it was. At least one of the sides is there. */
export interface RuleChange {
  readonly kinds: readonly ChangeKind[];
  readonly before?: PlacedRule;
  readonly after?: PlacedRule;
  /** What changed in meaning, where the format can tell; empty for rules that were added or removed. */
  readonly meaning: readonly MeaningChange[];
  /** What changed in what the rule says of itself, where the format can tell. */
  readonly description: readonly MeaningChange[];
  readonly remarks: readonly ChangeRemark[];
}

/** Parses a file for a comparison. Never throws on what is in it; rules that can't be made out are not there. */
export function ruleFile(path: string, source: SourceText, format: SignatureFormat): RuleFile {
  const document = notText(source) === undefined ? format.parse?.(source).document : undefined;
  return { path, source, format, document, rules: document === undefined ? [] : (format.rules?.(document) ?? []) };
}

/**
 * By what a rule is known: format, generator and sid, else its name where names are unique; `undefined` for a rule that
 * has neither.
 */
export function identityOf({ file: { format }, rule: { gid, sid, name } }: PlacedRule): string | undefined {
  if (sid !== undefined) return `${format.id} ${gid ?? 1}:${sid}`;
  // Formats with sids have messages, which are no names.
  return format.sidFamily === undefined && name !== undefined ? `${format.id} ${name}` : undefined;
}

/** A rule's identity for people: `sid 2024001`, `sid 3:19187`, `rule Name`. */
export function shownIdentity({ gid, sid, name }: RuleView): string {
  if (sid !== undefined) return gid === undefined || gid === 1 ? `sid ${sid}` : `sid ${gid}:${sid}`;
  return name === undefined ? "a rule without sid" : `rule ${name}`;
}
