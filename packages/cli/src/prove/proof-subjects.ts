import { hash128, type Observation, type ObservationKind } from "@sigwright/core";
import type { ProofSubject, Samples, Shown } from "@sigwright/engines";
import type { ManifestSignature } from "@sigwright/ruleset";
import { type ListKinds, meantByMembers, sampleMembers, shownName } from "./list-members.ts";
import type { ProofFolder } from "./proof-folder.ts";
import { ruleId } from "./rule-inventory.ts";
import { observationOf } from "./signature-observation.ts";

/** A signature of the manifest, and what is to be proven of it. */
export interface SignatureSubject {
  readonly signature: ManifestSignature;
  readonly subject: ProofSubject;
}

/** How much of a ruleset is shown. */
export interface ProofExtent {
  /** Most members of each list. */
  readonly members: number;
  /** Most observations that have rules of their own. */
  readonly limit: number;
  /** Signatures that have no rule, by id: they are told whatever the limit is. Default: none. */
  readonly missing?: ReadonlySet<string>;
}

/**
 * Says what each signature of a ruleset is for: a rule by its key, a list by a sample of its members. Of more observations
 * than are wanted those are taken whose hash is lowest, so the same in each run.
 */
export async function proofSubjects(folder: ProofFolder, samples: Samples, { members: membersOfLists, limit, missing = new Set() }: ProofExtent): Promise<readonly SignatureSubject[]> {
  const { outcomes } = folder;
  const signatures = withinLimit(folder.signatures, limit, missing);
  const members = outcomes === undefined ? undefined : await sampleMembers(outcomes, listKinds(signatures), kindsOfUnnamedLists(signatures), { most: membersOfLists, hasSample: sampleFinder(samples), isShown: shownFinder(signatures) });
  return signatures.map((signature, index) => {
    const { sid, name, observation: kind, value } = signature;
    const id = ruleId(signature) ?? `without name ${index}`;
    const facts = { id, channels: folder.channelsOf(signature), oncePerPair: signature.kind === "list" };
    const without = (notProvable: string): SignatureSubject => ({ signature, subject: { ...facts, observations: [], notProvable } });
    if (signature.kind === "beside") return without("it is no rule, but an entry of a file beside the rules");
    if (sid === null && name === undefined) return without("the manifest has neither sid nor name to know its alerts by");
    if (signature.kind === "list") {
      if (members === undefined) return without("its members are not known: `manifest.ndjson` is missing");
      const observations = (sid === null ? members.byKind.get(kind) : members.bySid.get(sid)) ?? [];
      return observations.length === 0 ? without("`manifest.ndjson` does not tell which its members are") : { signature, subject: { ...facts, observations } };
    }
    const observation = value === null ? undefined : observationOf(kind, value);
    return observation === undefined ? without("the manifest names nothing that could be observed for it") : { signature, subject: { ...facts, observations: [observation] } };
  });
}

/** All lists, the rules of so many observations, and what has no rule. */
function withinLimit(signatures: readonly ManifestSignature[], limit: number, missing: ReadonlySet<string>): readonly ManifestSignature[] {
  const nameOf = ({ observation, value }: ManifestSignature): string => `${observation} ${value}`;
  const names = new Set(signatures.flatMap((signature) => (signature.kind === "rule" ? [nameOf(signature)] : [])));
  if (names.size <= limit) return signatures;
  const hashed = [...names].map((name) => ({ name, hash: hash128(name) })).toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  const taken = new Set(hashed.slice(0, limit).map(({ name }) => name));
  return signatures.filter((signature) => signature.kind !== "rule" || taken.has(nameOf(signature)) || missing.has(ruleId(signature) ?? ""));
}

/** Kinds of which there is one list without a sid: all that is emitted of the kind must be in it. */
function kindsOfUnnamedLists(signatures: readonly ManifestSignature[]): ReadonlySet<ObservationKind> {
  const kinds = signatures.flatMap(({ sid, kind, observation }) => (kind === "list" && sid === null ? [observation] : []));
  return new Set(kinds.filter((kind) => kinds.indexOf(kind) === kinds.lastIndexOf(kind) && !signatures.some((each) => each.kind === "rule" && each.observation === kind)));
}

/** Finds observations that have rules of their own beside the list, for what the list does not see: requests to the server say. */
function shownFinder(signatures: readonly ManifestSignature[]): (member: Observation) => boolean {
  const names = new Set(signatures.flatMap(({ kind, observation, value }) => (kind === "rule" && value !== null ? [`${observation} ${value}`] : [])));
  return ({ kind, key }) => names.has(`${kind} ${key}`);
}

function sampleFinder({ byDigest }: Samples): (member: Observation) => boolean {
  return ({ match }) => {
    if (match.kind === "digest") return [match.md5, match.sha1, match.sha256].some((digest) => digest !== undefined && byDigest.has(digest));
    return match.kind === "fingerprint" && byDigest.has(match.value);
  };
}

/** For near misses that other members of a list mean, found by reading all members once more. */
export async function membership(
  folder: ProofFolder,
  subjects: readonly SignatureSubject[],
  shown: readonly { readonly subject: ProofSubject; readonly values: readonly Shown[] }[],
): Promise<(subject: ProofSubject, value: Shown) => boolean> {
  const signatures = new Map(subjects.map(({ subject, signature }) => [subject.id, signature]));
  const approximate = (subject: ProofSubject): boolean => signatures.get(subject.id)?.approximate !== null;
  const lists = listKinds(folder.signatures);
  const bySid = new Map<number, Shown[]>();
  for (const { subject, values } of shown) {
    const sid = signatures.get(subject.id)?.sid ?? undefined;
    if (sid !== undefined && lists.has(sid)) bySid.set(sid, [...(bySid.get(sid) ?? []), ...values]);
  }
  const meant = folder.outcomes === undefined || bySid.size === 0 ? new Set<string>() : await meantByMembers(folder.outcomes, lists, bySid);
  return (subject, value) => {
    const sid = signatures.get(subject.id)?.sid ?? undefined;
    // What is approximate says so itself: that it fires on more is no news.
    return approximate(subject) || (sid !== undefined && meant.has(shownName(sid, value)));
  };
}

function listKinds(signatures: readonly ManifestSignature[]): ListKinds {
  return new Map(signatures.flatMap(({ sid, kind, observation }) => (kind === "list" && sid !== null ? [[sid, observation] as const] : [])));
}
