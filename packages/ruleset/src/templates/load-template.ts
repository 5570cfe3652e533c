import type { Diagnostic, Range, SourceText as SourceTextType } from "@sigwright/core";
import { closest, OBSERVATION_KINDS, SourceText } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import { sha256Hex } from "../digest.ts";
import { GUARD_IDS } from "../guard/guard.ts";
import { checkShape } from "./check-shape.ts";
import { PATTERN_SLOTS } from "./common-slots.ts";
import { DEFAULT_TEMPLATE } from "./default-template.ts";
import { fault, readPattern } from "./read-pattern.ts";
import { readStoredSignature } from "./read-stored-signature.ts";
import { TEMPLATE_SCHEMA } from "./template-schema.ts";
import type { FormatTemplate, PlacedRule, PlacedText, Template } from "./template.ts";
import type { TextPattern } from "./text-pattern.ts";
import { at, booleanOf, itemsOf, numberOf, requiredText, textOf } from "./yaml-access.ts";
import { parseYaml } from "./yaml-tree.ts";
import type { YamlMap, YamlNode } from "./yaml-tree.ts";

/** What {@link loadTemplate} makes of a file; `template` is absent when a diagnostic is an error. */
export interface LoadedTemplate {
  readonly template?: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/** What {@link loadTemplate} is told. */
export interface LoadTemplateOptions {
  /** Formats there are; a part for any other gets a warning. */
  readonly formats?: readonly string[];
}

/**
 * Reads a signature configuration template. What the file leaves out is taken from the default template, except rules:
 * a template writes only for the formats it lists. Rules are understood later, by their format (`compileFormat`).
 * Never throws on input.
 */
export function loadTemplate(source: SourceTextType, options: LoadTemplateOptions = {}): LoadedTemplate {
  return read(source, options, defaultTemplate());
}

/** The template that is used when none is given. */
export function defaultTemplate(): Template {
  const source = SourceText.fromString(DEFAULT_TEMPLATE, { path: "default.yaml" });
  const { template, diagnostics } = read(source, {}, NOTHING);
  if (template === undefined) throw new Error(`the default template is not in order: ${diagnostics[0]?.message}`);
  return template;
}

/** What a template has in place of what it leaves out. */
type Defaults = Pick<
  Template,
  | "filter"
  | "sids"
  | "observations"
  | "message"
  | "classtype"
  | "priority"
  | "references"
  | "metadata"
  | "lists"
  | "guards"
  | "signature"
>;

const EMPTY: TextPattern = { text: "", parts: [] };

/** The default template's own defaults; it leaves nothing out, so none of this is ever seen. */
const NOTHING: Defaults = {
  filter: undefined,
  sids: { start: 1, end: 1 },
  observations: { host: { subdomains: false }, url: { https: "unsupported" } },
  message: EMPTY,
  classtype: "",
  priority: [],
  references: [],
  metadata: [],
  lists: new Map(),
  guards: new Set(),
  signature: { name: EMPTY, description: EMPTY, source: EMPTY, attributes: [], tags: [], labels: [] },
};

const MOST_DIAGNOSTICS = 50;

function read(source: SourceTextType, options: LoadTemplateOptions, defaults: Defaults): LoadedTemplate {
  const { root, diagnostics: yaml } = parseYaml(source);
  if (root === undefined) return { diagnostics: yaml };
  const shape = checkShape(root, TEMPLATE_SCHEMA);
  if (shape.length > 0 || root.type !== "map") return { diagnostics: shape.slice(0, MOST_DIAGNOSTICS) };
  const found: Diagnostic[] = [];
  const template = build(source, root, options, defaults, found);
  found.sort((a, b) => a.range.start - b.range.start);
  return found.some(({ severity }) => severity === "error")
    ? { diagnostics: found.slice(0, MOST_DIAGNOSTICS) }
    : { template, diagnostics: found };
}

/** Builds a template from a tree of the right shape; faults that a shape can't show are put to `found`. */
function build(
  source: SourceTextType,
  root: YamlMap,
  options: LoadTemplateOptions,
  defaults: Defaults,
  found: Diagnostic[],
): Template {
  const message = textOf(at(root, "message"));
  const references = at(root, "references");
  const metadata = at(root, "metadata");
  const https = textOf(at(root, "observations", "url", "https"))?.text;
  return {
    id: requiredText(root, "id").text,
    description: textOf(at(root, "description"))?.text,
    source,
    hash: sha256Hex(source.text),
    filter: readFilter(at(root, "filter"), found) ?? defaults.filter,
    sids: readSids(at(root, "sids"), found) ?? defaults.sids,
    observations: {
      host: {
        subdomains: booleanOf(at(root, "observations", "host", "subdomains")) ?? defaults.observations.host.subdomains,
      },
      url: { https: https === undefined ? defaults.observations.url.https : https === "host" ? "host" : "unsupported" },
    },
    message: message === undefined ? defaults.message : readPattern(message, PATTERN_SLOTS, found),
    classtype: textOf(at(root, "classtype"))?.text ?? defaults.classtype,
    priority: readPriority(at(root, "priority"), found) ?? defaults.priority,
    references:
      references === undefined
        ? defaults.references
        : itemsOf(references).map((item) => ({
            kind: requiredText(item, "kind").text,
            value: readPattern(requiredText(item, "value"), PATTERN_SLOTS, found),
          })),
    metadata:
      metadata === undefined
        ? defaults.metadata
        : itemsOf(metadata).map((item) => ({
            key: requiredText(item, "key").text,
            value: readPattern(requiredText(item, "value"), PATTERN_SLOTS, found),
          })),
    lists: readLists(at(root, "lists"), defaults),
    guards: readGuards(at(root, "guards"), defaults),
    signature: readStoredSignature(at(root, "signature"), defaults.signature, found),
    formats: readFormats(at(root, "formats"), options, found),
  };
}

function readFilter(node: YamlNode | undefined, found: Diagnostic[]): PlacedText | undefined {
  const filter = textOf(node);
  if (filter === undefined) return undefined;
  const { text, place } = filter;
  for (const { fixes: _, labels, range, ...rest } of parseFilter(text).diagnostics) {
    const placed = labels?.map((label) => ({ ...label, range: place.locate(label.range) }));
    found.push({ ...rest, range: place.locate(range), ...(placed === undefined ? {} : { labels: placed }) });
  }
  return filter;
}

function readSids(node: YamlNode | undefined, found: Diagnostic[]): Template["sids"] | undefined {
  const start = numberOf(at(node, "start"));
  const endNode = at(node, "end");
  const end = numberOf(endNode);
  if (start === undefined || end === undefined || endNode === undefined) return undefined;
  if (start > end) {
    const message = `the sid range ends (${end}) before it starts (${start})`;
    found.push(fault("template/sid-range", message, endNode.range, "both ends are included; swap them"));
  }
  return { start, end };
}

function readPriority(node: YamlNode | undefined, found: Diagnostic[]): Template["priority"] | undefined {
  if (node === undefined) return undefined;
  let before = Infinity;
  return itemsOf(node).map((item) => {
    const rating = numberOf(at(item, "rating")) ?? 0;
    if (rating >= before) {
      const message = `the rating ${rating} stands after ${before}, so this line never counts`;
      found.push(fault("template/priority-order", message, item.range, "go from the highest rating to the lowest"));
    }
    before = rating;
    return { rating, priority: numberOf(at(item, "priority")) ?? 1 };
  });
}

function readLists(node: YamlNode | undefined, defaults: Defaults): Template["lists"] {
  const lists = new Map(defaults.lists);
  for (const kind of OBSERVATION_KINDS) {
    const threshold = at(node, kind);
    const number = numberOf(threshold);
    if (number !== undefined) lists.set(kind, number);
    else if (threshold !== undefined) lists.delete(kind);
  }
  return lists;
}

function readGuards(node: YamlNode | undefined, defaults: Defaults): Template["guards"] {
  return new Set(GUARD_IDS.filter((id) => booleanOf(at(node, id)) ?? defaults.guards.has(id)));
}

function readFormats(
  node: YamlNode | undefined,
  options: LoadTemplateOptions,
  found: Diagnostic[],
): Template["formats"] {
  const formats = new Map<string, FormatTemplate>();
  for (const { key, keyRange, value } of node?.type === "map" ? node.entries : []) {
    if (options.formats !== undefined && !options.formats.includes(key)) {
      const near = closest(key, options.formats);
      const help = near === undefined ? `there are ${options.formats.join(", ")}` : `did you mean \`${near}\`?`;
      found.push({
        ...fault("template/unknown-format", `there is no format \`${key}\``, keyRange, help),
        severity: "warning",
      });
    }
    formats.set(key, { rules: readRules(itemsOf(at(value, "rules")), found) });
  }
  return formats;
}

function readRules(items: readonly YamlNode[], found: Diagnostic[]): readonly PlacedRule[] {
  const seen = new Map<string, Range>();
  const rules: PlacedRule[] = [];
  for (const item of items) {
    const id = requiredText(item, "id");
    const idRange = id.place.locate({ start: 0, end: id.text.length });
    const first = seen.get(id.text);
    if (first === undefined) seen.set(id.text, idRange);
    else {
      const help = "sids are kept by this id, so each rule needs its own";
      found.push({
        ...fault("template/duplicate-rule", `two rules have the id \`${id.text}\``, idRange, help),
        labels: [{ range: first, message: "here first" }],
      });
    }
    const kind = requiredText(item, "observation").text;
    const observation = OBSERVATION_KINDS.find((candidate) => candidate === kind);
    if (observation === undefined) continue;
    const variant = textOf(at(item, "variant"))?.text;
    const { text, place } = requiredText(item, "rule");
    const named = variant === undefined ? {} : { variant };
    rules.push({ rule: { id: id.text, observation, text, ...named }, place });
  }
  return rules;
}
