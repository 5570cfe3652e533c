import { canonicalise } from "./canonical-value.ts";
import type { CanonicalValue } from "./canonical-value.ts";
import { closest } from "./closest.ts";
import { digestKind, formatDigests, mergeDigests, parseDigests } from "./file-digests.ts";
import type { Digests } from "./file-digests.ts";
import { indicatorType } from "./indicator-type.ts";
import type { FileDigests, Indicator, Provenance } from "./indicator.ts";
import {
  invalidField,
  isAbsent,
  isRecord,
  nameOfKind,
  NONE,
  own,
  readAttributes,
  readBoolean,
  readDate,
  readNames,
  readNumber,
  readSize,
  readText,
  shown,
  unique,
} from "./record-fields.ts";
import type { Fields } from "./record-fields.ts";
import { malformed } from "./remark.ts";
import type { Malformed, Remark } from "./remark.ts";
import { securityLabel } from "./security-label.ts";
import { quoted, wellFormed } from "./visible-text.ts";

/** No platform has type names of that length. */
const LONGEST_TYPE = 128;

/** An indicator that was made of a record, and what there is to remark. */
export interface MadeIndicator {
  readonly status: "indicator";
  readonly indicator: Indicator;
  readonly remarks: readonly Remark[];
}

/** The fields of a record that {@link makeIndicator} understands; the columns and keys of a source are mapped to them. */
export const INDICATOR_FIELDS = [
  "type",
  "value",
  "original",
  "rating",
  "confidence",
  "hashes",
  "digests",
  "size",
  "tags",
  "labels",
  "tlp",
  "attributes",
  "active",
  "dateAdded",
  "lastModified",
  "firstSeen",
  "lastSeen",
  "expires",
  "owner",
  "description",
  "source",
  "link",
  "groups",
  "provenance",
] as const;

type Draft = { -readonly [Field in keyof Indicator]: Indicator[Field] };

/**
 * Makes an indicator of a record, the object of one NDJSON line for example:
 * `{"type":"Host","value":"bad[.]example","rating":4,"tags":["c2"],"lastSeen":"2026-05-01"}`.
 *
 * What identifies the indicator (type, value, digests) must be right, else the record is malformed. Any other field
 * that can't be understood is left unknown with a remark. `null` and the empty string are unknown too, never 0. Fields
 * that no indicator has are ignored with one remark. Only own properties are read. Never throws.
 */
export function makeIndicator(record: unknown, provenance: Provenance): MadeIndicator | Malformed {
  if (!isRecord(record)) {
    return malformed(
      "indicator/not-a-record",
      `an indicator is an object with fields, this is ${nameOfKind(record)}`,
      'write it like `{"type":"Host","value":"bad.example"}`',
      "",
    );
  }
  const remarks: Remark[] = [];
  const type = readType(record, remarks);
  if (typeof type !== "string") return type;
  const value = readValue(type, record, remarks);
  if (value.status === "malformed") return value;

  const draft: Draft = { type, value: value.value, tags: NONE, labels: NONE, attributes: NONE, groups: NONE, provenance };
  const original = own(record, "original") ?? own(record, "value");
  if (typeof original === "string" && original !== value.value) draft.original = wellFormed(original);
  if (value.digests !== undefined) draft.digests = value.digests;
  for (const remark of value.remarks) remarks.push(remark);
  readFields(record, draft, remarks);
  return { status: "indicator", indicator: draft, remarks: remarks.length === 0 ? NONE : remarks };
}

function readFields(record: Fields, draft: Draft, remarks: Remark[]): void {
  const unknown: string[] = [];
  for (const name of Object.keys(record)) {
    const field = record[name];
    switch (name) {
      case "type":
      case "value":
      case "original":
      case "hashes":
      case "digests":
      case "size":
      case "provenance":
        break;
      case "rating":
      case "confidence": {
        const number = readNumber(name, field, name === "rating" ? 5 : 100, remarks);
        if (number !== undefined) draft[name] = number;
        break;
      }
      case "tags":
      case "groups":
        draft[name] = readNames(name, field, remarks);
        break;
      case "labels":
      case "tlp": {
        const labels = readNames(name, field, remarks).map((label) => securityLabel(name === "tlp" ? withTlp(label) : label));
        draft.labels = unique([...draft.labels, ...labels]);
        break;
      }
      case "attributes":
        draft.attributes = readAttributes(field, remarks);
        break;
      case "active": {
        const active = readBoolean(name, field, remarks);
        if (active !== undefined) draft.active = active;
        break;
      }
      case "dateAdded":
      case "lastModified":
      case "firstSeen":
      case "lastSeen":
      case "expires": {
        const date = readDate(name, field, remarks);
        if (date !== undefined) draft[name] = date;
        break;
      }
      case "owner":
      case "description":
      case "source":
      case "link": {
        const text = readText(name, field, remarks);
        if (text !== undefined) draft[name] = text;
        break;
      }
      default:
        unknown.push(name);
    }
  }
  if (unknown.length > 0) remarks.push(unknownFields(unknown));
}

