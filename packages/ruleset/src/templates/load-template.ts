import type { Diagnostic, ObservationKind, SourceText as SourceTextType } from "@sigwright/core";
import { closest, OBSERVATION_KINDS, SourceText } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import { sha256Hex } from "../digest.ts";
import { GUARD_IDS } from "../guard/guard.ts";
import { checkShape } from "./check-shape.ts";
import { PATTERN_SLOTS } from "./common-slots.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import { readFormats } from "./read-formats.ts";
import { readLifecycle } from "./read-lifecycle.ts";
import { fault, readPattern } from "./read-pattern.ts";
import { readStoredSignature } from "./read-stored-signature.ts";
import { SHIPPED_TEMPLATES } from "./shipped-templates.ts";
import { TEMPLATE_SCHEMA } from "./template-schema.ts";
import { ACTIONS, LIST_DIVISIONS } from "./template.ts";
import type { ListDivision, ObservationOptions, PlacedText, RuleAction, Template } from "./template.ts";
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
 * Reads a signature configuration template. What the file leaves out is taken from the shipped template it extends, its
 * rules too; without `extends` from the default template, except rules: it writes only for the formats it lists then.
 * Rules are understood later, by their format (`compileFormat`). Never throws on input.
 */
export function loadTemplate(source: SourceTextType, options: LoadTemplateOptions = {}): LoadedTemplate {
  return read(source, options, NO_ACTIONS);
}

/** The template that is used when none is given. */
export function defaultTemplate(): Template {
  return shippedTemplate(DEFAULT_ID)!;
}

/** A template that is shipped, by its name; `undefined` when there is none of that name. */
export function shippedTemplate(id: string): Template | undefined {
  return shipped(id, NO_ACTIONS);
}

const DEFAULT_ID = "default";

/** Actions that a template which extends another wants in its rules. */
interface WantedActions {
  readonly all: RuleAction | undefined;
  readonly byFormat: ReadonlyMap<string, string>;
}

const NO_ACTIONS: WantedActions = { all: undefined, byFormat: new Map() };

/** A shipped template, with other actions in its rules where they are wanted. */
function shipped(id: string, wanted: WantedActions): Template | undefined {
  const found = SHIPPED_TEMPLATES.find((candidate) => candidate.id === id);
  if (found === undefined) return undefined;
  const source = SourceText.fromString(found.text, { path: `${id}.yaml` });
  const { template, diagnostics } = read(source, {}, wanted);
  if (template === undefined) throw new Error(`the template ${id} is not in order: ${diagnostics[0]?.message}`);
  return template;
}

/** What a template has in place of what it leaves out. */
type Defaults = Omit<Template, "id" | "description" | "source" | "formats">;

const EMPTY: TextPattern = { text: "", parts: [] };

/** The default template's own defaults; it leaves nothing out, so none of this is ever seen. */
const NOTHING: Defaults = {
  hash: "",
  filter: undefined,
  sids: { start: 1, end: 1 },
  observations: { host: { subdomains: false }, url: { https: "unsupported" } },
  approximate: true,
  lifecycle: { expired: "retire", withdrawn: "retire", maxAge: new Map(), retired: "remove" },
  message: EMPTY,
  action: "alert",
  classtype: "",
  priority: [],
  references: [],
  metadata: [],
  lists: new Map(),
  listsBy: "none",
  listsProduct: false,
  guards: new Set(),
  selectivity: "usual",
  signature: { name: EMPTY, description: EMPTY, source: EMPTY, attributes: [], tags: [], labels: [] },
};

const MOST_DIAGNOSTICS = 50;

/** Reads a file. `wanted` takes the place of the actions it names: it is extended by a template that names others. */
function read(source: SourceTextType, options: LoadTemplateOptions, wanted: WantedActions): LoadedTemplate {
  const { root, diagnostics: yaml } = parseYaml(source);
  if (root === undefined) return { diagnostics: yaml };
  const hidden = hiddenCharacters(root);
  if (hidden.length > 0) return { diagnostics: hidden.slice(0, MOST_DIAGNOSTICS) };
  const shape = checkShape(root, TEMPLATE_SCHEMA);
  if (shape.length > 0 || root.type !== "map") return { diagnostics: shape.slice(0, MOST_DIAGNOSTICS) };
  const found: Diagnostic[] = [];
  const template = build(source, root, options, wanted, found);
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
  wanted: WantedActions,
  found: Diagnostic[],
): Template {
  const id = requiredText(root, "id").text;
  const actions = readActions(root, wanted);
  const base = readBase(at(root, "extends"), actions, found);
  // Only the default template has nothing to fall back to; a file that says it is called so has.
  const isDefault = source.text === SHIPPED_TEMPLATES[0]!.text;
  const defaults: Defaults = base ?? (isDefault ? NOTHING : defaultTemplate());
  const action = actions.all ?? defaults.action;
  const formats = at(root, "formats");
  if (formats === undefined && at(root, "extends") === undefined) {
    const help = "list the rules of each format, or take those of a shipped template over with `extends: default`";
    found.push(fault("template/missing-key", "the template lacks `formats`", { start: root.range.start, end: root.range.start }, help));
  }
  const message = textOf(at(root, "message"));
  const references = at(root, "references");
  const metadata = at(root, "metadata");
  return {
    id,
    description: textOf(at(root, "description"))?.text,
    source,
    hash: sha256Hex(base === undefined ? source.text : `${base.hash}\n${source.text}`),
    filter: readFilter(at(root, "filter"), found) ?? defaults.filter,
    sids: readSids(at(root, "sids"), found) ?? defaults.sids,
    observations: readObservations(at(root, "observations"), defaults.observations),
    approximate: booleanOf(at(root, "approximate")) ?? defaults.approximate,
    lifecycle: readLifecycle(at(root, "lifecycle"), defaults.lifecycle),
    message: message === undefined ? defaults.message : readPattern(message, PATTERN_SLOTS, found),
    action,
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
    listsBy: readListsBy(at(root, "lists", "by"), defaults),
    listsProduct: readListsProduct(root, defaults, found),
    guards: readGuards(at(root, "guards"), defaults),
    selectivity: readSelectivity(at(root, "guards", "unselective"), defaults),
    signature: readStoredSignature(at(root, "signature"), defaults.signature, found),
    formats: readFormats(formats, { source, actions: { ...actions, all: action }, base: base?.formats ?? new Map(), known: options.formats, found }),
  };
}

