import type { GroupReference, MemberChange, SignatureAttribute } from "@sigwright/core";
import { compare } from "./file-access.ts";

/** Adds members and takes others out. What was there stays as it was; what stands in both is there afterwards. */
export function changeMembers<Member>(
  before: readonly Member[],
  { add = [], remove = [] }: MemberChange<Member> = {},
  keyOf: (member: Member) => string,
): readonly Member[] {
  const members = new Map(before.map((member) => [keyOf(member), member]));
  const added = new Set(add.map(keyOf));
  for (const member of remove) {
    const key = keyOf(member);
    if (!added.has(key)) members.delete(key);
  }
  for (const member of add) {
    const key = keyOf(member);
    if (!members.has(key)) members.set(key, member);
  }
  return [...members].toSorted(([a], [b]) => compare(a, b)).map(([, member]) => member);
}

/** Attributes are the same when type and value are. */
export function attributeKey({ type, value }: SignatureAttribute): string {
  return JSON.stringify([type, value]);
}

/** Groups are the same when their identifiers are. */
export function groupKey({ id }: GroupReference): string {
  return id;
}
