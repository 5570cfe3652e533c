import { quoted } from "@sigwright/core";
import type { GroupRequest, Groups } from "./groups.ts";
import type { WireObject } from "./json.ts";
import { PlatformError } from "./platform-error.ts";
import { readSignature } from "./platform-objects.ts";
import type { PlatformGroup, PlatformSignature } from "./platform-objects.ts";
import type { Session } from "./session.ts";
import { allOf } from "./tql.ts";
import type { Tql } from "./tql.ts";

/** Which signatures, and what of them. */
export interface PlatformSignatureQuery {
  readonly tql?: Tql;
  readonly fields?: readonly string[];
  readonly owner?: string;
}

/** A signature to be created on the platform. */
export interface SignatureBody extends WireObject {
  readonly xid: string;
  readonly name: string;
  readonly fileName: string;
  readonly fileType: string;
  readonly fileText: string;
}

/** Groups of the type Signature, and the text they hold. */
export interface Signatures {
  readonly list: (query?: PlatformSignatureQuery) => AsyncGenerator<PlatformSignature>;
  /** `undefined` when there is no group of that identifier, or one of another type. */
  readonly get: (id: string, request?: GroupRequest) => Promise<PlatformSignature | undefined>;
  readonly getByXid: (xid: string, owner: string, request?: GroupRequest) => Promise<PlatformSignature | undefined>;
  /** Creates one, never twice. @throws StoreError (`conflict`) when there is a group of that xid. */
  readonly create: (body: SignatureBody, owner: string) => Promise<PlatformSignature>;
  readonly update: (id: string, body: WireObject) => Promise<void>;
  readonly delete: (id: string) => Promise<void>;
  /** The text of a signature, to the byte; from the older API where the newer one leaves it out. */
  readonly text: (signature: PlatformSignature) => Promise<string>;
}

/** Makes the part of a client for signatures. */
export function createSignatures(session: Session, groups: Groups): Signatures {
  return Object.freeze({
    async *list({ tql, ...query }: PlatformSignatureQuery = {}) {
      const conditions = ['typeName = "Signature"', ...(tql === undefined ? [] : [`(${tql})`])];
      for await (const group of groups.list({ ...query, tql: allOf(conditions), purpose: "list signatures" })) {
        const signature = readSignature(group.fields);
        if (signature !== undefined) yield signature;
      }
    },
    get: async (id: string, request: GroupRequest = {}) => {
      const group = await groups.get(id, { purpose: `read signature ${quoted(id)}`, ...request });
      return group === undefined ? undefined : readSignature(group.fields);
    },
    getByXid: async (xid: string, owner: string, request: GroupRequest = {}) => {
      const group = await groups.getByXid(xid, owner, { purpose: `read the signature with xid ${quoted(xid)}`, ...request });
      return group === undefined ? undefined : readSignature(group.fields);
    },
    create: async (body: SignatureBody, owner: string) => {
      const purpose = `create the signature ${quoted(body.name)}`;
      return asSignature(await groups.create({ ...body, type: "Signature" }, owner, purpose), body, purpose);
    },
    update: (id: string, body: WireObject) => groups.update(id, body, `update signature ${quoted(id)}`),
    delete: (id: string) => groups.delete(id, `delete signature ${quoted(id)}`),
    text: async ({ id, fileText }: PlatformSignature) => {
      if (fileText !== undefined) return fileText;
      const bytes = await session.bytes({
        verb: "GET",
        path: ["v2", "groups", "signatures", id, "download"],
        purpose: `download the text of signature ${quoted(id)}`,
      });
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    },
  });
}

/** The answer to a creation may leave out what was sent. */
function asSignature(group: PlatformGroup, body: SignatureBody, purpose: string): PlatformSignature {
  const signature = readSignature({ fileName: body.fileName, fileType: body.fileType, xid: body.xid, ...group.fields });
  if (signature === undefined) {
    throw new PlatformError("unreachable", `can't ${purpose}: the platform made a group of another type, ${quoted(group.type)}`);
  }
  return signature;
}
