import type { Diagnostic, ObservationKind, SourceText as SourceTextType } from "@sigwright/core";
import { closest, SourceText } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import { sha256Hex } from "../digest.ts";
import { GUARD_IDS } from "../guard/guard.ts";
import { checkShape } from "./check-shape.ts";
import { PATTERN_SLOTS } from "./common-slots.ts";
import { DEFAULT_TEMPLATE } from "./default-template.ts";
import { TEMPLATE_SCHEMA } from "./template-schema.ts";
import type { FormatTemplate, PlacedRule, PlacedText, Template } from "./template.ts";
import { parseTextPattern } from "./text-pattern.ts";
import type { TextPattern } from "./text-pattern.ts";
import { parseYaml } from "./yaml-tree.ts";
import type { YamlMap, YamlNode, YamlScalar } from "./yaml-tree.ts";

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
  const { template, diagnostics } = read(source, {}, undefined);
  if (template === undefined) throw new Error(`the default template is not in order: ${diagnostics[0]?.message}`);
  return template;
}

function read(source: SourceTextType, options: LoadTemplateOptions, base: Template | undefined): LoadedTemplate {
  const { root, diagnostics: yaml } = parseYaml(source);
  if (root === undefined) return { diagnostics: yaml };
  const shape = checkShape(root, TEMPLATE_SCHEMA);
  if (shape.length > 0 || root.type !== "map") return { diagnostics: shape.slice(0, MOST_DIAGNOSTICS) };
  const found: Diagnostic[] = [];
  const template = build(source, root, options, base, found);
  found.sort((a, b) => a.range.start - b.range.start);
  return found.some(({ severity }) => severity === "error")
    ? { diagnostics: found.slice(0, MOST_DIAGNOSTICS) }
    : { template, diagnostics: found };
}

const MOST_DIAGNOSTICS = 50;

/** Builds a template from a tree of the right shape; casts below rest on that shape. */
function build(
  source: SourceTextType,
  root: YamlMap,
  options: LoadTemplateOptions,
  base: Template | undefined,
  found: Diagnostic[],
): Template {
  const message = at(root, "message");
  const classtype = at(root, "classtype");
  const description = at(root, "description");
  return {
    id: textOf(at(root, "id")!),
    description: description === undefined ? undefined : textOf(description),
    source,
    hash: sha256Hex(source.text),
    filter: readFilter(at(root, "filter"), found) ?? base?.filter,
    sids: readSids(at(root, "sids"), found) ?? base?.sids ?? { start: 1_000_000, end: 1_999_999 },
    observations: {
      host: {
        subdomains: (valueAt(root, "observations", "host", "subdomains") as boolean | undefined)
          ?? base?.observations.host.subdomains
          ?? false,
      },
      url: {
        https: (valueAt(root, "observations", "url", "https") as "unsupported" | "host" | undefined)
          ?? base?.observations.url.https
          ?? "unsupported",
      },
    },
    message: message === undefined ? (base?.message ?? { text: "", parts: [] }) : readPattern(message, found),
    classtype: classtype === undefined ? (base?.classtype ?? "") : textOf(classtype),
    priority: readPriority(at(root, "priority"), found) ?? base?.priority ?? [],
    references: readPatterns(at(root, "references"), "kind", found) ?? base?.references ?? [],
    metadata: readPatterns(at(root, "metadata"), "key", found) ?? base?.metadata ?? [],
    lists: readLists(at(root, "lists"), base),
    guards: readGuards(at(root, "guards"), base),
    formats: readFormats(at(root, "formats"), options, found),
  };
}

function readFilter(node: YamlNode | undefined, found: Diagnostic[]): PlacedText | undefined {
  if (node?.type !== "scalar") return undefined;
  const { place } = node;
  const text = textOf(node);
  for (const diagnostic of parseFilter(text).diagnostics) {
    const { fixes: _, labels, ...rest } = diagnostic;
    const placed = labels?.map((label) => ({ ...label, range: place.locate(label.range) }));
    found.push({ ...rest, range: place.locate(diagnostic.range), ...(placed === undefined ? {} : { labels: placed }) });
  }
  return { text, place };
}

function readSids(node: YamlNode | undefined, found: Diagnostic[]): Template["sids"] | undefined {
  if (node === undefined) return undefined;
  const start = valueAt(node, "start") as number;
  const end = valueAt(node, "end") as number;
  if (start > end) {
    found.push({
      ...fault("template/sid-range", `the sid range ends (${end}) before it starts (${start})`, at(node, "end")!.range),
      help: "both ends are included; swap them",
    });
  }
  return { start, end };
}

