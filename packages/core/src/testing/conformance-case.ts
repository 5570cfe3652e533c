import type { SignatureFormat, SlotDeclaration, SlotValues, Target, TemplateRule } from "../signature-format.ts";
import type { Observation } from "../observation.ts";

/** One thing that every format must do. A test runner calls `run`; it throws an `Error` that says what is wrong. */
export interface ConformanceCase {
  /** A sentence about behaviour, unique within the suite. */
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

/** What the suite needs to know of a format beside the format itself. */
export interface FormatFixtures {
  /** Texts of the format, right and wrong ones; the suite adds hostile ones of its own. */
  readonly texts?: readonly string[];
  /** Pairs of texts of one rule each that mean the same: layout, revision and bookkeeping differ. */
  readonly sameMeaning?: readonly (readonly [string, string])[];
  /** Pairs of texts of one rule each that mean something different. */
  readonly otherMeaning?: readonly (readonly [string, string])[];
  /** Template rules for every kind of observation that the format can encode. */
  readonly rules?: readonly TemplateRule[];
  /** Slots the template rules use, beside the format's own. Default: `message`, `sid` and `rev`. */
  readonly slots?: Readonly<Record<string, SlotDeclaration>>;
  /** Values for slots where the suite's own (by kind of slot) won't do. */
  readonly values?: SlotValues;
  /** Observations to encode beside the suite's. */
  readonly observations?: readonly Observation[];
}

/** Fails the case with a message unless a condition holds. */
export function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** The targets a format is tried for: its own, or one of no meaning where it has none. */
export function targetsOf(format: SignatureFormat): readonly Target[] {
  return format.targets ?? [{ engine: format.id, version: "0" }];
}

/** Runs something of the format; what it throws becomes a message that says on which input. */
export function attempt<Result>(what: string, input: unknown, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new Error(`${what} threw on ${excerpt(input)}: ${String(error)}`, { cause: error });
  }
}

/** A short JSON text of anything, for messages. */
export function excerpt(value: unknown): string {
  const text = value === undefined ? "undefined" : JSON.stringify(value);
  return text.length <= 160 ? text : `${text.slice(0, 120)}… (${text.length} characters)`;
}

/** Where a value is not plain JSON data, or `undefined` when all of it is. Does not recurse. */
export function jsonFault(value: unknown): string | undefined {
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: "$", value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value: inner } = next;
    if (inner === null || typeof inner === "string" || typeof inner === "boolean") continue;
    if (typeof inner === "number") {
      if (Number.isFinite(inner)) continue;
      return `${path} is ${inner}`;
    }
    if (Array.isArray(inner)) {
      for (const [index, entry] of inner.entries()) open.push({ path: `${path}[${index}]`, value: entry });
      continue;
    }
    if (typeof inner !== "object") return `${path} is ${typeof inner}`;
    const prototype: unknown = Object.getPrototypeOf(inner);
    if (prototype !== Object.prototype && prototype !== null) return `${path} is an instance of a class`;
    for (const [key, entry] of Object.entries(inner)) open.push({ path: `${path}.${key}`, value: entry });
  }
  return undefined;
}

/** Demands that two values are the same data. */
export function demandSame(first: unknown, second: unknown, what: string): void {
  const [a, b] = [JSON.stringify(first), JSON.stringify(second)];
  demand(a === b, `${what}: ${excerpt(first)} is not ${excerpt(second)}`);
}
