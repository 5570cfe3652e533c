import { GROUP_FIELDS, INDICATOR_FIELDS } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { parameter, type Reply } from "../request.ts";
import type { Endpoint } from "../tql/endpoint.ts";
import { ATTRIBUTE_TYPES, GROUPS, GROUPS_WITH_XID, INDICATORS, OWNERS, SECURITY_LABELS, TAGS } from "../tql/keywords.ts";
import type { Route } from "./route.ts";

const GROUP_PROPERTIES = properties({
  writable: {
    type: "String",
    name: "String",
    xid: "String",
    ownerId: "Integer",
    ownerName: "String",
    fileName: "String",
    fileType: "String",
    fileText: "String",
    eventDate: "DateTime",
    status: "String",
    firstSeen: "DateTime",
    lastSeen: "DateTime",
    attributes: "Attributes",
    tags: "Tags",
    securityLabels: "SecurityLabels",
    associatedGroups: "Groups",
    associatedIndicators: "Indicators",
  },
  readOnly: {
    id: "Long",
    dateAdded: "DateTime",
    lastModified: "DateTime",
    createdBy: "User",
    upVoteCount: "Integer",
    webLink: "String",
  },
});

const INDICATOR_PROPERTIES = properties({
  writable: {
    type: "String",
    active: "Boolean",
    activeLocked: "Boolean",
    confidence: "Integer",
    rating: "BigDecimal",
    privateFlag: "Boolean",
    ownerId: "Integer",
    ownerName: "String",
    attributes: "Attributes",
    tags: "Tags",
    securityLabels: "SecurityLabels",
    associatedGroups: "Groups",
    associatedIndicators: "Indicators",
  },
  readOnly: { id: "Long", summary: "String", dateAdded: "DateTime", lastModified: "DateTime", webLink: "String" },
});

/** The calls by which an instance describes itself: OPTIONS of paths, fields and keywords. */
export const DESCRIPTION_ROUTES: readonly Route[] = [
  ...describe("v3/groups", GROUPS, GROUP_FIELDS, GROUP_PROPERTIES, GROUPS_WITH_XID),
  ...describe("v3/indicators", INDICATORS, INDICATOR_FIELDS, INDICATOR_PROPERTIES),
  ...describe("v3/tags", TAGS, [], properties({ writable: { name: "String" }, readOnly: { id: "Long", lastUsed: "DateTime" } })),
  ...describe("v3/securityLabels", SECURITY_LABELS, [], properties({ writable: {}, readOnly: { id: "Long", name: "String" } })),
  ...describe("v3/attributeTypes", ATTRIBUTE_TYPES, [], properties({ writable: {}, readOnly: { id: "Long", name: "String" } })),
  ...describe("v3/security/owners", OWNERS, [], properties({ writable: {}, readOnly: { id: "Long", name: "String" } })),
];

interface Properties {
  readonly writable: Readonly<Record<string, string>>;
  readonly readOnly: Readonly<Record<string, string>>;
}

function properties(all: Properties): (readOnly: boolean) => JsonObject {
  return (readOnly) => {
    const named = Object.entries({ ...all.writable, ...(readOnly && all.readOnly) });
    return Object.fromEntries(
      named.map(([name, type]) => [name, { type, readOnly: Object.hasOwn(all.readOnly, name) || undefined }]),
    );
  };
}

function describe<Item>(
  path: string,
  endpoint: Endpoint<Item>,
  fields: readonly string[],
  describeProperties: (readOnly: boolean) => JsonObject,
  withXid: Endpoint<Item> = endpoint,
): readonly Route[] {
  return [
    {
      method: "OPTIONS",
      path,
      handle: (request) => success({ data: describeProperties(parameter(request, "show") === "readonly") }),
    },
    {
      method: "OPTIONS",
      path: `${path}/fields`,
      handle: () => listed(fields.map((name) => ({ name, description: `Includes ${name}.`, includedByDefault: false }))),
    },
    {
      method: "OPTIONS",
      path: `${path}/tql`,
      handle: (_, { platform }) => {
        const { keywords } = platform.switches.xidKeyword ? withXid : endpoint;
        return listed(
          [...keywords.values()].map(({ name, type }) =>
            type === "Nested"
              ? { keyword: name, name, type: "Integer", description: "A nested query." }
              : { keyword: name, name, type: type === "Decimal" ? "Integer" : type, description: `The ${name}.` },
          ),
        );
      },
    },
  ];
}

function listed(data: readonly JsonObject[]): Reply {
  return success({ data, count: data.length });
}

function success(body: JsonObject): Reply {
  return { status: 200, body: { ...body, status: "Success" } };
}
