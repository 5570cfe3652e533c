import type { Groups } from "./groups.ts";
import { readIndicator, readGroup } from "./platform-objects.ts";
import type { PlatformGroup, PlatformIndicator } from "./platform-objects.ts";
import { idMember, wireId } from "./json.ts";
import type { WireObject } from "./json.ts";
import { listRows } from "./listing.ts";
import type { Session } from "./session.ts";
import { settle } from "./settle.ts";
import { allOf, BOTH_STATES, tqlId } from "./tql.ts";

/** What a group is associated with. Associations are symmetric, and by identifier only: nothing is ever created by them. */
export interface Associations {
  /** The indicators, inactive ones too, of all owners. */
  readonly indicators: (groupId: string) => AsyncGenerator<PlatformIndicator>;
  readonly groups: (groupId: string) => AsyncGenerator<PlatformGroup>;
  /**
   * Adds indicators; those that are associated already stay so. Done in parts, each complete in itself.
   *
   * @param textLength characters of the group's text, see {@link associationsAtATime}.
   */
  readonly addIndicators: (groupId: string, ids: readonly string[], textLength?: number) => Promise<void>;
  readonly removeIndicators: (groupId: string, ids: readonly string[], textLength?: number) => Promise<void>;
  readonly addGroups: (groupId: string, ids: readonly string[]) => Promise<void>;
  readonly removeGroups: (groupId: string, ids: readonly string[]) => Promise<void>;
}

const FEWEST_AT_A_TIME = 500;
const MOST_AT_A_TIME = 10_000;

/**
 * How many associations one request makes. No limit is documented; a failure costs one part. Each answer brings the
 * group's whole text along, so the longer that is, the fewer parts there are: with 82 MB of rules and 100,000 indicators
 * parts of 500 would have 16 GB come back.
 */
export function associationsAtATime(textLength = 0): number {
  return Math.min(MOST_AT_A_TIME, Math.max(FEWEST_AT_A_TIME, Math.ceil(textLength / 5000)));
}

/** Makes the part of a client for associations. */
export function createAssociations(session: Session, groups: Groups): Associations {
  async function* indicators(id: string): AsyncGenerator<PlatformIndicator> {
    const tql = allOf([`hasGroup(id = ${tqlId(id)})`, BOTH_STATES]);
    const purpose = `list the indicators of group ${id}`;
    for await (const row of listRows(session, { path: ["v3", "indicators"], tql, pageSize: 10_000, purpose })) {
      const indicator = readIndicator(row);
      if (indicator !== undefined) yield indicator;
    }
  }
  async function* associatedGroups(id: string): AsyncGenerator<PlatformGroup> {
    const purpose = `list the groups of group ${id}`;
    const tql = `hasGroup(id = ${tqlId(id)})`;
    for await (const row of listRows(session, { path: ["v3", "groups"], tql, pageSize: 1000, purpose })) {
      const group = readGroup(row);
      if (group !== undefined && idMember(row) !== id) yield group;
    }
  }

  const add = async (id: string, name: CollectionName, ids: readonly string[], textLength?: number): Promise<void> => {
    for (const part of partsOf(ids, associationsAtATime(textLength))) {
      await groups.update(id, { [name]: members(part, "append") }, `associate ${NAMES[name]} with group ${id}`);
    }
  };
  const remove = async (id: string, name: CollectionName, ids: readonly string[], textLength?: number): Promise<void> => {
    const purpose = `dissociate ${NAMES[name]} from group ${id}`;
    for (const part of partsOf(ids, associationsAtATime(textLength))) {
      const wanted = new Set(part);
      let isFirst = true;
      await settle(session, {
        purpose,
        outstanding: async () => {
          // The caller knows what is associated; the platform is asked again only after a failure.
          if (isFirst) {
            isFirst = false;
            return part;
          }
          const left: string[] = [];
          for await (const { id: member } of name === "associatedIndicators" ? indicators(id) : associatedGroups(id)) {
            if (wanted.has(member)) left.push(member);
          }
          return left;
        },
        write: (present) => groups.update(id, { [name]: members(present, "delete") }, purpose, false),
      });
    }
  };

  return Object.freeze({
    indicators,
    groups: associatedGroups,
    addIndicators: (id: string, ids: readonly string[], textLength?: number) => add(id, "associatedIndicators", ids, textLength),
    removeIndicators: (id: string, ids: readonly string[], textLength?: number) => remove(id, "associatedIndicators", ids, textLength),
    addGroups: (id: string, ids: readonly string[]) => add(id, "associatedGroups", ids),
    removeGroups: (id: string, ids: readonly string[]) => remove(id, "associatedGroups", ids),
  });
}

type CollectionName = "associatedIndicators" | "associatedGroups";

const NAMES: Readonly<Record<CollectionName, string>> = { associatedIndicators: "indicators", associatedGroups: "groups" };

/** Identifiers in a request's body, with the mode said. */
export function members(ids: readonly string[], mode: "append" | "delete"): WireObject {
  return { data: ids.map((id) => ({ id: wireId(id) })), mode };
}

/** A list in parts of a size. */
function* partsOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
