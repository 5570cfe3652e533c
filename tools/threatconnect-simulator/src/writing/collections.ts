import { ApiError, malformed, notFound, wrongLength } from "../api-error.ts";
import type { JsonObject } from "../json.ts";
import { TAG_NAME_LIMIT, type Attribute, type Group, type Indicator, type SecurityLabel, type Tag } from "../model.ts";
import { maySee, type Platform } from "../platform.ts";
import type { Transaction } from "./transaction.ts";
import { characters, readBoolean, readCollection, readId, readText, type Mode } from "./values.ts";

/** What a body does to the collections of an object; resolved first, applied when nothing can fail any more. */
export type ApplyCollections = (entity: Group | Indicator) => void;

/**
 * Resolves the nested collections of a body: finds what they name and creates what they describe. `entity` is what is
 * updated, undefined where it's yet to be created. Throws ApiError.
 */
export function resolveCollections(
  transaction: Transaction,
  body: JsonObject,
  { type, ownerId, entity }: { readonly type: string; readonly ownerId: bigint; readonly entity: Group | Indicator | undefined },
): ApplyCollections {
  const creating = entity === undefined;
  const steps: ApplyCollections[] = [];
  for (const name of ["associatedArtifacts", "associatedCases", "associatedVictimAssets"]) {
    if ((readCollection(body, name, creating)?.data.length ?? 0) > 0) throw notFound();
  }
  for (const name of ["associatedGroups", "associatedIndicators"] as const) {
    const change = readCollection(body, name, creating);
    if (change === undefined || skips(transaction.platform, change)) continue;
    const kind = name === "associatedGroups" ? "group" : "indicator";
    const members =
      change.mode === "delete"
        ? change.data.flatMap((item) => existing(transaction.platform, kind, requireId(item, name)) ?? [])
        : change.data.map((item) => resolveMember(transaction, kind, item, ownerId));
    if (entity !== undefined && members.includes(entity))
      throw new ApiError(400, `Invalid association, a ${type} cannot be associated with itself`);
    steps.push((target) => applyMembers(transaction, target, kind, members, change.mode));
  }
  const tags = readCollection(body, "tags", creating);
  if (tags !== undefined && !skips(transaction.platform, tags)) steps.push(resolveTags(transaction, tags.mode, tags.data));
  const labels = readCollection(body, "securityLabels", creating);
  if (labels !== undefined && !skips(transaction.platform, labels))
    steps.push(resolveLabels(transaction.platform, labels.mode, labels.data));
  const attributes = readCollection(body, "attributes", creating);
  if (attributes !== undefined && !skips(transaction.platform, attributes)) {
    steps.push(resolveAttributes(transaction, attributes.mode, attributes.data, type, entity));
  }
  return (target) => {
    for (const step of steps) step(target);
  };
}

/** Checks and changes the fields of one attribute. Throws ApiError 400. */
export function updateAttribute(platform: Platform, attribute: Attribute, body: JsonObject, date: string): () => void {
  const maximum = platform.store.attributeTypes.get(attribute.type)?.maxSize ?? 0;
  const value = body["value"] === undefined ? attribute.value : readValue(body["value"], maximum);
  const isDefault = body["default"] === undefined ? attribute.default : readBoolean(body["default"], "default", "Attribute");
  const pinned = body["pinned"] === undefined ? attribute.pinned : readBoolean(body["pinned"], "pinned", "Attribute");
  const source = body["source"] === undefined ? attribute.source : readText(body["source"], "source", "Attribute", 500, 0);
  return () => Object.assign(attribute, { value, default: isDefault, pinned, source, lastModified: date });
}

function skips({ switches }: Platform, { mode, data }: { readonly mode: Mode; readonly data: readonly JsonObject[] }): boolean {
  if (mode !== "replace" || data.length > 0 || switches.replaceWithEmpty === "clears") return false;
  if (switches.replaceWithEmpty === "error") throw malformed("a collection can't be replaced by nothing");
  return true;
}

function requireId(item: JsonObject, name: string): bigint {
  const id = readId(item);
  if (id === undefined) throw malformed(`${name} are removed by id only`);
  return id;
}

function existing({ store }: Platform, kind: "group" | "indicator", id: bigint): Group | Indicator | undefined {
  return (kind === "group" ? store.groups : store.indicators).get(id);
}

function resolveMember(
  transaction: Transaction,
  kind: "group" | "indicator",
  item: JsonObject,
  ownerId: bigint,
): Group | Indicator {
  const id = readId(item);
  if (id === undefined) {
    return kind === "group"
      ? transaction.createNested.group(transaction, item, ownerId)
      : transaction.createNested.indicator(transaction, item);
  }
  const { platform } = transaction;
  const member = existing(platform, kind, id);
  if (member === undefined || !maySee(platform, member)) throw notFound();
  if (member.kind === "indicator" && platform.store.typeOf(member).fields.some((field) => Object.hasOwn(item, field))) {
    throw malformed("an object with an id carries no value fields");
  }
  return member;
}

