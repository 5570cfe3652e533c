import type { FaultName } from "./faults/catalogue.ts";
import type { Group, Indicator, Permission } from "./model.ts";
import { plantGroup, plantIndicator } from "./planting.ts";
import type { GroupSeed, IndicatorSeed } from "./seed.ts";
import type { Store } from "./store.ts";

/** A request as it came in, and what it was answered with. */
export interface RequestRecord {
  /** The first request is number 1. */
  readonly number: number;
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly target: string;
  /** HTTP status; undefined as long as there was no answer, or none at all. */
  status: number | undefined;
  /** What went wrong with it; undefined where nothing did. */
  fault: FaultName | undefined;
}

/** What a simulator holds and what happened to it, for tests to look at and to change behind the client's back. */
export class SimulatorState {
  /** Every request, also those that were refused. */
  readonly requests: RequestRecord[] = [];
  readonly #store: Store;
  #writes = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Number of POST, PUT and DELETE requests that took effect. */
  get writes(): number {
    return this.#writes;
  }

  /** All groups, the oldest first. */
  get groups(): readonly Readonly<Group>[] {
    return [...this.#store.groups.values()];
  }

  /** All indicators, the oldest first. */
  get indicators(): readonly Readonly<Indicator>[] {
    return [...this.#store.indicators.values()];
  }

  /** All groups of type Signature, the oldest first. */
  get signatures(): readonly Readonly<Group>[] {
    return this.groups.filter(({ type }) => type === "Signature");
  }

  /** The group of an id, or the oldest of a name. Throws Error where there is none. */
  group(key: bigint | string): Group {
    const group =
      typeof key === "bigint" ? this.#store.groups.get(key) : [...this.#store.groups.values()].find(({ name }) => name === key);
    if (group === undefined) throw new Error(`The simulator has no group ${JSON.stringify(String(key))}.`);
    return group;
  }

  /** The indicator of an id, or the oldest of a value. Throws Error where there is none. */
  indicator(key: bigint | string): Indicator {
    const { indicators } = this.#store;
    const indicator =
      typeof key === "bigint" ? indicators.get(key) : [...indicators.values()].find(({ summary }) => summary === key);
    if (indicator === undefined) throw new Error(`The simulator has no indicator ${JSON.stringify(String(key))}.`);
    return indicator;
  }

  /** Changes a group or an indicator as if somebody had done so in the user interface. */
  edit<Edited extends Group | Indicator>(entity: Edited, changes: Partial<Edited>): void {
    Object.assign(entity, changes);
    this.#store.version++;
  }

  /** Adds a group. */
  addGroup(seed: GroupSeed, date = "2026-01-31T09:15:00Z"): Group {
    return plantGroup(this.#store, seed, date);
  }

  /** Adds an indicator. */
  addIndicator(seed: IndicatorSeed, date = "2026-01-31T09:15:00Z"): Indicator {
    return plantIndicator(this.#store, seed, date);
  }

  /** Removes a group or an indicator with its links. */
  remove(entity: Group | Indicator): void {
    this.#store.remove(entity);
  }

  /** Links a group with a group or an indicator. */
  associate(group: Group, other: Group | Indicator): void {
    this.#store.associate(group, other);
  }

  /** Removes the link of a group with a group or an indicator. */
  dissociate(group: Group, other: Group | Indicator): void {
    this.#store.dissociate(group, other);
  }

  /** Changes what the user may do in an owner. Throws Error where there is none of that name. */
  setPermission(ownerName: string, permission: Permission): void {
    const owner = this.#store.ownerNamed(ownerName);
    if (owner === undefined) throw new Error(`The simulator has no owner ${JSON.stringify(ownerName)}.`);
    owner.permGroup = permission;
    owner.permIndicator = permission;
    this.#store.version++;
  }

  /** Notes a request; the server calls this. */
  record(method: string, target: string): RequestRecord {
    const record: RequestRecord = { number: this.requests.length + 1, method, target, status: undefined, fault: undefined };
    this.requests.push(record);
    return record;
  }

  /** Notes a write that took effect; the server calls this. */
  countWrite(): void {
    this.#writes++;
  }
}
