import { quoted, StoreError } from "@sigwright/core";
import type { Client } from "./client.ts";

/**
 * The owner that a name in any case means, or the API user's organization; asked for once. Everything is compared with
 * it afterwards, so its spelling must be the platform's.
 *
 * @throws StoreError when the API user does not see such an owner, or is in several organizations.
 */
export function createOwnerName(client: Client, wanted: string | undefined): () => Promise<string> {
  let found: Promise<string> | undefined;
  return () => {
    // A failure is not kept: the next call asks again.
    found ??= findOwner(client, wanted).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

async function findOwner(client: Client, wanted: string | undefined): Promise<string> {
  const owners = await client.owners.list();
  const seen = owners.slice(0, 20).map((owner) => quoted(owner.name, 60)).join(", ");
  if (wanted !== undefined) {
    const exact = owners.find((owner) => owner.name === wanted);
    const found = exact ?? owners.find((owner) => owner.name.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined) return found.name;
    throw new StoreError("refused", `there is no owner ${quoted(wanted)}, or the API user may not see it`, {
      help: owners.length === 0 ? "the API user sees no owner at all" : `it sees ${seen}`,
    });
  }
  const organizations = owners.filter((owner) => owner.type === "Organization");
  const [organization] = organizations;
  if (organization !== undefined && organizations.length === 1) return organization.name;
  throw new StoreError("invalid", "it is not clear which owner the signatures belong to", {
    help: `set TC_OWNER or give \`--owner\`: ${seen === "" ? "the API user sees no owner" : seen}`,
  });
}
