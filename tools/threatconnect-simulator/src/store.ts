import { identities, INDICATOR_TYPES, summaryOf, type IndicatorType, type Values } from "./indicator-types.ts";
import {
  FILE_TYPES,
  type Attribute,
  type AttributeType,
  type Entity,
  type Group,
  type Indicator,
  type Owner,
  type SecurityLabel,
  type Tag,
} from "./model.ts";

/**
 * The first id that is handed out: shard 9, so that ids of new objects are above 2^53, and neighbours of each other that
 * doubles can't tell apart.
 */
const FIRST_ID = 9n * 2n ** 50n + 1n;

/** All objects of the platform in memory, with the indexes that keep lists linear. */
export class Store {
  readonly owners: Map<bigint, Owner> = new Map();
  readonly groups: Map<bigint, Group> = new Map();
  readonly indicators: Map<bigint, Indicator> = new Map();
  readonly securityLabels: Map<bigint, SecurityLabel> = new Map();
  readonly attributeTypes: Map<string, AttributeType> = new Map();
  readonly indicatorTypes: Map<string, IndicatorType> = new Map(INDICATOR_TYPES.map((type) => [type.name, type]));
  readonly fileTypes: string[] = [...FILE_TYPES];
  /** By name in lower case. */
  readonly tags: Map<string, Tag> = new Map();
  /** Grows with each change: results of an older version are stale. */
  version = 0;
  readonly #xids: Map<string, bigint> = new Map();
  readonly #values: Map<string, bigint> = new Map();
  #nextId = FIRST_ID;

  /** A number that no object has yet. */
  newId(): bigint {
    return this.#nextId++;
  }

  /** The API user's own organization. */
  get organization(): Owner {
    for (const owner of this.owners.values()) return owner;
    throw new Error("A seed without owners: name at least the API user's organization.");
  }

  ownerNamed(name: string): Owner | undefined {
    for (const owner of this.owners.values()) if (owner.name === name) return owner;
    return undefined;
  }

  labelNamed(name: string): SecurityLabel | undefined {
    for (const label of this.securityLabels.values()) if (label.name === name) return label;
    return undefined;
  }

  addGroup(group: Group): void {
    this.groups.set(group.id, group);
    if (group.xid !== undefined) this.#xids.set(`${group.ownerId}\n${group.xid}`, group.id);
    this.version++;
  }

  addIndicator(indicator: Indicator): void {
    this.indicators.set(indicator.id, indicator);
    this.#index(indicator);
    this.version++;
  }

  groupWithXid(ownerId: bigint, xid: string): Group | undefined {
    const id = this.#xids.get(`${ownerId}\n${xid}`);
    return id === undefined ? undefined : this.groups.get(id);
  }

  /** The indicator of an owner that has this value, or any hash of a File. */
  indicatorWith(ownerId: bigint, type: IndicatorType, values: Values): Indicator | undefined {
    for (const identity of identities(type, values)) {
      const id = this.#values.get(`${ownerId}\n${identity}`);
      if (id !== undefined) return this.indicators.get(id);
    }
    return undefined;
  }

  /** Changes the value fields of an indicator, such as a further hash of a File. */
  changeValues(indicator: Indicator, values: Indicator["values"]): void {
    this.#unindex(indicator);
    indicator.values = values;
    indicator.summary = summaryOf(this.typeOf(indicator), values);
    this.#index(indicator);
    this.version++;
  }

  typeOf(indicator: Indicator): IndicatorType {
    return this.indicatorTypes.get(indicator.type) ?? { name: indicator.type, fields: Object.keys(indicator.values) };
  }

  associate(one: Entity & { kind: "group" | "indicator" }, other: Entity & { kind: "group" | "indicator" }): void {
    (other.kind === "group" ? one.groups : one.indicators).add(other.id);
    (one.kind === "group" ? other.groups : other.indicators).add(one.id);
    this.version++;
  }

  dissociate(one: Entity & { kind: "group" | "indicator" }, other: Entity & { kind: "group" | "indicator" }): void {
    (other.kind === "group" ? one.groups : one.indicators).delete(other.id);
    (one.kind === "group" ? other.groups : other.indicators).delete(one.id);
    this.version++;
  }

  /** Removes a group or an indicator with its links, not what it is linked with. */
  remove(entity: Group | Indicator): void {
    for (const id of entity.groups) {
      const group = this.groups.get(id);
      if (group !== undefined) this.dissociate(entity, group);
    }
    for (const id of entity.indicators) {
      const indicator = this.indicators.get(id);
      if (indicator !== undefined) this.dissociate(entity, indicator);
    }
    if (entity.kind === "group") {
      this.groups.delete(entity.id);
      if (entity.xid !== undefined) this.#xids.delete(`${entity.ownerId}\n${entity.xid}`);
    } else {
      this.#unindex(entity);
      this.indicators.delete(entity.id);
    }
    this.version++;
  }

  /** The tag of a name, made where there is none. */
  tag(name: string, date: string, techniqueId?: string): Tag {
    const known = this.tags.get(name.toLowerCase());
    if (known !== undefined) {
      known.lastUsed = date;
      return known;
    }
    const tag: Tag = { id: this.newId(), name, ownerId: this.organization.id, techniqueId, lastUsed: date };
    this.tags.set(name.toLowerCase(), tag);
    return tag;
  }

  /** The attribute of an id and what it belongs to. */
  attribute(id: bigint): { readonly attribute: Attribute; readonly entity: Group | Indicator } | undefined {
    for (const entities of [this.groups, this.indicators]) {
      for (const entity of entities.values()) {
        const attribute = entity.attributes.find((candidate) => candidate.id === id);
        if (attribute !== undefined) return { attribute, entity };
      }
    }
    return undefined;
  }

  #index(indicator: Indicator): void {
    for (const identity of identities(this.typeOf(indicator), indicator.values)) {
      this.#values.set(`${indicator.ownerId}\n${identity}`, indicator.id);
    }
  }

  #unindex(indicator: Indicator): void {
    for (const identity of identities(this.typeOf(indicator), indicator.values)) {
      const key = `${indicator.ownerId}\n${identity}`;
      if (this.#values.get(key) === indicator.id) this.#values.delete(key);
    }
  }
}

/** Whether the API user sees an owner at all. */
export function isVisible(owner: Owner): boolean {
  return owner.permGroup !== "NONE" || owner.permIndicator !== "NONE";
}
