import type { JsonObject } from "../json.ts";
import type { Group, Indicator } from "../model.ts";
import { timestamp, type Platform } from "../platform.ts";

/** One writing request: what it made so far, so that a failure can take it back. */
export interface Transaction {
  readonly platform: Platform;
  readonly date: string;
  readonly created: (Group | Indicator)[];
  /** How deep in groups inside groups it is. */
  depth: number;
  /** Creates an object inside another one; returns one that exists already where its value says so. */
  readonly createNested: {
    readonly group: (transaction: Transaction, body: JsonObject, ownerId: bigint) => Group;
    readonly indicator: (transaction: Transaction, body: JsonObject) => Indicator;
  };
}

/** Runs a write. A failure takes back what was created inside it, or leaves it, as the switch says. */
export function transact<Result>(
  platform: Platform,
  createNested: Transaction["createNested"],
  write: (transaction: Transaction) => Result,
): Result {
  const transaction: Transaction = { platform, date: timestamp(platform), created: [], depth: 0, createNested };
  try {
    const result = write(transaction);
    platform.store.version++;
    platform.onWrite();
    return result;
  } catch (error) {
    if (platform.switches.rollBack) for (const entity of transaction.created.toReversed()) platform.store.remove(entity);
    throw error;
  }
}
