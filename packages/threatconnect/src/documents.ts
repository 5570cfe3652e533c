import type { Groups } from "./groups.ts";
import type { PlatformGroup } from "./platform-objects.ts";
import type { Session } from "./session.ts";

/** Files that the platform keeps: groups of the type Document. */
export interface Documents {
  /** Creates a Document without its file. @throws StoreError (`conflict`) when there is a group of that xid. */
  readonly create: (document: { name: string; fileName: string; xid: string }, owner: string) => Promise<PlatformGroup>;
  /** Stores the file, in place of the one that may be there. */
  readonly upload: (id: string, fileName: string, bytes: Uint8Array) => Promise<void>;
  readonly download: (id: string) => Promise<Uint8Array>;
}

/** Makes the part of a client for documents. */
export function createDocuments(session: Session, groups: Groups): Documents {
  return Object.freeze({
    create: (document: { name: string; fileName: string; xid: string }, owner: string) =>
      groups.create({ type: "Document", ...document }, owner, "create a document"),
    upload: async (id: string, fileName: string, bytes: Uint8Array) => {
      await session.json({
        verb: "POST",
        path: ["v3", "groups", id, "upload"],
        query: [
          ["filename", fileName],
          ["updateIfExists", "true"],
        ],
        body: bytes,
        purpose: `upload the file of document ${id}`,
        // The same bytes in the same place: twice is once.
        repeatable: true,
      });
    },
    download: (id: string) =>
      session.bytes({ verb: "GET", path: ["v3", "groups", id, "download"], purpose: `download the file of document ${id}` }),
  });
}
