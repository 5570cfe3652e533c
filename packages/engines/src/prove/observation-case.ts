import { type Channel, type Observation, parseIpAddress } from "@sigwright/core";
import { addressFamily, parseAddress } from "../packet/ip-address.ts";
import type { Conversation } from "../packet/conversation.ts";

/** Something on the wire, or in a file, that could be meant by an observation of some kind. */
export type Shown =
  | { readonly kind: "address"; readonly address: string }
  /** A domain name in lower case. */
  | { readonly kind: "host"; readonly name: string }
  /** Any other observation, by its key. */
  | { readonly kind: "text"; readonly key: string };

/** What every case of an observation says of itself, whether it is traffic or a file. */
export interface CaseFacts {
  /** What happens, in a few words; unique among the cases of one observation. */
  readonly name: string;
  readonly channel: Channel;
  /**
   * What the case has in common with others of the channel: `DNS`, `request to a proxy`. A signature may leave out a
   * way as a whole, though that is told; but not some of its cases.
   */
  readonly way: string;
  /** Whether the observation is seen in it; else it is a near miss. */
  readonly fires: boolean;
  /** What a near miss shows, to tell whether another observation of the same signature is meant by it. */
  readonly shows: readonly Shown[];
  /** What had to be done for it, for people. */
  readonly remark?: string;
}

/** Traffic in which an observation is seen, or nearly. */
export interface TrafficObservationCase extends CaseFacts {
  /** Present when a sensor looks that far only with its limits of bodies and of reassembly raised. */
  readonly needsRaisedLimits?: true;
  readonly conversations: readonly Conversation[];
}

/** Bytes in which an observation is found, or nearly. */
export interface FileObservationCase extends CaseFacts {
  /** Present when the bytes are a file as a whole, and nothing may stand before or behind them. */
  readonly isWholeFile?: true;
  /** The text that stands in the bytes, in whatever encoding; absent in whole files. */
  readonly text?: string;
  readonly bytes: Uint8Array;
}

/** Why no case can be made of an observation on a channel. */
export interface NotProvable {
  readonly channel: Channel;
  /** For people; completes "not provable: …". */
  readonly reason: string;
}

/** The cases of an observation, and where there can be none. */
export interface CasesOf<Case extends CaseFacts> {
  readonly cases: readonly Case[];
  readonly notProvable: readonly NotProvable[];
}

/** Whether an observation is meant by what is shown. */
export function isMeant(observation: Observation, shown: Shown): boolean {
  const { match } = observation;
  switch (shown.kind) {
    case "host":
      return match.kind === "domain" && (match.name === shown.name || (match.subdomains && shown.name.endsWith(`.${match.name}`)));
    case "address":
      if (match.kind === "address") return match.address === shown.address;
      return match.kind === "network" && isInNetwork(shown.address, match.address, match.prefix);
    case "text":
      return observation.key === shown.key;
  }
}

/** Whether an address lies in a network; false where they are of two families. */
export function isInNetwork(address: string, network: string, prefix: number): boolean {
  const [inside, base] = [addressNumber(address), addressNumber(network)];
  if (inside.family !== base.family) return false;
  const shift = BigInt((base.family === 4 ? 32 : 128) - prefix);
  return inside.number >> shift === base.number >> shift;
}

/** An address as a number. */
export function addressNumber(text: string): { readonly family: 4 | 6; readonly number: bigint } {
  const bytes = parseAddress(text);
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return { family: addressFamily(bytes), number };
}

/** Canonical text of an address that is given as a number; `undefined` where the family has no such number. */
export function addressText(family: 4 | 6, number: bigint): string | undefined {
  const bits = family === 4 ? 32n : 128n;
  if (number < 0n || number >> bits !== 0n) return undefined;
  const width = family === 4 ? 8n : 16n;
  const parts = Array.from({ length: family === 4 ? 4 : 8 }, (_, i) => (number >> (bits - width * BigInt(i + 1))) & ((1n << width) - 1n));
  const parsed = parseIpAddress(family === 4 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":"));
  return "text" in parsed ? parsed.text : undefined;
}
