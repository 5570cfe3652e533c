import type { Indicator } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import type { Comparison, DateValue, FieldReference, FilterExpression, FilterOperator, FilterValue } from "./ast.ts";
import { compileFilter } from "./evaluate.ts";
import { FILTER_FIELDS, OPERATORS_BY_TYPE, type FilterField } from "./fields.ts";
import { formatFilter } from "./format.ts";
import { parseFilter } from "./parse.ts";
import { splitFilter, type PushedCondition } from "./split.ts";

const RUNS = fuzzRuns(300);
const runs = { numRuns: RUNS };
const NOWHERE = { start: 0, end: 0 };
const DAY = 86_400_000;

// Small stocks, so that filters and indicators meet often.
const WORDS = ["a", "A", "b.example", "bad.b.example", "Sink Hole", "straße", 'q"u`o\\te', "%", "%b%", "", "(x)\n|y"];
const TYPES = ["Host", "Address", "CIDR", "URL", "File", "UserAgent", "Crypto Wallet"];
const ADDRESSES = ["10.0.0.1", "10.255.0.7", "192.0.2.1", "2001:db8::1", "2001:db8:0:1::", "::"];
const NETWORKS = ["10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/9", "192.0.2.1/32", "2001:db8::/32", "2001:db8::/63", "::/0"];
const INSTANTS = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 30, 12, 30, 15, 250), Date.UTC(2026, 0, 31, 23, 59, 59, 999)];
const now = new Date(INSTANTS[1]!);

const word = fc.constantFrom(...WORDS);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const instant = fc
  .tuple(fc.constantFrom(...INSTANTS), fc.constantFrom(0, 1, -1, 1000, 60_000, DAY, -DAY, -DAY - 1))
  .map(([base, offset]) => base + offset);
const isoText = fc.oneof(instant.map((at) => new Date(at).toISOString()), fc.constantFrom("2026-01-31", "no date", "2026-01-01T10:00:00"));

const dateValue: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.record({ at: instant, precision: fc.constantFrom("day", "minute", "second", "millisecond") }).map(({ at, precision }): FilterValue => {
    const unit = { day: DAY, minute: 60_000, second: 1000, millisecond: 1 }[precision];
    return { type: "date", base: "absolute", start: Math.floor(at / unit) * unit, precision, range: NOWHERE };
  }),
  fc
    .record({ base: fc.constantFrom("now", "today"), offset: fc.constantFrom(0, 1000, -60_000, 3_600_000, -DAY, 14 * DAY) })
    .map((value): FilterValue => ({ type: "date", ...value, range: NOWHERE })),
);

function networkValue(text: string): FilterValue {
  const [address = "", prefix = ""] = text.split("/");
  return { type: "network", family: text.includes(":") ? 6 : 4, address, prefix: Number(prefix), range: NOWHERE };
}

/** Values that the checker would let stand after an operator of a field. */
function valueFor(field: FilterField, operator: FilterOperator): fc.Arbitrary<FilterValue> {
  switch (field.type) {
    case "type":
      return fc.constantFrom(...TYPES).map((text): FilterValue => ({ type: "text", text, range: NOWHERE }));
    case "number":
      return fc
        .constantFrom(0, 1, 2.5, 3, 5)
        .map((number): FilterValue => ({ type: "number", number, range: NOWHERE }));
    case "date":
      return dateValue;
    case "boolean":
      return fc.boolean().map((boolean): FilterValue => ({ type: "boolean", boolean, range: NOWHERE }));
    case "network":
      return fc.constantFrom(...NETWORKS).map(networkValue);
    case "text":
    case "texts": {
      const text = operator === "matches" ? fc.constantFrom("a", "^b", "\\.e.*e$", "(?i)SINK", "") : fc.oneof(word, fc.string());
      return text.map((value): FilterValue => ({ type: "text", text: value, range: NOWHERE }));
    }
    default:
      return field satisfies never;
  }
}

const SEVERAL: readonly FilterOperator[] = ["in", "contains", "startswith", "endswith", "like", "matches"];
const ORDERED: readonly FilterOperator[] = ["<", "<=", ">", ">="];

