import { closest, type Diagnostic, type Range, type SourceText, type Target } from "@sigwright/core";
import { type SeverityLevel, sidAllocation } from "@sigwright/review";
import { at, checkShape, type FileKind, itemsOf, numberOf, parseYaml, textOf, type YamlMap, type YamlNode } from "@sigwright/ruleset";
import { FORMATS } from "../formats.ts";
import { isPathPattern, pathPattern } from "../path-pattern.ts";
import { selectAllTargets } from "../target-selection.ts";
import { UsageError } from "../usage-error.ts";
import type { Configuration, FileEntry, Levels, PathMatcher, PlacedText, SidEntry } from "./configuration.ts";
import type { KnownNames } from "./known-names.ts";
import { CONFIGURATION_SCHEMA } from "./configuration-schema.ts";

/** What {@link readConfiguration} makes of a file; `configuration` is absent when a diagnostic is an error. */
export interface ConfigurationRead {
  readonly configuration?: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

const KIND: FileKind = { namespace: "configuration", noun: "configuration" };
const MOST_DIAGNOSTICS = 50;

/** Reads a `sigwright.yaml`. Never throws on input. */
export function readConfiguration(source: SourceText, known: KnownNames): ConfigurationRead {
  const { root, diagnostics: yaml } = parseYaml(source, KIND);
  if (root === undefined) return { diagnostics: yaml };
  const shape = checkShape(root, CONFIGURATION_SCHEMA, KIND);
  if (shape.length > 0 || root.type !== "map") return { diagnostics: shape.slice(0, MOST_DIAGNOSTICS) };
  const reader = new Reader(known);
  const configuration = reader.read(source, root);
  const found = reader.found.toSorted((a, b) => a.range.start - b.range.start).slice(0, MOST_DIAGNOSTICS);
  return found.some(({ severity }) => severity === "error") ? { diagnostics: found } : { configuration, diagnostics: found };
}

class Reader {
  readonly found: Diagnostic[] = [];
  readonly #codes: KnownNames["codes"];
  readonly #profiles: KnownNames["profiles"];

  constructor({ codes, profiles }: KnownNames) {
    this.#codes = codes;
    this.#profiles = profiles;
  }

  read(source: SourceText, root: YamlMap): Configuration {
    const ignore = at(root, "ignore");
    const file = (key: string): PlacedText | undefined => this.#file(at(root, "engine", key));
    const [suricataYaml, classification, referenceConfig] = [file("suricata-yaml"), file("classification"), file("reference-config")];
    return {
      source,
      targets: this.#targets(at(root, "targets")) ?? [],
      isIgnored: ignore === undefined ? () => false : this.#matcher(ignore),
      profiles: this.#profilesOf(at(root, "profiles")) ?? new Set(),
      files: itemsOf(at(root, "files")).map((entry) => this.#entry(entry)),
      engine: {
        ...(suricataYaml === undefined ? {} : { suricataYaml }),
        ...(classification === undefined ? {} : { classification }),
        ...(referenceConfig === undefined ? {} : { referenceConfig }),
      },
      addressVariables: new Map(textEntries(at(root, "variables", "addresses"))),
      portVariables: new Map(textEntries(at(root, "variables", "ports"))),
      externalVariables: new Map(
        textEntries(at(root, "variables", "externals")).flatMap(([name, type]) =>
          type === "string" || type === "integer" || type === "float" || type === "boolean" ? [[name, type]] : [],
        ),
      ),
      classtypes: textsOf(at(root, "classtypes")).map(({ text }) => text.toLowerCase()),
      references: textsOf(at(root, "references")).map(({ text }) => text.toLowerCase()),
      levels: this.#levels(at(root, "severity")),
      sids: this.#sids(at(root, "sids")),
      baseline: this.#file(at(root, "baseline")),
    };
  }

  #entry(entry: YamlNode): FileEntry {
    const format = textOf(at(entry, "format"))?.text;
    return {
      matches: this.#matcher(at(entry, "paths")),
      format: FORMATS.find(({ id }) => id === format),
      targets: this.#targets(at(entry, "targets")),
      profiles: this.#profilesOf(at(entry, "profiles")),
      levels: this.#levels(at(entry, "severity")),
    };
  }

  #targets(node: YamlNode | undefined): readonly Target[] | undefined {
    if (node === undefined) return undefined;
    return textsOf(node).flatMap(({ text, range }) => {
      try {
        return selectAllTargets([text], FORMATS);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        this.#fault("configuration/unknown-target", error.message, range, error.help);
        return [];
      }
    });
  }

