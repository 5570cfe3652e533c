import type { Match } from "@sigwright/core";

/** A match that a rule's header can hold. */
export type AddressOrNetwork = Extract<Match, { readonly kind: "address" | "network" }>;

/** An address or network as it stands in a rule's header. */
export function headerAddress(match: AddressOrNetwork): string {
  return match.kind === "address" ? match.address : `${match.address}/${match.prefix}`;
}

/** Whether a match is one that a rule's header can hold. */
export function isAddressOrNetwork(match: Match): match is AddressOrNetwork {
  return match.kind === "address" || match.kind === "network";
}
