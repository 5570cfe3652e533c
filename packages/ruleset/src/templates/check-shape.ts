import type { Diagnostic } from "@sigwright/core";
import { closest } from "@sigwright/core";
import type { Schema } from "./template-schema.ts";
import { type FileKind, TEMPLATE_FILE, type YamlMap, type YamlNode, type YamlScalar } from "./yaml-tree.ts";

/** Where a value stands in the data, for people: `formats.suricata.rules[2].id`; empty for the whole. */
type DataPath = string;

/** Says in which places a YAML value is not what a schema asks for, in the order of the file. */
export function checkShape(node: YamlNode, schema: Schema, kind: FileKind = TEMPLATE_FILE): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  check(node, schema, "", { kind, found });
  return found.toSorted((a, b) => a.range.start - b.range.start);
}

/** What kind of file is checked, and where what is wrong is put. */
interface ShapeCheck {
  readonly kind: FileKind;
  readonly found: Diagnostic[];
}

function check(node: YamlNode, schema: Schema, path: DataPath, run: ShapeCheck): void {
  const { kind, found } = run;
  if (schema.anyOf !== undefined) {
    const trials = schema.anyOf.map((alternative) => trial(node, alternative, path, kind));
    if (trials.some((diagnostics) => diagnostics.length === 0)) return;
    found.push(wrong(kind, node, path, schema.anyOf.map(inWords).join(" or "), schema.anyOf.flatMap(expectedOf)));
    return;
  }
  if (schema.enum !== undefined) {
    if (node.type === "scalar" && schema.enum.some((allowed) => allowed === node.value)) return;
    found.push(notOneOf(kind, node, path, schema.enum));
    return;
  }
  if (schema.type === "object") {
    if (node.type === "map") checkMap(node, schema, path, run);
    else found.push(wrong(kind, node, path, "a mapping"));
    return;
  }
  if (schema.type === "array") {
    if (node.type !== "list") {
      found.push(wrong(kind, node, path, "a list"));
      return;
    }
    const { minItems = 0, maxItems = Infinity, items } = schema;
    if (node.items.length < minItems) found.push(wrong(kind, node, path, `a list of at least ${minItems}`));
    if (node.items.length > maxItems) found.push(wrong(kind, node, path, `a list of at most ${maxItems}`));
    if (items === undefined) return;
    for (const [index, item] of node.items.entries()) check(item, items, `${path}[${index}]`, run);
    return;
  }
  if (node.type !== "scalar" || !isOfType(node.value, schema.type)) found.push(wrong(kind, node, path, inWords(schema)));
  else checkScalar(node, schema, path, run);
}

function trial(node: YamlNode, schema: Schema, path: DataPath, kind: FileKind): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  check(node, schema, path, { kind, found });
  return found;
}

function checkMap(node: YamlMap, schema: Schema, path: DataPath, run: ShapeCheck): void {
  const { kind, found } = run;
  const { properties = {}, additionalProperties, propertyNames, required = [] } = schema;
  const namePattern = propertyNames === undefined ? undefined : new RegExp(propertyNames.pattern, "u");
  for (const { key, keyRange, value } of node.entries) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known !== undefined) {
      check(value, known, join(path, key), run);
      continue;
    }
    if (additionalProperties === false || additionalProperties === undefined) {
      found.push(unknownKey(kind, key, keyRange, path, Object.keys(properties)));
      continue;
    }
    if (namePattern !== undefined && !namePattern.test(key)) {
      const words = PATTERN_WORDS[propertyNames!.pattern] ?? `a text that matches ${propertyNames!.pattern}`;
      found.push(fault(kind, "value", `\`${shorten(key)}\` is not ${words}`, keyRange));
    }
    check(value, additionalProperties, join(path, key), run);
  }
  for (const name of required) {
    if (node.entries.some(({ key }) => key === name)) continue;
    const range = { start: node.range.start, end: node.range.start };
    const where = path === "" ? `the ${kind.noun}` : `\`${path}\``;
    found.push(fault(kind, "missing-key", `${where} lacks \`${name}\``, range, properties[name]?.description));
  }
}

