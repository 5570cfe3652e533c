import { listRows } from "./listing.ts";
import { readOwner } from "./platform-objects.ts";
import type { PlatformOwner } from "./platform-objects.ts";
import type { Session } from "./session.ts";

/** Organizations, communities and sources. */
export interface Owners {
  /** Those that the API user can see. */
  readonly list: () => Promise<readonly PlatformOwner[]>;
}

/** Makes the part of a client for owners. */
export function createOwners(session: Session): Owners {
  return Object.freeze({
    list: async () => {
      const owners: PlatformOwner[] = [];
      const path = ["v3", "security", "owners"];
      for await (const row of listRows(session, { path, pageSize: 1000, purpose: "list the owners" })) {
        const owner = readOwner(row);
        if (owner !== undefined) owners.push(owner);
      }
      return owners;
    },
  });
}
