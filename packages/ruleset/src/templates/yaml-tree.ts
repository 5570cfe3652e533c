import type { Diagnostic, Range, SourceText } from "@sigwright/core";
import { isAlias, isMap, isNode, isScalar, isSeq, Lexer, parseDocument } from "yaml";
import type { Node, Pair, Scalar } from "yaml";
import type { TextPlace } from "./yaml-text.ts";
import { scalarPlace } from "./yaml-text.ts";

/** A value of a YAML file and where it stands. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** A single value. */
export interface YamlScalar {
  readonly type: "scalar";
  readonly value: string | number | boolean | null;
  readonly range: Range;
  /** Where a text's characters stand. */
  readonly place: TextPlace;
}

/** A sequence. */
export interface YamlList {
  readonly type: "list";
  readonly items: readonly YamlNode[];
  readonly range: Range;
}

/** A mapping; its keys are texts, and each stands once. */
export interface YamlMap {
  readonly type: "map";
  readonly entries: readonly YamlEntry[];
  readonly range: Range;
}

/** A key of a mapping with its value. */
export interface YamlEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: YamlNode;
}

/** What kind of file is read: how messages and codes call it. */
export interface FileKind {
  /** First part of the codes: `template` for `template/yaml`. */
  readonly namespace: string;
  /** In the singular: `template`. */
  readonly noun: string;
}

/** Signature configuration templates. */
export const TEMPLATE_FILE: FileKind = { namespace: "template", noun: "template" };

/** What {@link parseYaml} makes of a file; `root` is absent when a diagnostic is an error. */
export interface ParsedYaml {
  readonly root?: YamlNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest file read, in UTF-16 code units: a template of a thousand rules. */
export const LARGEST_TEMPLATE: number = 1 << 20;

const DEEPEST_FLOW = 32;
const DEEPEST_INDENT = 200;
const MOST_DIAGNOSTICS = 20;

/**
 * Reads the part of YAML 1.2 that data needs: mappings with text keys, sequences and plain values. Anchors, aliases and
 * tags are refused, and so are files that are too large or nested too deeply, before anything is built from them.
 */
export function parseYaml(source: SourceText, kind: FileKind = TEMPLATE_FILE): ParsedYaml {
  const { text } = source;
  const refusal = refuse(text, kind);
  if (refusal !== undefined) return { diagnostics: [refusal] };
  const document = parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false });
  const diagnostics: Diagnostic[] = [];
  for (const error of [...document.errors, ...document.warnings].slice(0, MOST_DIAGNOSTICS)) {
    const [start, end] = error.pos;
    diagnostics.push(fault(kind, "yaml", `not valid YAML: ${firstLine(error.message)}`, { start, end }));
  }
  if (diagnostics.length > 0) return { diagnostics };
  const root = convert(document.contents, { start: 0, end: text.length }, { text, kind, diagnostics });
  return diagnostics.length > 0 ? { diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS) } : { root, diagnostics };
}

/** The data a tree stands for. `__proto__` is a key like any other. */
export function plainValue(node: YamlNode): unknown {
  if (node.type === "scalar") return node.value;
  if (node.type === "list") return node.items.map(plainValue);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
}

function refuse(text: string, kind: FileKind): Diagnostic | undefined {
  if (text.length > LARGEST_TEMPLATE) {
    const message = `the ${kind.noun} has ${text.length} characters, ${LARGEST_TEMPLATE} is the most`;
    return fault(kind, "too-large", message, { start: 0, end: 0 });
  }
  let depth = 0;
  let offset = 0;
  let lineStart = 0;
  let isLineHead = true;
  for (const token of new Lexer().lex(text)) {
    // The lexer's own marks for the start of a document, a scalar, and a fault stand for no text.
    if (token === "\u0002" || token === "\u0018" || token === "\u001F") continue;
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    const isSpace = token.trim() === "";
    if (isLineHead && !isSpace) {
      if (offset - lineStart > DEEPEST_INDENT) return nestedTooDeeply(offset, kind);
      isLineHead = BLOCK_MARKS.has(token);
    }
    if (depth > DEEPEST_FLOW) return nestedTooDeeply(offset, kind);
    offset += token.length;
    const feed = token.lastIndexOf("\n");
    if (feed !== -1) {
      lineStart = offset - (token.length - feed - 1);
      isLineHead = true;
    }
  }
  return undefined;
}