function checkScalar(node: YamlScalar, schema: Schema, path: DataPath, { kind, found }: ShapeCheck): void {
  const { value } = node;
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity, pattern } = schema;
  if (typeof value === "number" && (value < minimum || value > maximum)) found.push(wrong(kind, node, path, inWords(schema)));
  if (typeof value !== "string") return;
  // Characters, as JSON Schema counts; the difference matters only near the limits.
  const length = value.length < minLength || value.length > maxLength ? Array.from(value).length : value.length;
  if (length < minLength) found.push(wrong(kind, node, path, "a text that is not empty"));
  else if (length > maxLength) found.push(wrong(kind, node, path, `a text of at most ${maxLength} characters`));
  else if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    found.push(wrong(kind, node, path, PATTERN_WORDS[pattern] ?? `a text that matches ${pattern}`));
  }
}

const PATTERN_WORDS: Readonly<Record<string, string>> = {
  "^[a-z][a-z0-9-]*$": "a name: a small letter, then small letters, digits and `-`",
  "^[A-Za-z][A-Za-z0-9_.-]*$": "one word: a letter, then letters, digits, `_`, `.` and `-`",
  "^[A-Za-z_][A-Za-z0-9_]*$": "a name of a variable, without `$`: letters, digits and `_`",
  "^[^\\u0000-\\u001f\\u007f]*$": "one line without control characters",
};

function isOfType(value: YamlScalar["value"], type: Schema["type"]): boolean {
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  return type === undefined || typeof value === type;
}

function inWords(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(" or ");
  const { minimum, maximum } = schema;
  const range = minimum === undefined || maximum === undefined ? "" : ` from ${minimum} to ${maximum}`;
  switch (schema.type) {
    case "integer":
      return `a whole number${range}`;
    case "number":
      return `a number${range}`;
    case "boolean":
      return "`true` or `false`";
    case "string":
      return "a text";
    case "array":
      return "a list";
    case "object":
    case undefined:
      return "a mapping";
    // no default
  }
  return "something else";
}

function expectedOf(schema: Schema): readonly string[] {
  return schema.enum?.map(String) ?? [inWords(schema)];
}

function wrong(kind: FileKind, node: YamlNode, path: DataPath, wanted: string, expected: readonly string[] = [wanted]): Diagnostic {
  const what = path === "" ? `the ${kind.noun}` : `\`${path}\``;
  return { ...fault(kind, "value", `${what} is ${shown(node)}, not ${wanted}`, node.range), expected };
}

function notOneOf(kind: FileKind, node: YamlNode, path: DataPath, allowed: readonly (string | number)[]): Diagnostic {
  const near = node.type === "scalar" ? closest(String(node.value), allowed.map(String)) : undefined;
  const help = near === undefined ? `one of ${allowed.join(", ")}` : `did you mean \`${near}\`?`;
  return { ...fault(kind, "value", `\`${path}\` can't be ${shown(node)}`, node.range, help), expected: allowed.map(String) };
}

function unknownKey(kind: FileKind, key: string, range: Diagnostic["range"], path: DataPath, known: readonly string[]): Diagnostic {
  const near = closest(key, known);
  const help = near === undefined ? `known are ${known.join(", ")}` : `did you mean \`${near}\`?`;
  const where = path === "" ? `a ${kind.noun}` : `\`${path}\``;
  return { ...fault(kind, "unknown-key", `${where} has no \`${shorten(key)}\``, range, help), expected: known };
}

function shown(node: YamlNode): string {
  if (node.type === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.type === "map") return "a mapping";
  if (node.value === null) return "empty";
  if (node.value === "") return "an empty text";
  return typeof node.value === "string" ? `\`${shorten(node.value)}\`` : `\`${node.value}\``;
}

const LONGEST_SHOWN = 60;

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function join(path: DataPath, key: string): DataPath {
  return path === "" ? shorten(key) : `${path}.${shorten(key)}`;
}

function fault({ namespace }: FileKind, name: string, message: string, range: Diagnostic["range"], help?: string): Diagnostic {
  return { code: `${namespace}/${name}`, severity: "error", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}
