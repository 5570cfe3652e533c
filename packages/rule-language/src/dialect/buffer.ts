import type { VersionRange } from "./engine-version.ts";

/** Which way traffic goes that a buffer is filled from. */
export type FlowDirection = "to_server" | "to_client";

/** A protocol and direction for which the engine fills and inspects a buffer. */
export interface Inspection {
  readonly protocol: string;
  readonly direction: FlowDirection;
}

/** What content must not hold because a buffer or transform can never produce it. */
export type NeverHolds =
  | "upper-case"
  | "lower-case"
  | "white-space"
  | "double-white-space";

/** One inspection buffer of the engine: what a sticky buffer selects. */
export interface InspectionBuffer extends VersionRange {
  /** The name that keyword rows use; the engine's own where it has one. */
  readonly name: string;
  /** Name shown to people: the sticky buffer's. */
  readonly keyword: string;
  /** Buffers of single packets make the rule one about packets; frames can't be mixed with others. */
  readonly kind: "transaction" | "packet" | "frame";
  readonly inspections: readonly Inspection[];
  /** Every mention starts a new instance, because a transaction has many such values. */
  readonly multiple?: true;
  /** Selected without ceremony: nothing need be looked for in it, and transforms can't follow. */
  readonly bare?: true;
  /** Whether its contents can be fast patterns. */
  readonly fastPattern?: true;
  /** What content of it must not hold. */
  readonly neverHolds?: NeverHolds;
}
