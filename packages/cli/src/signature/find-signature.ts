import { quoted, StoreError } from "@sigwright/core";
import type { SignatureStore, SignatureSummary, StoredSignature } from "@sigwright/core";
import { UsageError } from "../usage-error.ts";

const SHOWN = 5;

/**
 * The signature that somebody means: by the store's identifier, by xid, by name, or by the beginning of its identifier
 * where that is enough.
 *
 * @throws UsageError when there is none, or more than one; StoreError when there is none among those that can be read.
 */
export async function findSignature(store: SignatureStore, key: string): Promise<StoredSignature> {
  const broken: StoreError[] = [];
  const exact = (await store.get({ id: key })) ?? (await store.get({ xid: key }).catch((error: unknown) => {
    // Another one that can't be read does not keep this one from being found.
    if (!(error instanceof StoreError) || error.failure !== "unreachable") throw error;
    return undefined;
  }));
  if (exact !== undefined) return exact;
  const named: SignatureSummary[] = [];
  const begun: SignatureSummary[] = [];
  for await (const signature of store.list({}, (error) => broken.push(error))) {
    if (signature.name === key) named.push(signature);
    else if (signature.id.startsWith(key) && key.length >= 3) begun.push(signature);
  }
  const candidates = named.length > 0 ? named : begun;
  if (candidates.length > 1) {
    const ids = candidates.slice(0, SHOWN).map(({ id }) => quoted(id));
    const more = candidates.length > SHOWN ? ` and ${candidates.length - SHOWN} more` : "";
    throw new UsageError(`${quoted(key)} can be any of ${candidates.length} signatures`, `name it by its identifier: ${ids.join(", ")}${more}`);
  }
  const found = candidates[0] === undefined ? undefined : await store.get({ id: candidates[0].id });
  if (found !== undefined) return found;
  if (broken[0] !== undefined) throw broken[0];
  throw new UsageError(
    `in ${quoted(store.spec)} there is no signature ${quoted(key)}`,
    "`sigwright signature list` lists them; name one by its identifier, its xid or its name",
  );
}
