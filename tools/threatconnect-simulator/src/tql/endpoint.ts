import type { Store } from "../store.ts";
import type { Switches } from "../switches.ts";
import type { Expression } from "./expression.ts";

/** A single value that a keyword reads from an object. */
export type Scalar = string | number | bigint | boolean;

/** Types of keywords, by the names that OPTIONS gives them. */
export type KeywordType = "Integer" | "Decimal" | "String" | "Boolean" | "Date";

/** What a query is evaluated against. */
export interface QueryContext {
  readonly store: Store;
  readonly switches: Switches;
  /** The clock, in milliseconds. */
  readonly now: number;
}

/** Whether an object matches; undefined where SQL would say unknown. */
export type Predicate<Item> = (item: Item) => boolean | undefined;

/** Turns the operand of a nested query into a predicate on the objects of its endpoint. */
export type CompileNested = <Inner>(operand: Expression, endpoint: Endpoint<Inner>) => Predicate<Inner>;

/** A keyword that stands for values; no values are null, several match where any does. */
export interface ValueKeyword<Item> {
  readonly name: string;
  readonly type: KeywordType;
  readonly read: (item: Item, context: QueryContext) => readonly Scalar[];
  /** Whether case matters whatever the switch says. */
  readonly compare?: "sensitive" | "insensitive";
  /** Replaces the comparison of `in`: whether one value is in one literal. */
  readonly contains?: (literal: string, value: string) => boolean | undefined;
}

/** A keyword with a query of its own in parentheses. */
export interface NestedKeyword<Item> {
  readonly name: string;
  readonly type: "Nested";
  readonly compile: (operand: Expression, compile: CompileNested, context: QueryContext) => Predicate<Item>;
}

/** A keyword of an endpoint. */
export type Keyword<Item> = ValueKeyword<Item> | NestedKeyword<Item>;

/** What queries on one path of the API know. */
export interface Endpoint<Item> {
  readonly name: string;
  /** By name in lower case. */
  readonly keywords: ReadonlyMap<string, Keyword<Item>>;
}

/** An endpoint of some keywords. */
export function endpoint<Item>(name: string, keywords: readonly Keyword<Item>[]): Endpoint<Item> {
  return { name, keywords: new Map(keywords.map((keyword) => [keyword.name.toLowerCase(), keyword])) };
}

/** A keyword of values; undefined values are left out. */
export function value<Item>(
  name: string,
  type: KeywordType,
  read: (item: Item, context: QueryContext) => Scalar | undefined | readonly Scalar[],
  more: Pick<ValueKeyword<Item>, "compare" | "contains"> = {},
): ValueKeyword<Item> {
  return {
    name,
    type,
    read: (item, context) => {
      const result = read(item, context);
      if (result === undefined) return [];
      return typeof result === "object" ? result : [result];
    },
    ...more,
  };
}

/** A keyword that matches where a query matches any of the objects that belong to an object. */
export function nested<Item, Inner>(
  name: string,
  inner: () => Endpoint<Inner>,
  members: (item: Item, context: QueryContext, operand: Expression) => Iterable<Inner>,
): NestedKeyword<Item> {
  return {
    name,
    type: "Nested",
    compile: (operand, compile, context) => {
      const matches = compile(operand, inner());
      return (item) => {
        for (const member of members(item, context, operand)) if (matches(member) === true) return true;
        return false;
      };
    },
  };
}

/** Keywords that the platform has and the simulator has no objects for: values are null, nested queries never match. */
export function empty<Item>(type: KeywordType | "Nested", names: readonly string[]): readonly Keyword<Item>[] {
  return names.map((name) =>
    type === "Nested" ? { name, type, compile: () => () => false } : { name, type, read: (): readonly Scalar[] => [] },
  );
}