/** Each opens a collection, and on one line each stands deeper than the one before it. */
const BLOCK_MARKS: ReadonlySet<string> = new Set(["-", "?", ":"]);

/** What a conversion reads, and where it puts what is wrong. */
interface Conversion {
  readonly text: string;
  readonly kind: FileKind;
  readonly diagnostics: Diagnostic[];
}

function convert(node: Node | null, around: Range, conversion: Conversion): YamlNode {
  const { text, kind, diagnostics } = conversion;
  if (node === null) return { type: "scalar", value: null, range: around, place: { locate: () => around } };
  const range = node.range == null ? around : { start: node.range[0], end: node.range[1] };
  if (isAlias(node)) {
    diagnostics.push(fault(kind, "anchor", `aliases are not read in ${kind.noun}s`, range, aliasHelp(kind)));
    return { type: "list", items: [], range };
  }
  if (node.anchor !== undefined) diagnostics.push(fault(kind, "anchor", `anchors are not read in ${kind.noun}s`, range, aliasHelp(kind)));
  if (node.tag !== undefined) {
    diagnostics.push(fault(kind, "tag", `the tag \`${node.tag}\` is not read in ${kind.noun}s`, range, "leave the tag out"));
  }
  if (isMap(node)) return convertMap(node.items, range, conversion);
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(nodeOf(item), range, conversion));
    return { type: "list", items, range };
  }
  if (!isScalar(node)) throw new TypeError("a YAML node of no known kind");
  return { type: "scalar", value: scalarValue(node), range, place: scalarPlace(text, node) };
}

/** The parser's types allow anything in a collection; a document it has read holds nodes only. */
function nodeOf(item: unknown): Node | null {
  return isNode(item) ? item : null;
}

function convertMap(pairs: readonly Pair[], range: Range, conversion: Conversion): YamlMap {
  const { kind, diagnostics } = conversion;
  const entries: YamlEntry[] = [];
  const seen = new Map<string, Range>();
  for (const pair of pairs) {
    const key = convert(nodeOf(pair.key), range, conversion);
    if (key.type !== "scalar" || typeof key.value !== "string") {
      diagnostics.push(fault(kind, "key", "the key is not a text", key.range));
      continue;
    }
    const first = seen.get(key.value);
    if (first !== undefined) {
      diagnostics.push({
        ...fault(kind, "duplicate-key", `the key \`${key.value}\` stands twice`, key.range),
        labels: [{ range: first, message: "here first" }],
      });
      continue;
    }
    seen.set(key.value, key.range);
    const value = convert(nodeOf(pair.value), { start: key.range.end, end: key.range.end }, conversion);
    entries.push({ key: key.value, keyRange: key.range, value });
  }
  return { type: "map", entries, range };
}

function scalarValue(node: Scalar): YamlScalar["value"] {
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function nestedTooDeeply(offset: number, kind: FileKind): Diagnostic {
  return fault(kind, "too-deep", `the ${kind.noun} is nested too deeply`, { start: offset, end: offset + 1 });
}

function aliasHelp({ noun }: FileKind): string {
  return `write the value out; a ${noun} says everything where it is used`;
}

function fault({ namespace }: FileKind, name: string, message: string, range: Range, help?: string): Diagnostic {
  return { code: `${namespace}/${name}`, severity: "error", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}

function firstLine(message: string): string {
  const end = message.indexOf("\n");
  const line = end === -1 ? message : message.slice(0, end);
  return line.charAt(0).toLowerCase() + line.slice(1);
}