  #profilesOf(node: YamlNode | undefined): ReadonlySet<string> | undefined {
    if (node === undefined) return undefined;
    const names = textsOf(node);
    for (const { text, range } of names) {
      if (this.#profiles.has(text)) continue;
      const near = closest(text, this.#profiles);
      const help = near === undefined ? `there are: ${[...this.#profiles].join(", ")}` : `did you mean \`${near}\`?`;
      this.#fault("configuration/unknown-profile", `there is no profile \`${text}\``, range, help);
    }
    return new Set(names.map(({ text }) => text));
  }

  #matcher(node: YamlNode | undefined): PathMatcher {
    const matchers = textsOf(node).map(({ text, range }) => {
      const path = text.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
      if (this.#leadsOut(path, range)) return () => false;
      return matcherOf(path);
    });
    return (parts) => matchers.some((matches) => matches(parts));
  }

  /** A file that is named must be below the folder of the configuration. */
  #file(node: YamlNode | undefined): PlacedText | undefined {
    const text = textOf(node)?.text;
    if (text === undefined || this.#leadsOut(text, node!.range)) return undefined;
    return { text, range: node!.range };
  }

  #leadsOut(path: string, range: Range): boolean {
    const leadsOut = path.startsWith("/") || path.includes("\\") || /^[A-Za-z]:/.test(path) || path.split("/").includes("..");
    if (leadsOut) {
      const help = "paths go from the folder of this file on, with `/`, and not out of it";
      this.#fault("configuration/path", `\`${path}\` does not stay below the folder of the configuration`, range, help);
    }
    return leadsOut;
  }

  #levels(node: YamlNode | undefined): Levels {
    const levels = new Map<string, SeverityLevel>();
    for (const { key, keyRange, value } of node?.type === "map" ? node.entries : []) {
      const level = textOf(value)?.text;
      if (level !== "off" && level !== "info" && level !== "warning" && level !== "error") continue;
      levels.set(key, level);
      this.#checkCode(key, level, keyRange);
    }
    return levels;
  }

  #checkCode(code: string, level: SeverityLevel, range: Range): void {
    if (code.endsWith("/*")) {
      const prefix = code.slice(0, -1);
      if ([...this.#codes.keys()].some((known) => known.startsWith(prefix))) return;
      const kinds = new Set([...this.#codes.keys()].map((known) => `${known.split("/")[0]!}/*`));
      this.#unknownCode(code, kinds, range);
    } else if (!this.#codes.has(code)) this.#unknownCode(code, this.#codes.keys(), range);
    else if (level !== "error" && this.#codes.get(code) === "error") {
      const help = "what the engine refuses does not load, whatever is said here; a baseline can hold it back";
      this.#warn("configuration/refused", `\`${code}\` is what the engine refuses rules for, so it stays an error`, range, help);
    }
  }

  #unknownCode(code: string, known: Iterable<string>, range: Range): void {
    const near = closest(code, known);
    const help = near === undefined ? "`sigwright explain` lists them" : `did you mean \`${near}\`?`;
    this.#warn("configuration/unknown-code", `there is no finding \`${code}\``, range, help);
  }

  #sids(node: YamlNode | undefined): readonly SidEntry[] {
    const entries: (SidEntry & { readonly range: Range })[] = [];
    for (const item of itemsOf(node)) {
      const [team, start, end] = [textOf(at(item, "team"))?.text ?? "", numberOf(at(item, "start")) ?? 0, numberOf(at(item, "end")) ?? 0];
      const endRange = at(item, "end")!.range;
      const paths = at(item, "paths");
      if (start > end) this.#fault("configuration/sid-range", `the range of \`${team}\` ends (${end}) before it starts (${start})`, endRange, "both ends are included; swap them");
      const other = entries.find((each) => each.team !== team && each.start <= end && each.end >= start);
      if (other !== undefined) {
        this.found.push({
          ...fault("configuration/sid-range", `the range of \`${team}\` meets that of \`${other.team}\``, endRange, "no sid can be of two teams"),
          labels: [{ range: other.range, message: `${other.start}–${other.end} is taken here` }],
        });
      }
      const allocation = sidAllocation(start) ?? sidAllocation(end);
      if (allocation !== undefined) {
        const help = "1000000 to 1999999 are for local use; https://sidallocation.org lists whose the others are";
        this.#warn("configuration/allocated-range", `${allocation.start}–${allocation.end} is publicly allocated to ${allocation.holder}`, at(item, "start")!.range, help);
      }
      entries.push({ team, start, end, matches: paths === undefined ? () => true : this.#matcher(paths), range: endRange });
    }
    return entries;
  }

  #fault(code: string, message: string, range: Range, help?: string): void {
    this.found.push(fault(code, message, range, help));
  }

  #warn(code: string, message: string, range: Range, help: string): void {
    this.found.push({ ...fault(code, message, range, help), severity: "warning" });
  }
}

/** What a path or a pattern means: itself, all below it where it is a folder, all that match. */
function matcherOf(path: string): PathMatcher {
  if (!isPathPattern(path)) {
    const wanted = path === "" || path === "." ? [] : path.split("/");
    return (parts) => wanted.every((part, index) => parts[index] === part);
  }
  const { base, matches } = pathPattern(path);
  const before = base === "" ? [] : base.split("/");
  return (parts) => before.every((part, index) => parts[index] === part) && matches(parts.slice(before.length));
}

function textsOf(node: YamlNode | undefined): readonly PlacedText[] {
  return itemsOf(node).flatMap((item) => {
    const text = textOf(item)?.text;
    return text === undefined ? [] : [{ text, range: item.range }];
  });
}

function textEntries(node: YamlNode | undefined): readonly (readonly [string, string])[] {
  if (node?.type !== "map") return [];
  return node.entries.flatMap(({ key, value }) => {
    const text = textOf(value)?.text ?? numberOf(value);
    return text === undefined ? [] : [[key, String(text)] as const];
  });
}

function fault(code: string, message: string, range: Range, help?: string): Diagnostic {
  return { code, severity: "error", rejects: false, message, range, ...(help === undefined ? {} : { help }) };
}