const comparison: fc.Arbitrary<FilterExpression> = fc.constantFrom(...FILTER_FIELDS).chain((field) =>
  fc.constantFrom(...OPERATORS_BY_TYPE[field.type]).chain((operator) =>
    fc
      .record({
        attribute: field.name === "attribute" ? maybe(word) : fc.constant(undefined),
        negated: ORDERED.includes(operator) ? fc.constant(false) : fc.boolean(),
        values: fc.array(valueFor(field, operator), {
          minLength: operator === "exists" ? 0 : 1,
          maxLength: operator === "exists" ? 0 : SEVERAL.includes(operator) ? 3 : 1,
        }),
      })
      .map(({ attribute, negated, values }): Comparison => {
        const reference: FieldReference = { name: field.name, ...(attribute === undefined ? {} : { attribute }), range: NOWHERE };
        return { type: "comparison", field: reference, operator, negated, values, range: NOWHERE };
      }),
  ),
);

/** Expressions in the normal form the checker gives: chains are flat, no negation stands in a negation. */
const expression: fc.Arbitrary<FilterExpression> = fc.letrec<{ tree: FilterExpression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    comparison,
    chainOf("and", tie("tree")),
    chainOf("or", tie("tree")),
    tie("tree").map((operand): FilterExpression => (operand.type === "not" ? operand : { type: "not", operand, range: NOWHERE })),
  ),
})).tree;

function chainOf(type: "and" | "or", operand: fc.Arbitrary<FilterExpression>): fc.Arbitrary<FilterExpression> {
  return fc.array(operand, { minLength: 2, maxLength: 3 }).map((operands): FilterExpression => ({
    type,
    operands: operands.flatMap((inner) => (inner.type === type ? inner.operands : [inner])),
    range: NOWHERE,
  }));
}

const digests = fc.record(
  { md5: word, sha256: word, size: fc.constantFrom(0, 3, 4) },
  { requiredKeys: [] },
);

const indicator: fc.Arbitrary<Indicator> = fc
  .record({ type: fc.constantFrom(...TYPES), address: fc.constantFrom(...ADDRESSES), network: fc.constantFrom(...NETWORKS), word })
  .chain(({ type, address, network, word: text }) =>
    fc.record(
      {
        type: fc.constant(type),
        value: fc.constant(
          type === "Address" ? address : type === "CIDR" ? network : type === "URL" ? `http://${address.includes(":") ? `[${address}]` : address}/${text}` : text,
        ),
        rating: fc.constantFrom(0, 1, 2.5, 3, 5, Number.NaN),
        confidence: fc.constantFrom(0, 3, 100),
        active: fc.boolean(),
        digests,
        tags: fc.array(word, { maxLength: 2 }),
        labels: fc.array(word, { maxLength: 1 }),
        groups: fc.array(word, { maxLength: 2 }),
        attributes: fc.array(fc.record({ type: word, value: word }), { maxLength: 2 }),
        owner: word,
        source: word,
        dateAdded: isoText,
        lastSeen: isoText,
        expires: isoText,
        provenance: fc.constant({ source: "test" }),
      },
      { requiredKeys: ["type", "value", "tags", "labels", "groups", "attributes", "provenance"] },
    ),
  );

/** The same tree with every range at nowhere. */
function withoutRanges<T>(tree: T): T {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === "range" ? NOWHERE : value))) as T;
}

test("a filter written in canonical spelling is read as the same filter", () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const text = formatFilter({ expression: tree });
      const { filter, diagnostics } = parseFilter(text, { customTypes: TYPES });
      expect(diagnostics).toEqual([]);
      expect(withoutRanges(filter?.expression)).toEqual(withoutRanges(tree));
      expect(filter && formatFilter(filter)).toBe(text);
    }),
    runs,
  );
});

test("any text is read or explained, never thrown at", () => {
  const piece = fc.constantFrom("rating", "typeName", "tag", " ", ">=", "=", "in", "(", ")", ",", "and", "or", "not", '"', "'", "3", "now", "-", "30d", "exists", "is", "null", "attribute", ".", "\\", "10.0.0.0/8", "hasTag(", "matches", "“", "&&", "\u0000");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(piece).map((pieces) => pieces.join("")), fc.array(piece).map((pieces) => pieces.join(" "))), (text) => {
      const { filter, diagnostics } = parseFilter(text);
      expect(filter === undefined).toBe(diagnostics.some((diagnostic) => diagnostic.severity === "error"));
      for (const { range, message } of diagnostics) {
        expect(range.start >= 0 && range.start <= range.end && range.end <= text.length).toBe(true);
        expect(message).not.toMatch(/[\u0000-\u001f]/);
      }
    }),
    runs,
  );
});

