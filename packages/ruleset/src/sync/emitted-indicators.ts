import type { IndicatorReference } from "@sigwright/core";

/** A line of `manifest.ndjson`, as far as it matters here. */
interface Line {
  readonly type?: string | null;
  readonly value?: string | null;
  readonly id?: string;
  readonly outcome?: { readonly status?: string; readonly into?: string };
}

/**
 * The indicators that are in a ruleset, by what its `manifest.ndjson` says: those that were emitted, and those that were
 * merged into one of them. Only indicators with an identifier can be associated with anything.
 */
export function emittedIndicators(outcomes: string): readonly IndicatorReference[] {
  const emitted = new Map<string, IndicatorReference>();
  const names = new Set<string>();
  const merged: { readonly reference: IndicatorReference; readonly into: string }[] = [];
  for (const text of outcomes.split("\n")) {
    if (text === "") continue;
    // oxlint-disable-next-line no-unsafe-type-assertion -- our own writing
    const { type, value, id, outcome } = JSON.parse(text) as Line;
    if (typeof type !== "string" || typeof value !== "string") continue;
    if (outcome?.status === "emitted") names.add(`${type} ${value}`);
    if (id === undefined) continue;
    if (outcome?.status === "emitted") emitted.set(id, { id, type, value });
    else if (outcome?.into !== undefined) merged.push({ reference: { id, type, value }, into: outcome.into });
  }
  for (const { reference, into } of merged) if (names.has(into)) emitted.set(reference.id!, reference);
  return [...emitted.values()];
}
