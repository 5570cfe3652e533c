import { StoreError } from "../signature-store.ts";
import type {
  IndicatorReference,
  MemberChange,
  SideFile,
  SignatureChange,
  SignatureKey,
  SignatureQuery,
  SignatureStore,
  SignatureSummary,
  StoredSignature,
} from "../signature-store.ts";

interface Entry {
  signature: StoredSignature;
  indicators: readonly IndicatorReference[];
  sideFiles: readonly SideFile[];
}

/** What a {@link toyStore} is made of; share it between stores to have several see the same. */
export interface ToyStoreState {
  readonly entries: Map<string, Entry>;
  /** Changes made so far. */
  writes: number;
}

/** An empty state. */
export function toyStoreState(): ToyStoreState {
  return { entries: new Map(), writes: 0 };
}

/** A store in memory that is as simple as the contract allows: for tests, and to compare others with. */
export function toyStore(state: ToyStoreState = toyStoreState()): SignatureStore {
  const entryOf = (id: string): Entry => {
    const entry = state.entries.get(id);
    if (entry === undefined) throw new StoreError("not-found", `there is no signature \`${id}\``);
    return entry;
  };
  const keep = (entry: Entry, next: Partial<Entry>): void => {
    const after = { ...entry, ...next };
    if (JSON.stringify(contentsOf(after)) === JSON.stringify(contentsOf(entry))) return;
    Object.assign(entry, next);
    state.writes++;
  };
  const find = (key: SignatureKey): StoredSignature | undefined =>
    "id" in key
      ? state.entries.get(key.id)?.signature
      : [...state.entries.values()].find(({ signature }) => signature.xid === key.xid)?.signature;

  return {
    spec: "toy:",
    types: () => Promise.resolve(["Snort", "Suricata", "YARA"]),
    async *list(query: SignatureQuery = {}) {
      for (const { signature } of state.entries.values()) if (matches(signature, query)) yield summaryOf(signature);
    },
    get: (key) => Promise.resolve(find(key)),
    async *indicators(id) {
      yield* entryOf(id).indicators;
    },
    async create(given) {
      refuseInvalid(given);
      if (given.xid !== undefined && find({ xid: given.xid }) !== undefined) {
        throw new StoreError("conflict", `there is a signature of the xid \`${given.xid}\` already`);
      }
      const { indicators = [], attributes = [], tags = [], labels = [], groups = [], ...rest } = given;
      const id = String(state.entries.size + 1);
      const signature: StoredSignature = {
        ...rest,
        id,
        attributes: changed([], { add: attributes }, attributeName),
        tags: changed([], { add: tags }, String),
        labels: changed([], { add: labels }, String),
        groups: changed([], { add: groups }, (group) => group.id),
      };
      state.entries.set(id, { signature, indicators: changed([], { add: indicators }, indicatorKey), sideFiles: [] });
      state.writes++;
      return signature;
    },
    async update(id, change) {
      refuseInvalid(change);
      const entry = entryOf(id);
      const before = entry.signature;
      const { name = before.name, type = before.type, fileName = before.fileName, content = before.content } = change;
      if (content !== before.content && change.replaces !== undefined && change.replaces !== before.content) {
        throw new StoreError("conflict", `the content of \`${id}\` was replaced meanwhile`);
      }
      keep(entry, {
        signature: {
          ...before,
          name,
          type,
          fileName,
          content,
          attributes: changed(before.attributes, change.attributes, attributeName),
          tags: changed(before.tags, change.tags, String),
          labels: changed(before.labels, change.labels, String),
          groups: changed(before.groups, change.groups, (group) => group.id),
        },
        indicators: changed(entry.indicators, change.indicators, indicatorKey),
      });
      return entry.signature;
    },
    sideFiles: async (id) => entryOf(id).sideFiles,
    async putSideFiles(id, files) {
      const entry = entryOf(id);
      const names = files.map(({ name }) => name);
      if (names.includes("") || new Set(names).size < names.length) {
        throw new StoreError("invalid", "the names of side files must be there and different");
      }
      keep(entry, { sideFiles: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)) });
    },
  };
}

function contentsOf({ signature, indicators, sideFiles }: Entry): unknown {
  return [signature, indicators, sideFiles.map(({ name, bytes }) => [name, Array.from(bytes)])];
}

function refuseInvalid({ name, type, fileName, content }: Pick<SignatureChange, "name" | "type" | "fileName" | "content">): void {
  if (name === "" || type === "" || fileName === "") throw new StoreError("invalid", "name, type and file name can't be empty");
  if (/\p{Surrogate}/u.test(content ?? "")) throw new StoreError("invalid", "the content is no Unicode text");
}

function changed<Member>(
  before: readonly Member[],
  { add = [], remove = [] }: MemberChange<Member> = {},
  nameOf: (member: Member) => string,
): readonly Member[] {
  const added = new Set(add.map(nameOf));
  const members = new Map(before.map((member) => [nameOf(member), member]));
  for (const member of remove) if (!added.has(nameOf(member))) members.delete(nameOf(member));
  for (const member of add) if (!members.has(nameOf(member))) members.set(nameOf(member), member);
  return [...members.values()];
}

function attributeName({ type, value }: { readonly type: string; readonly value: string }): string {
  return JSON.stringify([type, value]);
}

function indicatorKey({ id, type, value, owner }: IndicatorReference): string {
  return JSON.stringify(id === undefined ? [type, value, owner ?? ""] : [id]);
}

function matches({ type, name, tags, groups }: StoredSignature, query: SignatureQuery): boolean {
  return (
    (query.type === undefined || query.type === type) &&
    (query.name === undefined || query.name === name) &&
    (query.tag === undefined || tags.includes(query.tag)) &&
    (query.group === undefined || groups.some(({ id }) => id === query.group))
  );
}

function summaryOf({ id, xid, name, type, fileName }: StoredSignature): SignatureSummary {
  return { id, name, type, fileName, ...(xid === undefined ? {} : { xid }) };
}
