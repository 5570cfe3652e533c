import { quoted, SourceError, StoreError } from "@sigwright/core";
import type { IndicatorSource, PushedDown, SourceRow } from "@sigwright/core";
import { splitFilter } from "@sigwright/filter";
import type { Filter, FilterExpression } from "@sigwright/filter";
import type { Client } from "./client.ts";
import { indicatorRow } from "./indicator-row.ts";
import { encodeComponent } from "./request-target.ts";
import { allOf, BOTH_STATES, PUSHABLE_FIELDS, pushedTql, tqlId } from "./tql.ts";
import type { Tql } from "./tql.ts";
import { groupType, isSameType } from "./type-names.ts";

/** What a source depends on beside client and group. */
export interface ThreatConnectSourceOptions {
  /**
   * The filter that will be applied to the rows. Of large groups, what is sure not to pass it is not sent; the filter
   * itself is not applied here.
   */
  readonly filter?: Filter;
  /** The moment that `now` in the filter means. Default: now. */
  readonly now?: Date;
  /** The owner the group must belong to. The indicators may be of any owner. */
  readonly owner?: string;
  /** Up to so many indicators all of them are read, so that each one left out is named. Default 10,000. */
  readonly enumerated?: number;
  /** Whether to ask for the names of all groups of every indicator. Default: when the filter speaks of `group`. */
  readonly groups?: boolean;
  /** Rows a page. Default 1,000, of groups that are not enumerated 5,000; the platform's limit is 10,000. */
  readonly pageSize?: number;
  /** Whether a group without indicators is read as none; by default that is a fault, as it rarely is meant. */
  readonly allowEmpty?: boolean;
  /** Told after each page: rows so far, and how many there will be when the platform says so. */
  readonly onPage?: (rows: number, total: number | undefined) => void;
}

const ENUMERATED = 10_000;
const PAGE = 1000;
/** Every page is a search through the whole group; pages that turn out too large are made smaller. */
const LARGE_PAGE = 5000;
/** Characters; the official SDK holds longer targets for too long. */
const LONGEST_TARGET = 2000;
const FIELDS = ["tags", "securityLabels", "attributes", "sightings", "externalDates"] as const;
const EXAMPLE = "write it like `threatconnect:incident/12345`, with the number from the address of the group's page";

/**
 * The indicators of a group of any type: `incident/12345`, `intrusion-set/7`. Active and inactive ones come, of all
 * owners, so that the filter decides. The group is looked up at once; its name is the source's name.
 *
 * @throws SourceError when there is no such group, it is of another type or owner, or the platform can't be asked.
 * `read` throws it too: when the group has no indicators, or the list can't be read to its end.
 */
