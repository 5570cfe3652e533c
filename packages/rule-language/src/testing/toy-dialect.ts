import { anyText, type Dialect, type DialectKeyword, integer, type OptionCheck } from "../dialect/index.ts";

const notSeven: OptionCheck<number> = {
  summary: "the number is not seven",
  check: ({ value, valueRange, report }) => {
    if (value === 7) report.warn("seven", valueRange, "seven is odd");
  },
};

const limit = integer({ max: 1000 });

const KEYWORDS: readonly DialectKeyword[] = [
  { name: "id", value: "required", argument: integer({ min: 1, max: 99 }), role: { kind: "meta" }, repeat: "once", early: true, mandatory: { code: "no-id", help: "add `id:1`" } },
  { name: "level", aliases: ["lvl"], value: "required", argument: integer({ max: 9 }), role: { kind: "meta" }, checks: [notSeven] },
  { name: "label", value: "required", quotes: "required", role: { kind: "meta" } },
  { name: "retired", until: "2.0", value: "none", role: { kind: "meta" } },
  { name: "recent", since: "2.0", value: "none", role: { kind: "meta" } },
  { name: "worn", value: "none", role: { kind: "meta" }, deprecated: { use: "recent" } },
  { name: "text", value: "required", quotes: "required", negatable: true, argument: { summary: "text", parse: (argument) => ({ value: new TextEncoder().encode(argument.text.slice(argument.start, argument.end)) }) }, role: { kind: "content" } },
  { name: "deep", value: "required", argument: limit, role: { kind: "modifies", modifier: "depth" } },
  { name: "from", value: "required", argument: limit, role: { kind: "modifies", modifier: "offset" } },
  { name: "near", value: "required", argument: limit, role: { kind: "modifies", modifier: "within" } },
  { name: "first", value: "none", role: { kind: "modifies", modifier: "starts-with" } },
  { name: "any_case", value: "none", role: { kind: "modifies", modifier: "no-case" } },
  { name: "fast", value: "none", role: { kind: "modifies", modifier: "fast-pattern" } },
  { name: "body", value: "none", role: { kind: "selects", buffer: "body" }, protocol: "mail" },
  { name: "part", value: "none", role: { kind: "selects", buffer: "part" }, protocol: "mail" },
  { name: "page", value: "none", role: { kind: "selects", buffer: "page" }, protocol: "web" },
  { name: "payload", value: "none", role: { kind: "selects-payload" } },
  { name: "to_body", value: "none", role: { kind: "moves", buffer: "body" }, protocol: "mail" },
  { name: "lower", value: "none", role: { kind: "transforms", neverHolds: "upper-case" } },
  { name: "size", value: "required", argument: limit, role: { kind: "measures" }, repeat: "once-in-sight" },
  { name: "small", value: "none", role: { kind: "matches", place: "packet", requires: "packet" }, excludes: ["large"] },
  { name: "large", value: "none", role: { kind: "matches", place: "packet" } },
];

/** A rule language for tests of the machine: as few keywords as show what it does. */
export const TOY_DIALECT: Dialect = {
  id: "toy",
  engine: "Toy",
  syntax: "suricata",
  versions: ["1.0", "2.0"],
  keywords: [...KEYWORDS, { name: "anything", value: "optional", quotes: "optional", argument: anyText, role: { kind: "meta" } }],
  keywordsIgnoreCase: true,
  buffers: [
    { name: "body", keyword: "body", kind: "transaction", inspections: [{ protocol: "mail", direction: "to_server" }], fastPattern: true },
    { name: "part", keyword: "part", kind: "transaction", inspections: [{ protocol: "mail", direction: "to_server" }], multiple: true, fastPattern: true },
    { name: "page", keyword: "page", kind: "transaction", inspections: [{ protocol: "web", direction: "to_client" }], neverHolds: "lower-case" },
  ],
  protocols: [
    { name: "mail", transports: ["tcp"] },
    { name: "web", transports: ["tcp"] },
  ],
  before: [],
  after: [
    {
      summary: "the level is at most that of the text",
      check: ({ action }, { meta, fixed }, report) => {
        if (meta.get("level") === 9 && fixed.payload.length === 0) report.reject("empty-nine", action.range, "level 9 needs a text");
      },
    },
  ],
  manual: (version) => `https://toy.example/${version}/`,
};