function applyMembers(
  { platform: { store, switches }, date }: Transaction,
  target: Group | Indicator,
  kind: "group" | "indicator",
  members: readonly (Group | Indicator)[],
  mode: Mode,
): void {
  const linked = kind === "group" ? target.groups : target.indicators;
  const kept = new Set(members.map(({ id }) => id));
  const touch = (other: Group | Indicator): void => {
    if (other.kind === "group" || switches.associationTouchesIndicator) other.lastModified = date;
  };
  if (mode === "replace") {
    const items = kind === "group" ? store.groups : store.indicators;
    for (const id of linked) {
      const other = items.get(id);
      if (kept.has(id) || other === undefined) continue;
      store.dissociate(target, other);
      touch(other);
    }
  }
  for (const member of members) {
    if (linked.has(member.id) !== (mode === "delete")) continue;
    if (mode === "delete") store.dissociate(target, member);
    else store.associate(target, member);
    touch(member);
  }
}

function resolveTags({ platform, date }: Transaction, mode: Mode, data: readonly JsonObject[]): ApplyCollections {
  const { store, switches } = platform;
  const named = data.map((item) => {
    const id = readId(item);
    if (id !== undefined && mode === "delete") return { id, name: undefined, techniqueId: undefined };
    const techniqueId = item["techniqueId"];
    const name = item["name"] ?? techniqueId;
    if (typeof name !== "string" || name.trim() === "" || characters(name) > TAG_NAME_LIMIT)
      throw wrongLength("name", "Tag", 1, TAG_NAME_LIMIT);
    const normalized = switches.tagNormalization === "upper-case" ? name.toUpperCase() : name;
    return { id: undefined, name: normalized, techniqueId: typeof techniqueId === "string" ? techniqueId : undefined };
  });
  return (target) => {
    if (mode === "delete") {
      const gone = (tag: Tag): boolean =>
        named.some(({ id, name }) => id === tag.id || name?.toLowerCase() === tag.name.toLowerCase());
      target.tags = target.tags.filter((tag) => !gone(tag));
      return;
    }
    const tags = named.map(({ name, techniqueId }) => store.tag(name ?? "", date, techniqueId));
    target.tags = [...new Set(mode === "replace" ? tags : [...target.tags, ...tags])];
  };
}

function resolveLabels({ store }: Platform, mode: Mode, data: readonly JsonObject[]): ApplyCollections {
  const labels = data.map((item): SecurityLabel => {
    const id = readId(item);
    const { name } = item;
    const label =
      id === undefined ? (typeof name === "string" ? store.labelNamed(name) : undefined) : store.securityLabels.get(id);
    if (label === undefined) throw new ApiError(400, "The requested security label was not found", "0x1007");
    return label;
  });
  return (target) => {
    if (mode === "delete") target.securityLabels = target.securityLabels.filter((label) => !labels.includes(label));
    else target.securityLabels = [...new Set(mode === "replace" ? labels : [...target.securityLabels, ...labels])];
  };
}

function resolveAttributes(
  transaction: Transaction,
  mode: Mode,
  data: readonly JsonObject[],
  type: string,
  entity: Group | Indicator | undefined,
): ApplyCollections {
  const { platform, date } = transaction;
  if (mode === "delete") {
    const ids = new Set(data.map((item) => requireId(item, "attributes")));
    return (target) => {
      target.attributes = target.attributes.filter(({ id }) => !ids.has(id));
    };
  }
  const changes = data.map((item): { readonly attribute: Attribute; readonly change: () => void } => {
    const id = readId(item);
    if (id === undefined) return { attribute: newAttribute(platform, item, type, date), change: () => {} };
    const attribute = entity?.attributes.find((candidate) => candidate.id === id);
    if (attribute === undefined) throw notFound();
    return { attribute, change: updateAttribute(platform, attribute, item, date) };
  });
  return (target) => {
    for (const { change } of changes) change();
    const attributes = changes.map(({ attribute }) => attribute);
    target.attributes = [...new Set(mode === "replace" ? attributes : [...target.attributes, ...attributes])];
    for (const attribute of attributes) if (attribute.default) keepOneDefault(target, attribute);
  };
}

/** The attribute as the only default one of its type. */
export function keepOneDefault({ attributes }: Group | Indicator, kept: Attribute): void {
  for (const attribute of attributes) if (attribute !== kept && attribute.type === kept.type) attribute.default = false;
}

/** An attribute of a body that is not yet in the store. Throws ApiError 400. */
export function newAttribute(platform: Platform, body: JsonObject, entityType: string, date: string): Attribute {
  const { type, value, source } = body;
  const known = typeof type === "string" ? platform.store.attributeTypes.get(type) : undefined;
  if (known === undefined || (known.mappings !== undefined && !known.mappings.includes(entityType))) {
    throw new ApiError(400, "The requested attribute type was not found", "0x1007");
  }
  return {
    id: platform.store.newId(),
    type: known.name,
    value: readValue(value, known.maxSize),
    source: typeof source === "string" ? source : undefined,
    default: body["default"] === undefined ? false : readBoolean(body["default"], "default", "Attribute"),
    pinned: body["pinned"] === undefined ? false : readBoolean(body["pinned"], "pinned", "Attribute"),
    dateAdded: date,
    lastModified: date,
  };
}

function readValue(value: JsonObject[string], maximum: number): string {
  if (typeof value !== "string" || value === "") throw new ApiError(400, "This attribute requires a value");
  return readText(value, "value", "Attribute", maximum);
}
