import { quoted, StoreError } from "@sigwright/core";
import type { SignatureAttribute } from "@sigwright/core";
import type { Groups } from "./groups.ts";
import { wireId } from "./json.ts";
import type { WireObject } from "./json.ts";
import { listRows } from "./listing.ts";
import { membersToAdd, membersToRemove } from "./member-change.ts";
import { readAttributes, readLabel, readLabels, readTags } from "./platform-objects.ts";
import type { PlatformAttribute, PlatformGroup, PlatformLabel, PlatformTag } from "./platform-objects.ts";
import type { Session } from "./session.ts";
import { settle } from "./settle.ts";

/** Attributes of groups. */
export interface Attributes {
  readonly list: (groupId: string) => Promise<readonly PlatformAttribute[]>;
  /** Adds those that are not there; the same type and value is the same attribute. */
  readonly add: (groupId: string, attributes: readonly SignatureAttribute[]) => Promise<void>;
  /** Takes out those of the same type and value; that they are gone already is fine. */
  readonly remove: (groupId: string, attributes: readonly SignatureAttribute[]) => Promise<void>;
}

/** Tags of groups. */
export interface Tags {
  readonly list: (groupId: string) => Promise<readonly PlatformTag[]>;
  /** Adds tags by name; the instance's rules may turn a name into another. */
  readonly add: (groupId: string, names: readonly string[]) => Promise<void>;
  readonly remove: (groupId: string, names: readonly string[]) => Promise<void>;
}

/** Security labels, and those of groups. */
export interface SecurityLabels {
  /** All that the instance has. */
  readonly available: () => Promise<readonly PlatformLabel[]>;
  readonly list: (groupId: string) => Promise<readonly PlatformLabel[]>;
  /**
   * Adds labels by name.
   * @throws StoreError (`invalid`) with the labels there are, when one does not exist.
   */
  readonly add: (groupId: string, names: readonly string[]) => Promise<void>;
  readonly remove: (groupId: string, names: readonly string[]) => Promise<void>;
}

/** Makes the part of a client for attributes. */
export function createAttributes(session: Session, groups: Groups): Attributes {
  const list = async (id: string) => readAttributes((await required(groups, id, ["attributes"], "read the attributes of")).fields);
  return Object.freeze({
    list,
    add: (id: string, attributes: readonly SignatureAttribute[]) => {
      const purpose = `add attributes to group ${id}`;
      return settle(session, {
        purpose,
        outstanding: async () => membersToAdd<SignatureAttribute>(await list(id), { add: attributes }, attributeKey),
        write: (missing) =>
          groups.update(id, { attributes: { data: missing.map(wireAttribute), mode: "append" } }, purpose, false),
      });
    },
    remove: (id: string, attributes: readonly SignatureAttribute[]) => {
      const purpose = `take attributes from group ${id}`;
      return settle(session, {
        purpose,
        outstanding: async () => membersToRemove<PlatformAttribute>(await list(id), { remove: attributes }, attributeKey),
        write: (present) => {
          const data = present.flatMap((attribute) => (attribute.id === undefined ? [] : [{ id: wireId(attribute.id) }]));
          return groups.update(id, { attributes: { data, mode: "delete" } }, purpose, false);
        },
      });
    },
  });
}

/**
 * What tells one attribute from another: type and value. White space counts as one blank, because an instance that
 * keeps it in another way would get the same attribute again with every run.
 */
export function attributeKey({ type, value }: SignatureAttribute): string {
  return JSON.stringify([type, value.replace(/\s+/g, " ").trim()]);
}

/** An attribute in a request's body. */
export function wireAttribute({ type, value, source, isDefault }: SignatureAttribute): WireObject {
  return { type, value, ...(source === undefined ? {} : { source }), ...(isDefault === true ? { default: true } : {}) };
}

/** Makes the part of a client for tags. */
export function createTags(session: Session, groups: Groups): Tags {
  const list = async (id: string) => readTags((await required(groups, id, ["tags"], "read the tags of")).fields);
  return Object.freeze({
    list,
    add: async (id: string, names: readonly string[]) => {
      if (names.length > 0) await groups.update(id, { tags: namedMembers(names, "append") }, `tag group ${id}`);
    },
    remove: (id: string, names: readonly string[]) => {
      const purpose = `take tags from group ${id}`;
      return settle(session, {
        purpose,
        outstanding: async () => (await list(id)).map((tag) => tag.name).filter((name) => names.includes(name)),
        write: (present) => groups.update(id, { tags: namedMembers(present, "delete") }, purpose, false),
      });
    },
  });
}

/** Makes the part of a client for security labels. */
export function createSecurityLabels(session: Session, groups: Groups): SecurityLabels {
  const list = async (id: string) => readLabels((await required(groups, id, ["securityLabels"], "read the labels of")).fields);
  const available = async (): Promise<readonly PlatformLabel[]> => {
    const labels: PlatformLabel[] = [];
    const path = ["v3", "securityLabels"];
    for await (const row of listRows(session, { path, pageSize: 1000, purpose: "list the security labels" })) {
      const label = readLabel(row);
      if (label !== undefined) labels.push(label);
    }
    return labels;
  };
  return Object.freeze({
    available,
    list,
    add: async (id: string, names: readonly string[]) => {
      if (names.length === 0) return;
      requireLabels(names, await available());
      await groups.update(id, { securityLabels: namedMembers(names, "append") }, `label group ${id}`);
    },
    remove: (id: string, names: readonly string[]) => {
      const purpose = `take labels from group ${id}`;
      return settle(session, {
        purpose,
        outstanding: async () => (await list(id)).map((label) => label.name).filter((name) => names.includes(name)),
        write: (present) => groups.update(id, { securityLabels: namedMembers(present, "delete") }, purpose, false),
      });
    },
  });
}

/** @throws StoreError (`invalid`) when a label is not among those there are. */
export function requireLabels(names: readonly string[], available: readonly PlatformLabel[]): void {
  const unknown = names.filter((name) => !available.some((label) => label.name === name));
  if (unknown.length === 0) return;
  const shown = available.slice(0, 30).map((label) => quoted(label.name, 40));
  throw new StoreError("invalid", `the platform has no security label ${unknown.map((name) => quoted(name, 40)).join(", ")}`, {
    help: shown.length === 0 ? "an administrator can create it" : `it has ${shown.join(", ")}; an administrator can create others`,
  });
}

/** Tags and labels in a request's body; the mode is always said, because versions differ in the default. */
export function namedMembers(names: readonly string[], mode: "append" | "delete"): WireObject {
  return { data: names.map((name) => ({ name })), mode };
}

/** @throws StoreError (`not-found`) when there is no such group. */
export async function required(groups: Groups, id: string, fields: readonly string[], purpose: string): Promise<PlatformGroup> {
  const group = await groups.get(id, { fields, purpose: `${purpose} group ${id}` });
  if (group === undefined) throw new StoreError("not-found", `can't ${purpose} group ${quoted(id)}: there is no such group`);
  return group;
}
