import type { IndicatorReference, SignatureStore } from "@sigwright/core";

/** All indicators a signature is associated with. */
export async function readIndicatorReferences(store: SignatureStore, id: string): Promise<readonly IndicatorReference[]> {
  const found: IndicatorReference[] = [];
  for await (const indicator of store.indicators(id)) found.push(indicator);
  return found;
}