function readPriority(node: YamlNode | undefined, found: Diagnostic[]): Template["priority"] | undefined {
  if (node?.type !== "list") return undefined;
  const steps = node.items.map((item) => ({
    rating: valueAt(item, "rating") as number,
    priority: valueAt(item, "priority") as number,
  }));
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (before === undefined || before.rating > step.rating) continue;
    const message = `the rating ${step.rating} stands after ${before.rating}, so this line never counts`;
    found.push({
      ...fault("template/priority-order", message, node.items[index]!.range),
      help: "go from the highest rating to the lowest",
    });
  }
  return steps;
}

function readPatterns<Name extends "kind" | "key">(
  node: YamlNode | undefined,
  name: Name,
  found: Diagnostic[],
): ({ readonly [key in Name]: string } & { readonly value: TextPattern })[] | undefined {
  if (node?.type !== "list") return undefined;
  return node.items.map((item) => {
    const named = { [name]: textOf(at(item, name)!) } as { readonly [key in Name]: string };
    return { ...named, value: readPattern(at(item, "value")!, found) };
  });
}

function readPattern(node: YamlNode, found: Diagnostic[]): TextPattern {
  const { pattern, faults } = parseTextPattern(textOf(node));
  const { place } = node as YamlScalar;
  for (const { message, range } of faults) found.push(fault("template/slot", message, place.locate(range)));
  for (const part of pattern.parts) {
    if (part.kind === "text" || PATTERN_SLOTS.includes(part.name)) continue;
    if (faults.some(({ range }) => range.start === part.range.start)) continue;
    const near = closest(part.name, PATTERN_SLOTS);
    found.push({
      ...fault("template/unknown-slot", `there is no slot \`${part.name}\` here`, place.locate(part.range)),
      help: near === undefined ? `there are ${PATTERN_SLOTS.join(", ")}` : `did you mean \`{{${near}}}\`?`,
      expected: PATTERN_SLOTS,
    });
  }
  return pattern;
}

function readLists(node: YamlNode | undefined, base: Template | undefined): Template["lists"] {
  const lists = new Map(base?.lists);
  if (node?.type !== "map") return lists;
  for (const { key, value } of node.entries) {
    const kind = key as ObservationKind;
    const threshold = value.type === "scalar" ? value.value : undefined;
    if (typeof threshold === "number") lists.set(kind, threshold);
    else lists.delete(kind);
  }
  return lists;
}

function readGuards(node: YamlNode | undefined, base: Template | undefined): Template["guards"] {
  const guards = new Set(base?.guards ?? GUARD_IDS);
  if (node === undefined) return guards;
  for (const id of GUARD_IDS) {
    const isOn = valueAt(node, id);
    if (isOn === true) guards.add(id);
    else if (isOn === false) guards.delete(id);
  }
  return guards;
}

function readFormats(
  node: YamlNode | undefined,
  options: LoadTemplateOptions,
  found: Diagnostic[],
): Template["formats"] {
  const formats = new Map<string, FormatTemplate>();
  if (node?.type !== "map") return formats;
  for (const { key, keyRange, value } of node.entries) {
    if (options.formats !== undefined && !options.formats.includes(key)) {
      const near = closest(key, options.formats);
      found.push({
        ...fault("template/unknown-format", `there is no format \`${key}\``, keyRange),
        severity: "warning",
        help: near === undefined ? `there are ${options.formats.join(", ")}` : `did you mean \`${near}\`?`,
      });
    }
    const rules = at(value, "rules");
    if (rules?.type === "list") formats.set(key, { rules: readRules(rules.items, found) });
  }
  return formats;
}

function readRules(items: readonly YamlNode[], found: Diagnostic[]): readonly PlacedRule[] {
  const seen = new Map<string, YamlNode>();
  return items.map((item) => {
    const idNode = at(item, "id")!;
    const id = textOf(idNode);
    const first = seen.get(id);
    if (first === undefined) seen.set(id, idNode);
    else {
      found.push({
        ...fault("template/duplicate-rule", `two rules have the id \`${id}\``, idNode.range),
        labels: [{ range: first.range, message: "here first" }],
        help: "sids are kept by this id, so each rule needs its own",
      });
    }
    const variant = valueAt(item, "variant") as string | undefined;
    const text = at(item, "rule") as YamlScalar;
    return {
      rule: {
        id,
        observation: valueAt(item, "observation") as ObservationKind,
        text: textOf(text),
        ...(variant === undefined ? {} : { variant }),
      },
      place: text.place,
    };
  });
}

function at(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.type === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function valueAt(node: YamlNode, ...keys: readonly string[]): YamlScalar["value"] | undefined {
  let found: YamlNode | undefined = node;
  for (const key of keys) found = at(found, key);
  return found?.type === "scalar" ? found.value : undefined;
}

function textOf(node: YamlNode): string {
  return node.type === "scalar" ? String(node.value) : "";
}

function fault(code: string, message: string, range: Diagnostic["range"]): Diagnostic {
  return { code, severity: "error", rejects: false, message, range };
}
