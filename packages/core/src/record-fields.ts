import type { Attribute } from "./indicator.ts";
import { toIsoDate } from "./iso-date.ts";
import type { Remark } from "./remark.ts";
import { quoted, wellFormed } from "./visible-text.ts";

/** Fields as they come: nobody has looked at them yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** An empty list that all indicators can share. */
export const NONE: readonly never[] = Object.freeze([]);

/** A number of bytes. JSON has no negative zero, so neither have we. */
export function readSize(name: string, field: unknown, remarks: Remark[]): number | undefined {
  if (isAbsent(field)) return undefined;
  const size = typeof field === "string" && /^\d{1,15}$/.test(field) ? Number(field) : field;
  if (typeof size === "number" && Number.isSafeInteger(size) && size >= 0) return Math.abs(size);
  remarks.push(invalidField(name, "is no number of bytes; left unknown"));
  return undefined;
}

/** A number from 0 to `highest`, also as text and with a per cent sign. */
export function readNumber(name: string, field: unknown, highest: number, remarks: Remark[]): number | undefined {
  if (isAbsent(field)) return undefined;
  const number = typeof field === "string" && /^ *\d{1,9}(?:\.\d{1,9})? *%? *$/.test(field) ? Number.parseFloat(field) : field;
  if (typeof number === "number" && number >= 0 && number <= highest) return Math.abs(number);
  remarks.push(invalidField(name, `is ${shown(field)}, not a number from 0 to ${highest}; left unknown`));
  return undefined;
}

/** `true` or `false`, also as text. */
export function readBoolean(name: string, field: unknown, remarks: Remark[]): boolean | undefined {
  if (isAbsent(field)) return undefined;
  if (typeof field === "boolean") return field;
  const word = typeof field === "string" ? field.trim().toLowerCase() : field;
  if (word === "true") return true;
  if (word === "false") return false;
  remarks.push(invalidField(name, `is ${shown(field)}, not \`true\` or \`false\`; left unknown`));
  return undefined;
}

/** A date in any form that `toIsoDate` understands. */
export function readDate(name: string, field: unknown, remarks: Remark[]): string | undefined {
  if (isAbsent(field)) return undefined;
  const date = typeof field === "string" || typeof field === "number" ? toIsoDate(field) : undefined;
  if (date === undefined) {
    remarks.push(invalidField(name, `is ${shown(field)}, not a date; left unknown`, "write it like `2026-05-01T10:00:00Z`"));
  }
  return date;
}

/** Text without half characters, which no encoding can write. */
export function readText(name: string, field: unknown, remarks: Remark[]): string | undefined {
  if (isAbsent(field)) return undefined;
  if (typeof field === "string") return wellFormed(field);
  if (typeof field === "number" || typeof field === "boolean") return String(field);
  remarks.push(invalidField(name, `is ${nameOfKind(field)}, not text; left unknown`));
  return undefined;
}

/** Names in a list, or one alone; the platform writes `[{"name": "…"}]`. */
export function readNames(name: string, field: unknown, remarks: Remark[]): readonly string[] {
  if (isAbsent(field)) return NONE;
  const names: string[] = [];
  let odd = 0;
  for (const entry of Array.isArray(field) ? (field as readonly unknown[]) : [field]) {
    const inner = isRecord(entry) ? own(entry, "name") : entry;
    const text = typeof inner === "number" ? String(inner) : inner;
    if (typeof text !== "string") odd++;
    else if (text.trim() !== "") names.push(wellFormed(text.trim()));
  }
  if (odd > 0) remarks.push(invalidField(name, `has ${odd} of its entries ignored: they are not text`));
  return names.length === 0 ? NONE : unique(names);
}

/** Attributes in a list, or as the keys and values of an object. */
export function readAttributes(field: unknown, remarks: Remark[]): readonly Attribute[] {
  if (isAbsent(field)) return NONE;
  const entries: readonly unknown[] = Array.isArray(field)
    ? field
    : isRecord(field)
      ? Object.keys(field).map((type) => ({ type, value: field[type] }))
      : [field];
  const attributes: Attribute[] = [];
  for (const entry of entries) {
    const type = isRecord(entry) ? own(entry, "type") : undefined;
    const value = isRecord(entry) ? own(entry, "value") : undefined;
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (typeof type === "string" && isPlain) {
      attributes.push({ type: wellFormed(type.trim()), value: wellFormed(String(value)) });
    }
  }
  const odd = entries.length - attributes.length;
  if (odd > 0) {
    remarks.push(
      invalidField("attributes", `has ${odd} of its entries ignored`, 'write them like `{"type":"Source","value":"…"}`'),
    );
  }
  return attributes;
}

/** The remark that a field could not be understood. */
export function invalidField(field: string, what: string, help?: string): Remark {
  const remark = { code: "indicator/invalid-field", message: `${quoted(field, 40)} ${what}`, field };
  return help === undefined ? remark : { ...remark, help };
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property; names such as `constructor` must not reach the prototype. */
export function own(record: Fields, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Whether a field says nothing: not there, `null`, or empty text. */
export function isAbsent(field: unknown): field is undefined | null | "" {
  return field === undefined || field === null || field === "";
}

/** A value as messages show it. */
export function shown(field: unknown): string {
  return typeof field === "string" || typeof field === "number" ? quoted(String(field), 40) : nameOfKind(field);
}

/** What kind of value something is, in words for people. */
export function nameOfKind(value: unknown): string {
  if (value === null) return "`null`";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}

/** Names without repetition, in the order they come first. */
export function unique(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)];
}