test("every place in a tree is that of its text: parsed alone it gives the same part", () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const { filter } = parseFilter(formatFilter({ expression: tree }), { customTypes: TYPES });
      for (const part of filter === undefined ? [] : partsOf(filter.expression)) {
        const alone = parseFilter(filter!.text.slice(part.range.start, part.range.end), { customTypes: TYPES });
        expect(withoutRanges(alone.filter?.expression)).toEqual(withoutRanges(part));
      }
    }),
    runs,
  );
});

function partsOf(tree: FilterExpression): FilterExpression[] {
  if (tree.type === "comparison") return [tree];
  return [tree, ...(tree.type === "not" ? [tree.operand] : tree.operands).flatMap(partsOf)];
}

/** True, false, or null for neither: the language's meaning, as plainly as it can be said. */
function naive(tree: FilterExpression, subject: Indicator): boolean | null {
  if (tree.type === "not") return opposite(naive(tree.operand, subject));
  if (tree.type === "comparison") return naiveComparison(tree, subject);
  const found = tree.operands.map((operand) => naive(operand, subject));
  const decisive = tree.type === "or";
  if (found.includes(decisive)) return decisive;
  return found.includes(null) ? null : !decisive;
}

function opposite(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

function naiveComparison(tree: Comparison, subject: Indicator): boolean | null {
  const found = naiveRead(tree.field, subject);
  const positive =
    tree.operator === "exists"
      ? found !== null && found.length > 0
      : found === null
        ? null
        : found.some((value) => tree.values.some((wanted) => naiveTest(tree.operator, value, wanted)));
  return tree.negated ? opposite(positive) : positive;
}

/** What the indicator has: nothing that applies or some values; null where it is unknown. */
function naiveRead({ name, attribute }: FieldReference, subject: Indicator): readonly (string | number | boolean)[] | null {
  const known = <T>(value: T | undefined): [T] | null => (value === undefined || Number.isNaN(value) ? null : [value]);
  const url = /^http:\/\/(?:\[(.*)\]|([^/]*))\//.exec(subject.value);
  switch (name) {
    case "typeName":
      return [subject.type];
    case "tag":
      return subject.tags;
    case "label":
      return subject.labels;
    case "group":
      return subject.groups;
    case "attribute":
      return subject.attributes.filter((one) => attribute === undefined || lower(one.type) === lower(attribute)).map((one) => one.value);
    case "md5":
    case "sha1":
    case "sha256":
      return subject.type === "File" ? known(subject.digests?.[name]) : [];
    case "fileSize":
      return subject.type === "File" ? known(subject.digests?.size) : [];
    case "address":
      if (subject.type === "URL") return [url![1] ?? url![2]!];
      return subject.type === "Address" || subject.type === "CIDR" ? [subject.value] : [];
    case "host":
      if (subject.type === "URL") return [url![1] === undefined ? url![2]! : `[${url![1]}]`];
      return subject.type === "Host" ? [subject.value] : [];
    case "dateAdded":
    case "lastModified":
    case "firstSeen":
    case "lastSeen":
    case "expires": {
      const text = subject[name];
      const zoned = text?.endsWith("T10:00:00") === true ? `${text}Z` : text;
      return known(zoned === undefined ? undefined : Date.parse(zoned));
    }
    case "value":
    case "rating":
    case "confidence":
    case "active":
    case "owner":
    case "source":
    case "description":
      return known(subject[name]);
    default:
      return name satisfies never;
  }
}

function lower(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function naiveTest(operator: FilterOperator, found: string | number | boolean, wanted: FilterValue): boolean {
  switch (wanted.type) {
    case "number":
      return naiveOrder(operator, Number(found), wanted.number, wanted.number);
    case "boolean":
      return found === wanted.boolean;
    case "date":
      return naiveOrder(operator, Number(found), ...naivePeriod(wanted));
    case "network": {
      const [address, prefix] = ipaddr.parseCIDR(String(found).includes("/") ? String(found) : `${String(found)}/${String(found).includes(":") ? 128 : 32}`);
      const outer = ipaddr.parse(wanted.address);
      if (address.kind() !== outer.kind() || prefix < wanted.prefix) return false;
      return (operator === "in" || prefix === wanted.prefix) && address.match(outer, wanted.prefix);
    }
    case "text":
      return naiveText(operator, String(found), wanted.text);
    default:
      return wanted satisfies never;
  }
}

/** First and last millisecond. */
function naivePeriod(date: DateValue): [number, number] {
  if (date.base === "absolute") {
    return [date.start, date.start + { day: DAY, minute: 60_000, second: 1000, millisecond: 1 }[date.precision] - 1];
  }
  if (date.base === "now") return [now.getTime() + date.offset, now.getTime() + date.offset];
  const midnight = Date.parse(now.toISOString().slice(0, 10));
  return [midnight + date.offset, midnight + date.offset + DAY - 1];
}

function naiveOrder(operator: FilterOperator, found: number, first: number, last: number): boolean {
  if (operator === "<") return found < first;
  if (operator === "<=") return found <= last;
  if (operator === ">") return found > last;
  if (operator === ">=") return found >= first;
  return found >= first && found <= last;
}

function naiveText(operator: FilterOperator, found: string, wanted: string): boolean {
  if (operator === "matches") return new RegExp(wanted.replace("(?i)", ""), wanted.startsWith("(?i)") ? "i" : "").test(found);
  const [text, part] = [lower(found), lower(wanted)];
  if (operator === "contains") return text.includes(part);
  if (operator === "startswith") return text.startsWith(part);
  if (operator === "endswith") return text.endsWith(part);
  if (operator === "like") {
    const pattern = part.split("%").map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
    return new RegExp(`^${pattern.join("[^]*")}$`).test(text);
  }
  return text === part;
}

describe("evaluation", () => {
  test("agrees with the language's meaning said plainly", () => {
    fc.assert(
      fc.property(expression, fc.array(indicator, { minLength: 5, maxLength: 5 }), (tree, subjects) => {
        const passes = compileFilter({ text: formatFilter({ expression: tree }), expression: tree }, { now });
        for (const subject of subjects) {
          expect(passes(subject).passes).toBe(naive(tree, subject) === true);
        }
      }),
      runs,
    );
  });

  test("names a clause that alone keeps the indicator out, and says rightly whether it is unknown", () => {
    fc.assert(
      fc.property(expression, indicator, (tree, subject) => {
        const text = formatFilter({ expression: tree });
        const { filter } = parseFilter(text, { customTypes: TYPES });
        const verdict = compileFilter(filter!, { now })(subject);
        if (verdict.passes || verdict.clause.endsWith("…")) return;
        const clause = parseFilter(verdict.clause, { customTypes: TYPES }).filter;
        expect(naive(clause!.expression, subject)).toBe(verdict.unknown ? null : false);
        expect(verdict.reason).not.toBe("");
      }),
      runs,
    );
  });
});

/** A platform's answer: what is unknown is not returned, as in SQL. */
function platformReturns(condition: PushedCondition, subject: Indicator): boolean {
  switch (condition.type) {
    case "typeName":
      return condition.names.some((name) => name === subject.type);
    case "active":
      return subject.active === condition.active;
    case "group":
      return subject.groups.some((group) => condition.names.some((name) => lower(name) === lower(group)));
    case "number": {
      const found = subject[condition.field];
      return found !== undefined && naiveOrder(condition.operator, found, condition.number, condition.number);
    }
    case "date": {
      const found = naiveRead({ name: condition.field, range: NOWHERE }, subject)?.[0];
      const bound = Date.parse(condition.date);
      return found !== undefined && naiveOrder(condition.operator, Number(found), bound, bound);
    }
    default:
      return condition satisfies never;
  }
}

test("what passes the filter passes what is pushed down, also when the platform's clock is half a day off", () => {
  const capabilities = { fields: FILTER_FIELDS.map((field) => field.name) };
  const bias = fc.constantFrom(0, DAY / 2, -DAY / 2);
  fc.assert(
    fc.property(expression, fc.array(indicator, { minLength: 5, maxLength: 5 }), bias, (tree, subjects, ahead) => {
      const filter = { text: formatFilter({ expression: tree }), expression: tree };
      const passes = compileFilter(filter, { now });
      const { pushed, rest } = splitFilter(filter, capabilities, { now: new Date(now.getTime() + ahead) });
      expect(rest).toBe(filter);
      for (const subject of subjects.filter((one) => passes(one).passes)) {
        expect(pushed.filter((condition) => !platformReturns(condition, subject))).toEqual([]);
      }
    }),
    runs,
  );
});
