import { summaryOf } from "./indicator-types.ts";
import { DATE_FIELDS, type Attribute, type Group, type Indicator } from "./model.ts";
import {
  DEFAULT_ATTRIBUTE_TYPES,
  DEFAULT_LABELS,
  type EntitySeed,
  type GroupSeed,
  type IndicatorSeed,
  type Seed,
} from "./seed.ts";
import { Store } from "./store.ts";

const LABEL_COLORS: Readonly<Record<string, string>> = { "TLP:RED": "#FF0033", "TLP:AMBER": "#FFC000", "TLP:GREEN": "#33FF00" };

/** Builds the store of a seed. Throws Error where the seed contradicts itself. */
export function plant(seed: Seed): Store {
  const store = new Store();
  const date = seed.date ?? "2026-01-31T09:15:00Z";
  for (const { id, name, type, permission = "FULL" } of seed.owners) {
    const ownerId = id ?? BigInt(store.owners.size + 1);
    store.owners.set(ownerId, { id: ownerId, name, type, permGroup: permission, permIndicator: permission });
  }
  for (const name of seed.securityLabels ?? DEFAULT_LABELS) {
    const id = BigInt(store.securityLabels.size + 1);
    const color = LABEL_COLORS[name] ?? "#FFFFFF";
    const description = `Information marked ${name}.`;
    store.securityLabels.set(id, { id, name, description, color, ownerId: store.organization.id, dateAdded: date });
  }
  for (const item of seed.attributeTypes ?? DEFAULT_ATTRIBUTE_TYPES) {
    const { name, mappings, maxSize = 65_535 } = typeof item === "string" ? { name: item, mappings: undefined } : item;
    const id = BigInt(store.attributeTypes.size + 1);
    store.attributeTypes.set(name, { id, name, description: `${name} of the object.`, maxSize, mappings });
  }
  for (const { name, labels } of seed.customIndicatorTypes ?? []) {
    store.indicatorTypes.set(name, { name, fields: labels, custom: true });
  }
  store.fileTypes.push(...(seed.customFileTypes ?? []));
  for (const group of seed.groups) plantGroup(store, group, date);
  for (const indicator of seed.indicators) plantIndicator(store, indicator, date);
  return store;
}

/** Adds a group to a store. Throws Error where it names what isn't there. */
export function plantGroup(store: Store, seed: GroupSeed, date: string): Group {
  const group: Group = {
    ...planted(store, seed, date),
    kind: "group",
    type: seed.type,
    name: seed.name,
    xid: seed.xid,
    fields: seed.type === "Signature" ? { signatureDateAdded: seed.dateAdded ?? date, ...seed.fields } : { ...seed.fields },
    content: undefined,
  };
  store.addGroup(group);
  link(store, group, seed);
  return group;
}

/** Adds an indicator to a store. Throws Error where it names what isn't there. */
export function plantIndicator(store: Store, seed: IndicatorSeed, date: string): Indicator {
  const type = store.indicatorTypes.get(seed.type);
  if (type === undefined) throw new Error(`No type of indicator is named "${seed.type}".`);
  const indicator: Indicator = {
    ...planted(store, seed, date),
    kind: "indicator",
    type: seed.type,
    values: seed.type === "Host" ? { dnsActive: false, whoisActive: false, ...seed.values } : { ...seed.values },
    summary: summaryOf(type, seed.values),
    rating: seed.rating,
    confidence: seed.confidence,
    active: seed.active ?? true,
    activeLocked: false,
    privateFlag: false,
    observations: seed.observations ?? 0,
    falsePositives: seed.falsePositives ?? 0,
    threatAssessScore: seed.threatAssessScore,
  };
  store.addIndicator(indicator);
  link(store, indicator, seed);
  return indicator;
}

function planted(
  store: Store,
  seed: EntitySeed,
  date: string,
): Omit<Group, "kind" | "type" | "name" | "xid" | "fields" | "content"> {
  const dateAdded = seed.dateAdded ?? date;
  const lastModified = seed.lastModified ?? dateAdded;
  const owner = seed.owner === undefined ? store.organization : store.ownerNamed(seed.owner);
  if (owner === undefined) throw new Error(`No owner is named "${seed.owner}".`);
  const dates: Group["dates"] = {};
  for (const field of DATE_FIELDS) {
    const value = (seed as Readonly<Record<string, unknown>>)[field];
    if (typeof value === "string") dates[field] = value;
  }
  return {
    id: seed.id ?? store.newId(),
    ownerId: owner.id,
    dateAdded,
    lastModified,
    dates,
    attributes: (seed.attributes ?? []).map(({ type, value, source, default: isDefault = false }): Attribute => {
      if (!store.attributeTypes.has(type)) throw new Error(`No type of attribute is named "${type}".`);
      return { id: store.newId(), type, value, source, default: isDefault, pinned: false, dateAdded, lastModified };
    }),
    tags: (seed.tags ?? []).map((name) => store.tag(name, lastModified)),
    securityLabels: (seed.securityLabels ?? []).map((name) => {
      const label = store.labelNamed(name);
      if (label === undefined) throw new Error(`No security label is named "${name}".`);
      return label;
    }),
    groups: new Set(),
    indicators: new Set(),
  };
}

function link(store: Store, entity: Group | Indicator, { groups = [] }: EntitySeed): void {
  for (const id of groups) {
    const group = store.groups.get(id);
    if (group === undefined) throw new Error(`No group of the seed has the id ${id}.`);
    store.associate(entity, group);
  }
}
