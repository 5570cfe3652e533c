import { hash128 } from "@sigwright/core";
import { signatureId } from "@sigwright/engines";
import type { CheckedFile, CheckedRule } from "@sigwright/review";
import type { ManifestSignature } from "@sigwright/ruleset";
import type { SignatureSubject } from "./prove/proof-subjects.ts";
import { ruleId } from "./prove/rule-inventory.ts";
import { isTouched, type NamedFiles, ruleText } from "./review-load.ts";

/** The two sides of a ruleset's rule files. */
export interface RulesetSides {
  readonly before: readonly CheckedFile[];
  readonly after: readonly CheckedFile[];
  /** Paths of files that are the same on both sides. */
  readonly kept: ReadonlySet<string>;
  /** What the new side's rules name, by path. */
  readonly named: ReadonlyMap<string, NamedFiles>;
}

/** Most signatures that are shown of one ruleset. */
const MOST_SIGNATURES = 500;
/** Most characters of all that is shown: what bounds the traffic that a change can ask for. */
const MOST_CHARACTERS = 100_000;

/** What alerts of a rule are known by; `undefined` when there is nothing. */
export function idOfChecked({ gid, sid, name }: CheckedRule): string | undefined {
  return sid === undefined ? name : signatureId(gid ?? 1, sid);
}

/** Ids of rules that are not as they were, or whose list is not; those that are gone included. */
export function changedRules({ before, after, kept, named }: RulesetSides): ReadonlySet<string> {
  const ids = new Set<string>();
  const known = new Set(before.flatMap(({ source, rules }) => rules.map((rule) => ruleText(rule, source.text))));
  const inForce = new Set<string>();
  for (const file of after) {
    for (const rule of file.rules) {
      const id = idOfChecked(rule);
      if (id === undefined) continue;
      if (rule.enabled) inForce.add(id);
      if (isTouched(rule, file, { isKept: kept.has(file.path), known, lists: named.get(file.path) })) ids.add(id);
    }
  }
  for (const rule of before.flatMap(({ rules }) => rules)) {
    const id = idOfChecked(rule);
    if (id !== undefined && rule.enabled && !inForce.has(id)) ids.add(id);
  }
  return ids;
}

/** Ids of signatures of which the manifest says something else than it did; all, where it said nothing that can be read. */
export function changedSignatures(signatures: readonly ManifestSignature[], old: string | undefined): ReadonlySet<string> {
  const known = new Set(oldSignatures(old).map(saidOf));
  return new Set(signatures.flatMap((signature) => (known.has(saidOf(signature)) ? [] : (ruleId(signature) ?? []))));
}

function oldSignatures(text: string | undefined): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? "");
    const signatures: unknown = typeof value === "object" && value !== null && "signatures" in value ? value.signatures : [];
    return Array.isArray(signatures) ? signatures : [];
  } catch {
    return [];
  }
}

/** What a signature is for. */
function saidOf(signature: unknown): string {
  const member = (name: string): unknown => (typeof signature === "object" && signature !== null ? Reflect.get(signature, name) : undefined);
  return JSON.stringify(["gid", "sid", "name", "observation", "kind", "rule", "value", "approximate"].map((name) => member(name) ?? null));
}

/** What of a ruleset is shown to an engine. */
export interface ProofScope {
  /** Signatures that changed, and those that share their work. */
  readonly subjects: readonly SignatureSubject[];
  /** Ids of the signatures among them that changed. */
  readonly shown: ReadonlySet<string>;
  /** How many changed. */
  readonly changed: number;
}

/**
 * The signatures that changed, with those that are for the same observation, as they share the work. Of more than can be
 * shown those are taken whose hash is lowest, so the same in each run.
 */
export function proofScope(subjects: readonly SignatureSubject[], changed: ReadonlySet<string>): ProofScope {
  const groups = new Map<string, SignatureSubject[]>();
  for (const each of subjects) {
    const { kind, observation, value } = each.signature;
    const name = kind === "rule" && value !== null ? `${observation} ${value}` : each.subject.id;
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [each]);
    else known.push(each);
  }
  const isChanged = ({ subject: { id } }: SignatureSubject): boolean => changed.has(id);
  const wanted = [...groups].filter(([, members]) => members.some(isChanged)).map(([name, members]) => ({ members, hash: hash128(name) }));
  const taken: SignatureSubject[] = [];
  let characters = 0;
  for (const { members } of wanted.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))) {
    characters += members.reduce((sum, { subject }) => sum + subject.observations.reduce((part, { key }) => part + key.length, 0), 0);
    if (taken.length + members.length > MOST_SIGNATURES || characters > MOST_CHARACTERS) break;
    taken.push(...members);
  }
  return {
    subjects: taken,
    shown: new Set(taken.filter(isChanged).map(({ subject }) => subject.id)),
    changed: wanted.reduce((sum, { members }) => sum + members.filter(isChanged).length, 0),
  };
}
