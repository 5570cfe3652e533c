import type { GroupReference, IndicatorReference, NewSignature, SignatureStore, StoreFailure } from "../signature-store.ts";
import { StoreError } from "../signature-store.ts";
import { demand, excerpt } from "./conformance-case.ts";

/** A store to be tested, empty of signatures, and what there is for signatures to be associated with. */
export interface StoreFixture {
  readonly store: SignatureStore;
  /** The same store as another process sees it. */
  readonly reopen: () => SignatureStore;
  /** Groups that exist, three or more, in the form that the store gives them back. */
  readonly groups: readonly GroupReference[];
  /** Indicators that exist, three or more, one of them inactive where the store knows such, in the form it gives them back. */
  readonly indicators: readonly IndicatorReference[];
  /** Security labels that exist, two or more. */
  readonly labels: readonly string[];
  /** What does not exist, for stores that know what does. */
  readonly missing?: { readonly group: GroupReference; readonly indicator: IndicatorReference; readonly label: string };
  /** A text that is another one after each write: the number of writing requests, the times of all files. */
  readonly writes: () => Promise<string>;
  /** Called in the end, whatever happened. */
  readonly dispose: () => Promise<void>;
}

/** One thing that a store must do, given a store of its own. */
export interface StoreCase {
  readonly name: string;
  readonly run: (fixture: StoreFixture) => Promise<void>;
}

/** A signature with all that is required and nothing more. */
export function plainSignature(more: Partial<NewSignature> = {}): NewSignature {
  return { name: "Bad Incident", type: "Suricata", fileName: "bad.rules", content: "alert ip any any -> any any (sid:1;)\n", ...more };
}

/** A signature with something in every member. */
export function fullSignature(fixture: StoreFixture, more: Partial<NewSignature> = {}): NewSignature {
  return plainSignature({
    xid: "incident-1/suricata",
    attributes: [
      { type: "Description", value: "Made of incident 1", isDefault: true },
      { type: "Source", value: "sigwright", isDefault: true },
    ],
    tags: ["ransomware", "made by a test"],
    labels: fixture.labels.slice(0, 1),
    groups: fixture.groups.slice(0, 1),
    indicators: fixture.indicators.slice(0, 2),
    ...more,
  });
}

/** All that an iterable delivers. */
export async function collected<Element>(elements: AsyncIterable<Element>): Promise<readonly Element[]> {
  const all: Element[] = [];
  for await (const element of elements) all.push(element);
  return all;
}

/** Demands that something fails with a {@link StoreError} of one of these kinds, in words for people. */
export async function demandFailure(what: string, kinds: readonly StoreFailure[], action: () => Promise<unknown>): Promise<void> {
  const [outcome] = await Promise.allSettled([action()]);
  demand(outcome.status === "rejected", `${what} did not fail`);
  const error: unknown = outcome.reason;
  demand(error instanceof StoreError, `${what} failed with something that is no StoreError: ${excerpt(error)}`);
  demand(kinds.includes(error.failure), `${what} is ${excerpt(error.failure)}, not ${kinds.join(" or ")}: ${error.message}`);
  demand(/^[^\n]{10,}$/.test(error.message), `${what} says ${excerpt(error.message)}: one line of words is needed`);
}

/** What tells one indicator from another, whatever the store adds to it. */
export function indicatorName({ type, value }: IndicatorReference): string {
  return `${type} ${value}`;
}

/** Demands that two collections have the same members; their order does not matter. */
export function demandMembers(found: readonly string[], expected: readonly string[], what: string): void {
  const [a, b] = [found.toSorted(), expected.toSorted()];
  demand(a.length === b.length && a.every((member, index) => member === b[index]), `${what} are ${excerpt(a)}, not ${excerpt(b)}`);
}
