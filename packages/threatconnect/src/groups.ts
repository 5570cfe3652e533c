import { quoted, StoreError } from "@sigwright/core";
import { isIdentifier, isObject, member, textMember } from "./json.ts";
import type { JsonObject, WireObject } from "./json.ts";
import { isOwned } from "./indicators.ts";
import { countRows, listRows } from "./listing.ts";
import { PlatformError } from "./platform-error.ts";
import { readGroup } from "./platform-objects.ts";
import type { PlatformGroup } from "./platform-objects.ts";
import type { Query } from "./request-target.ts";
import type { Session } from "./session.ts";
import type { Tql } from "./tql.ts";

/** Which groups, and what of them. */
export interface GroupQuery {
  readonly tql?: Tql;
  /** What to tell beside the standard fields: `tags`, `attributes`, `securityLabels`, `associatedGroups`, … */
  readonly fields?: readonly string[];
  readonly owner?: string;
  /** Rows a page. Default 500. */
  readonly pageSize?: number;
  readonly purpose?: string;
}

/** How one group is asked for. */
export interface GroupRequest {
  readonly fields?: readonly string[];
  readonly purpose?: string;
}

/** Groups of the platform: incidents, campaigns, signatures, … */
export interface Groups {
  readonly list: (query?: GroupQuery) => AsyncGenerator<PlatformGroup>;
  readonly count: (query?: GroupQuery) => Promise<number | undefined>;
  /** One by its identifier; `undefined` when there is none. */
  readonly get: (id: string, request?: GroupRequest) => Promise<PlatformGroup | undefined>;
  /** One by what its creator calls it; `undefined` when there is none. */
  readonly getByXid: (xid: string, owner: string, request?: GroupRequest) => Promise<PlatformGroup | undefined>;
  /**
   * Creates a group. The platform makes a second one when it is told twice, so after a reply that is lost the group is
   * looked up by its xid before anything is sent again.
   *
   * @throws StoreError (`conflict`) when there is a group of that xid already.
   */
  readonly create: (body: WireObject & { readonly xid: string }, owner: string, purpose: string) => Promise<PlatformGroup>;
  /** Changes a group; sent again when the answer is lost, unless `repeatable` is false. */
  readonly update: (id: string, body: WireObject, purpose: string, repeatable?: boolean) => Promise<void>;
  /** Deletes a group. That it is gone already is fine. */
  readonly delete: (id: string, purpose?: string) => Promise<void>;
}

const PATH = ["v3", "groups"];

/** Makes the part of a client that reads and writes groups. */
export function createGroups(session: Session): Groups {
  const request = (query: GroupQuery) => ({
    path: PATH,
    ...(query.tql === undefined ? {} : { tql: query.tql }),
    ...(query.fields === undefined ? {} : { fields: query.fields }),
    owner: query.owner,
    pageSize: query.pageSize ?? 500,
    purpose: query.purpose ?? "list groups",
  });

  const read = async (key: string, query: Query, purpose: string): Promise<PlatformGroup | undefined> => {
    let answer: JsonObject;
    try {
      answer = await session.json({ verb: "GET", path: [...PATH, key], query, purpose });
    } catch (error) {
      if (error instanceof PlatformError && error.failure === "not-found") return undefined;
      throw error;
    }
    const data = member(answer, "data");
    const group = isObject(data) ? readGroup(data) : undefined;
    if (group === undefined) {
      throw new PlatformError("unreachable", `can't ${purpose}: the platform answered something that is no group`);
    }
    return group;
  };

  const getByXid = async (xid: string, owner: string, { fields = [], purpose }: GroupRequest = {}) => {
    const query: Query = [["owner", owner], ...fields.map((field) => ["fields", field] as const)];
    const group = await read(xid, query, purpose ?? `look up the group with xid ${quoted(xid)}`);
    // In a path an xid of digits is an identifier: then the answer is another group, which says so or has that very id.
    if (group === undefined || !isOwned(group, owner) || (group.xid ?? xid) !== xid) return undefined;
    return group.id === xid && group.xid === undefined ? undefined : group;
  };

  return Object.freeze({
    async *list(query: GroupQuery = {}) {
      for await (const row of listRows(session, request(query))) {
        const group = readGroup(row);
        if (group !== undefined && isOwned(group, query.owner)) yield group;
      }
    },
    count: (query: GroupQuery = {}) => countRows(session, request(query)),
    get: async (id: string, { fields = [], purpose }: GroupRequest = {}) => {
      if (!isIdentifier(id)) return undefined;
      return read(id, fields.map((field) => ["fields", field] as const), purpose ?? `read group ${id}`);
    },
    getByXid,
    create: (body: WireObject & { readonly xid: string }, owner: string, purpose: string) =>
      createOnce(session, getByXid, body, owner, purpose),
    update: async (id: string, body: WireObject, purpose: string, repeatable = true) => {
      await session.json({ verb: "PUT", path: [...PATH, id], body, purpose, repeatable });
    },
    delete: async (id: string, purpose?: string) => {
      try {
        await session.json({ verb: "DELETE", path: [...PATH, id], purpose: purpose ?? `delete group ${id}` });
      } catch (error) {
        if (!(error instanceof PlatformError && error.failure === "not-found")) throw error;
      }
    },
  });
}

async function createOnce(
  session: Session,
  getByXid: Groups["getByXid"],
  body: WireObject & { readonly xid: string },
  owner: string,
  purpose: string,
): Promise<PlatformGroup> {
  const { xid } = body;
  if (isIdentifier(xid)) {
    throw new StoreError("invalid", `can't ${purpose}: its xid ${quoted(xid)} has digits only, which the platform takes for an identifier`);
  }
  if ((await getByXid(xid, owner, { purpose })) !== undefined) throw taken(purpose, xid, owner);
  const started = session.clock.now();
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await session.json({ verb: "POST", path: PATH, query: [["owner", owner]], body, purpose });
      const data = member(answer, "data");
      const group = isObject(data) ? readGroup(data) : undefined;
      if (group === undefined) throw new PlatformError("unreachable", `can't ${purpose}: the answer does not say what was made`, { uncertain: true });
      return group;
    } catch (error) {
      // An earlier attempt may have made it after all: then a later one is told that the xid is taken.
      const isEcho = error instanceof PlatformError && error.failure === "conflict" && attempt > 1;
      if (!(error instanceof PlatformError) || !(error.uncertain || isEcho)) throw error;
      const goesOn = isEcho || (await session.pause(attempt, started, error, purpose));
      const made = await getByXid(xid, owner, { purpose });
      if (made !== undefined) return ours(made, body, purpose, owner);
      if (!goesOn || isEcho) throw error;
    }
  }
}

/** What is found after a lost reply is ours when it says what we said; else somebody was faster. */
function ours(made: PlatformGroup, body: WireObject & { readonly xid: string }, purpose: string, owner: string): PlatformGroup {
  const fileName = textMember(made.fields, "fileName");
  const isOurs =
    made.type === body["type"] && made.name === body["name"] && (fileName === undefined || fileName === body["fileName"]);
  if (!isOurs) throw taken(purpose, body.xid, owner);
  return made;
}

function taken(purpose: string, xid: string, owner: string): StoreError {
  return new StoreError("conflict", `can't ${purpose}: ${quoted(owner)} has a group with the xid ${quoted(xid)} already`, {
    help: "update that one, or choose another xid",
  });
}
