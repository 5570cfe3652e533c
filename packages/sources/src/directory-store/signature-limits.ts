import { quoted, StoreError } from "@sigwright/core";
import type { NewSignature, SignatureChange } from "@sigwright/core";

/** Longest name, type, file name, tag and label that is taken, in UTF-16 code units. */
const LONGEST = 500;
const LONGEST_VALUE = 100_000;

/**
 * Refuses what can't be kept: no name at all, texts that are no Unicode, members beyond all measure.
 *
 * @throws StoreError (`invalid`).
 */
export function refuseInvalid(given: NewSignature | SignatureChange): void {
  const invalid = (message: string): never => {
    throw new StoreError("invalid", message);
  };
  for (const member of ["name", "type", "fileName"] as const) {
    const value = given[member];
    if (value === undefined) continue;
    if (value.trim() === "") invalid(`the ${member === "fileName" ? "file name" : member} of a signature can't be empty`);
    if (value.length > LONGEST) invalid(`the ${member} ${quoted(value)} has ${value.length} characters, more than ${LONGEST}`);
  }
  if (given.content !== undefined && /\p{Surrogate}/u.test(given.content)) {
    invalid("the rules are no Unicode text: they have half of a character pair (a lone surrogate)");
  }
  if ("xid" in given && (given.xid === "" || given.xid.length > LONGEST)) invalid(`an xid has 1 to ${LONGEST} characters`);
  for (const member of ["tags", "labels"] as const) {
    for (const value of addedTo(given[member])) {
      if (value.trim() === "" || value.length > LONGEST) invalid(`${quoted(value)} can't be one of the ${member}: 1 to ${LONGEST} characters`);
    }
  }
  for (const { type, value } of addedTo(given.attributes)) {
    if (type === "" || value === "") invalid(`an attribute (${quoted(type)}) has a type and a value`);
    if (value.length > LONGEST_VALUE) invalid(`the attribute ${quoted(type)} has more than ${LONGEST_VALUE} characters`);
  }
  for (const { id } of addedTo(given.groups)) if (id === "") invalid("a group has an identifier");
  for (const { type, value } of addedTo(given.indicators)) if (type === "" || value === "") invalid("an indicator has a type and a value");
}

function addedTo<Member>(given: readonly Member[] | { readonly add?: readonly Member[] } | undefined): readonly Member[] {
  if (given === undefined) return [];
  return "add" in given ? (given.add ?? []) : Array.isArray(given) ? given : [];
}