export async function threatConnectSource(
  client: Client,
  group: string,
  options: ThreatConnectSourceOptions = {},
): Promise<IndicatorSource> {
  const { type, id } = parseGroup(group);
  const spec = `threatconnect:${group}`;
  const called = `${type.toLowerCase()} ${id}`;
  const found = await client.groups.get(id, { purpose: `read ${called}` }).catch(rethrow);
  if (found === undefined) {
    throw new SourceError(`there is no ${called} on ${client.origin}, or the API user may not see it`, {
      help: "compare the number with the address of the group's page, and check the API user's owners",
    });
  }
  if (!isSameType(found.type, type)) {
    throw new SourceError(`group ${id} is no ${type.toLowerCase()}: it is the ${found.type.toLowerCase()} ${quoted(found.name)}`, {
      help: `write \`threatconnect:${found.type.toLowerCase().replaceAll(" ", "-")}/${id}\` if it is meant`,
    });
  }
  if (options.owner !== undefined && found.ownerName !== undefined && found.ownerName.toLowerCase() !== options.owner.toLowerCase()) {
    throw new SourceError(`${called} belongs to ${quoted(found.ownerName)}, not to ${quoted(options.owner)}`);
  }

  let pushedDown: PushedDown | undefined;
  const context = { spec, groups: found.name === "" ? [] : [found.name] };
  const inGroup = `hasGroup(id = ${tqlId(id)})`;
  const fields = asksForGroups(options) ? [...FIELDS, "associatedGroups"] : FIELDS;

  async function* read(): AsyncGenerator<SourceRow> {
    pushedDown = undefined;
    const purpose = `read the indicators of ${called}`;
    try {
      const total = await client.indicators.count({ tql: allOf([inGroup, BOTH_STATES]), purpose });
      const isLarge = total !== undefined && total > (options.enumerated ?? ENUMERATED);
      const pushed = isLarge ? conditionsOf(options, fields) : [];
      // A query that speaks of the state says which; without it both are asked for.
      const tql = allOf([inGroup, ...pushed]);
      let rows = 0;
      const pageSize = options.pageSize ?? (isLarge ? LARGE_PAGE : PAGE);
      const query = { tql, fields, purpose, pageSize, ...(options.onPage === undefined ? {} : { onPage: options.onPage }) };
      for await (const row of client.indicators.rows(query)) {
        rows++;
        yield indicatorRow(row, rows, context);
      }
      if (rows === 0 && pushed.length === 0 && options.allowEmpty !== true) {
        throw new SourceError(`${called}, ${quoted(found!.name)}, has no indicators`, {
          help: "associate indicators with it; nothing is made or withdrawn for a group that is empty",
        });
      }
      if (pushed.length > 0) pushedDown = { query: allOf(pushed), leftOut: Math.max(0, total! - rows) };
    } catch (error) {
      rethrow(error);
    }
  }

  return {
    spec,
    ...(found.name === "" ? {} : { name: found.name }),
    read,
    pushedDown: () => pushedDown,
  };
}

function conditionsOf({ filter, now }: ThreatConnectSourceOptions, fields: readonly string[]): readonly Tql[] {
  if (filter === undefined) return [];
  const { pushed } = splitFilter(filter, { fields: PUSHABLE_FIELDS }, { now: now ?? new Date() });
  // What else stands in the target: path, group, states, fields, paging, and the last identifier.
  const taken = 400 + encodeComponent(BOTH_STATES).length + fields.reduce((sum, field) => sum + field.length + 8, 0);
  return pushedTql(pushed, LONGEST_TARGET - taken);
}

function parseGroup(text: string): { type: string; id: string } {
  const [name = "", id, ...rest] = text.split("/");
  if (id === undefined || rest.length > 0 || name.trim() === "") {
    throw new SourceError(`${quoted(text)} does not name a group of the platform`, { help: EXAMPLE });
  }
  const read = groupType(name);
  if (read.type === undefined) {
    throw new SourceError(`the platform has no groups of a type ${quoted(name)}`, {
      help: read.suggestion === undefined ? EXAMPLE : `did you mean \`${read.suggestion}\`?`,
    });
  }
  if (!/^\d{1,19}$/.test(id)) {
    throw new SourceError(`${quoted(id)} is not the number of a group`, { help: EXAMPLE });
  }
  return { type: read.type, id };
}

/** Names of groups cost much where indicators belong to many, so they are asked for where somebody looks at them. */
function asksForGroups({ groups, filter }: ThreatConnectSourceOptions): boolean {
  return groups ?? (filter !== undefined && speaksOfGroups(filter.expression));
}

/** Nesting of filters is bounded, so recursion is safe. */
function speaksOfGroups(expression: FilterExpression): boolean {
  switch (expression.type) {
    case "comparison":
      return expression.field.name === "group";
    case "not":
      return speaksOfGroups(expression.operand);
    case "and":
    case "or":
      return expression.operands.some(speaksOfGroups);
  }
}

function rethrow(error: unknown): never {
  if (!(error instanceof StoreError)) throw error;
  throw new SourceError(error.message, { cause: error, ...(error.help === undefined ? {} : { help: error.help }) });
}