function readType(record: Fields, remarks: Remark[]): string | Malformed {
  const name = own(record, "type");
  if (typeof name !== "string" || name.trim() === "") {
    const message = name === undefined ? "the indicator has no type" : `the type is ${nameOfKind(name)}, not a name`;
    return malformed("indicator/missing-type", message, 'give `type`, `"Host"` or `"Address"` for example', "type");
  }
  if (name.length > LONGEST_TYPE) {
    const message = `the type has ${name.length} characters, ${LONGEST_TYPE} is the most: ${quoted(name)}`;
    return malformed("indicator/missing-type", message, undefined, "type");
  }
  const type = indicatorType(wellFormed(name));
  if (type.kind === "custom") {
    remarks.push(
      type.suggestion === undefined
        ? {
            code: "indicator/custom-type",
            message: `${quoted(type.type)} is taken as a custom type`,
            field: "type",
          }
        : {
            code: "indicator/unknown-type",
            message: `there is no type ${quoted(type.type)}; taken as a custom type`,
            help: `did you mean \`${type.suggestion}\`?`,
            field: "type",
          },
    );
  }
  return type.type;
}

function readValue(type: string, record: Fields, remarks: Remark[]): CanonicalValue | Malformed {
  const given = own(record, "value");
  const raw = typeof given === "number" && Number.isFinite(given) ? String(given) : given;
  if (!isAbsent(raw) && typeof raw !== "string") {
    return malformed("indicator/missing-value", `the value is ${nameOfKind(raw)}, not text`, "give `value` as a string");
  }
  if (type === "File") return readFile(isAbsent(raw) ? undefined : raw, record, remarks);
  for (const name of ["hashes", "digests", "size"]) {
    if (!isAbsent(own(record, name))) remarks.push(invalidField(name, "was ignored: only files have it"));
  }
  if (isAbsent(raw)) return malformed("indicator/missing-value", `this ${quoted(type)} has no value`, "give `value`");
  return canonicalise(type, raw);
}

function readFile(raw: string | undefined, record: Fields, remarks: Remark[]): CanonicalValue | Malformed {
  const listed = readDigests(record, remarks);
  if ("status" in listed) return listed;
  const { size, ...digests } = listed;
  const fromValue = raw === undefined ? {} : parseDigests(raw.trim());
  const known = formatDigests(digests) !== "";
  if ("status" in fromValue && fromValue.problem.code === "indicator/invalid-digest" && known) {
    remarks.push(invalidField("value", `is ${shown(raw)}, no hash; the file is known by its \`hashes\``));
  } else if ("status" in fromValue) {
    return canonicalise("File", raw ?? "");
  }
  const merged = mergeDigests("status" in fromValue ? {} : fromValue, digests);
  if ("status" in merged) return merged;
  const value = formatDigests(merged);
  if (value === "") return malformed("indicator/missing-value", "this `File` has neither value nor hashes", "give a hash as `value`");
  return { status: "canonical", value, digests: size === undefined ? merged : { ...merged, size }, remarks: NONE };
}

function readDigests(record: Fields, remarks: Remark[]): FileDigests | Malformed {
  let digests: Digests = {};
  let size = readSize("size", own(record, "size"), remarks);
  for (const name of ["digests", "hashes"]) {
    const field = own(record, name);
    if (isAbsent(field)) continue;
    if (!isRecord(field)) {
      remarks.push(invalidField(name, `is ${nameOfKind(field)}; write it like \`{"sha256":"…"}\``));
      continue;
    }
    for (const key of Object.keys(field)) {
      const digest = field[key];
      const kind = digestKind(key);
      if (isAbsent(digest)) continue;
      if (key === "size") {
        size ??= readSize(`${name}.size`, digest, remarks);
      } else if (kind === undefined) {
        remarks.push(invalidField(`${name}.${key}`, "was ignored: the platform holds MD5, SHA-1 and SHA-256"));
      } else {
        const parsed = typeof digest === "string" ? parseDigests(digest.trim()) : {};
        const problem = "status" in parsed ? parsed : mergeDigests(digests, parsed);
        if ("status" in problem) return problem;
        if (!("status" in parsed) && parsed[kind] === undefined) {
          return malformed(
            "indicator/invalid-digest",
            `${shown(digest)} is given as ${kind} but is not one`,
            undefined,
            `${name}.${key}`,
          );
        }
        digests = problem;
      }
    }
  }
  return size === undefined ? digests : { ...digests, size };
}

function unknownFields(names: readonly string[]): Remark {
  const shownNames = names.slice(0, 5).map((name) => quoted(name, 40));
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : "";
  const nearest = closest(names[0]!, INDICATOR_FIELDS);
  return {
    code: "indicator/unknown-field",
    message: `ignored what no indicator has: ${shownNames.join(", ")}${rest}`,
    help: nearest === undefined ? "give it as an attribute to keep it" : `did you mean \`${nearest}\`?`,
    field: names[0]!,
  };
}

function withTlp(label: string): string {
  return /^tlp/i.test(label) ? label : `TLP:${label}`;
}
