import type { MemberChange } from "@sigwright/core";

/** The members that are to be added and are not there, each once. */
export function membersToAdd<Member>(
  present: readonly Member[],
  change: MemberChange<Member> | undefined,
  keyOf: (member: Member) => string,
): readonly Member[] {
  const known = new Set(present.map(keyOf));
  const added: Member[] = [];
  for (const member of change?.add ?? []) {
    const key = keyOf(member);
    if (known.has(key)) continue;
    known.add(key);
    added.push(member);
  }
  return added;
}

/** The members that are there and to be taken out; what is to be added too stays. */
export function membersToRemove<Member>(
  present: readonly Member[],
  change: MemberChange<Member> | undefined,
  keyOf: (member: Member) => string,
): readonly Member[] {
  const kept = new Set((change?.add ?? []).map(keyOf));
  const removed = new Set((change?.remove ?? []).map(keyOf));
  return present.filter((member) => removed.has(keyOf(member)) && !kept.has(keyOf(member)));
}