/** The actions a template wants: those of the template that extends it before its own. */
function readActions(root: YamlMap, wanted: WantedActions): WantedActions {
  // Another action for all is meant for the formats, too, that this template has one of their own for.
  if (wanted.all !== undefined) return wanted;
  const named = textOf(at(root, "action"))?.text;
  const formats = at(root, "formats");
  const own = (formats?.type === "map" ? formats.entries : []).flatMap(({ key, value }): [string, string][] => {
    const action = textOf(at(value, "action"))?.text;
    return action === undefined ? [] : [[key, action]];
  });
  return { all: ACTIONS.find((candidate) => candidate === named), byFormat: new Map([...own, ...wanted.byFormat]) };
}

/** The shipped template that is extended, with the action of the one that extends it in its rules. */
function readBase(node: YamlNode | undefined, actions: WantedActions, found: Diagnostic[]): Template | undefined {
  const name = textOf(node)?.text;
  if (node === undefined || name === undefined) return undefined;
  const base = shipped(name, actions);
  if (base !== undefined) return base;
  const ids = SHIPPED_TEMPLATES.map(({ id }) => id);
  const near = closest(name, ids);
  const help = near === undefined ? `there are ${ids.join(", ")}` : `did you mean \`${near}\`?`;
  found.push({ ...fault("template/unknown-base", `no template \`${name}\` is shipped that could be extended`, node.range, help), expected: ids });
  return undefined;
}

function readObservations(node: YamlNode | undefined, defaults: ObservationOptions): ObservationOptions {
  const https = textOf(at(node, "url", "https"))?.text;
  const given = at(node, "kinds");
  const names = new Set(itemsOf(given).map((item) => textOf(item)?.text));
  const own = given?.type === "list" ? new Set<ObservationKind>(OBSERVATION_KINDS.filter((kind) => names.has(kind))) : undefined;
  const kinds = given === undefined ? defaults.kinds : own;
  return {
    ...(kinds === undefined ? {} : { kinds }),
    host: { subdomains: booleanOf(at(node, "host", "subdomains")) ?? defaults.host.subdomains },
    url: { https: https === undefined ? defaults.url.https : https === "host" ? "host" : "unsupported" },
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

function readListsBy(node: YamlNode | undefined, defaults: Defaults): ListDivision {
  const text = textOf(node)?.text;
  return LIST_DIVISIONS.find((division) => division === text) ?? defaults.listsBy;
}

function readListsProduct(root: YamlMap, defaults: Defaults, found: Diagnostic[]): boolean {
  const own = at(root, "lists", "product");
  const exact = at(root, "approximate");
  const product = booleanOf(own) ?? defaults.listsProduct;
  const node = own ?? exact;
  if (product && node !== undefined && !(booleanOf(exact) ?? defaults.approximate)) {
    const message = "`lists.product` makes signatures that something else can match, too, and the template has `approximate: false`";
    const help = "set `approximate: true` to have URLs share lists of hosts and targets, or take `product` out for one rule each";
    found.push(fault("template/product-of-exact", message, node.range, help));
  }
  return product;
}

function readGuards(node: YamlNode | undefined, defaults: Defaults): Template["guards"] {
  const isStrict = textOf(at(node, "unselective")) !== undefined;
  return new Set(GUARD_IDS.filter((id) => booleanOf(at(node, id)) ?? (defaults.guards.has(id) || (isStrict && id === "unselective"))));
}

function readSelectivity(node: YamlNode | undefined, defaults: Defaults): Template["selectivity"] {
  if (node === undefined) return defaults.selectivity;
  return textOf(node) === undefined ? "usual" : "strict";
}
