import { canonicalise, SourceText } from "@sigwright/core";
import type { Indicator, IndicatorSource, SourceRow } from "@sigwright/core";
import { NO_GUARDS } from "../guard/guard.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import { generate } from "../pipeline/generate.ts";
import type { GenerateOptions, GenerateResult } from "../pipeline/generate.ts";
import { memoryOutput } from "../pipeline/output-writer.ts";
import { loadTemplate } from "../templates/load-template.ts";
import type { Template } from "../templates/template.ts";
import { toyFormat } from "./toy-format.ts";

const RULE = "hit {{match}} msg {{message}} meta {{metadata}} ref {{references}} sid {{sid}} rev {{rev}}";

/** A template for the toy format. */
export function toyTemplate(more = ""): Template {
  const rules = ["address", "network", "file", "url"].map((kind) => rule(kind, kind)).join("");
  const text = `version: 1
id: toy
metadata: [{ key: rating, value: "{{rating}}" }]
lists: { address: 5, network: 5 }
${more}
formats:
  toy:
    rules:
${rules}${rule("host-dns", "host")}${rule("host-http", "host")}`;
  const { template, diagnostics } = loadTemplate(SourceText.fromString(text, { path: "toy.yaml" }));
  if (template === undefined) throw new Error(JSON.stringify(diagnostics));
  return template;
}

function rule(id: string, kind: string): string {
  return `      - { id: ${id}, observation: ${kind}, rule: "${RULE}" }\n`;
}

/** An indicator of canonical value. */
export function indicatorOf(type: string, raw: string, more: Partial<Indicator> = {}): Indicator {
  const canonical = canonicalise(type, raw);
  if (canonical.status === "malformed") throw new Error(`${type} ${raw}: ${canonical.problem.message}`);
  const { value, digests } = canonical;
  return {
    type,
    value,
    ...(digests === undefined ? {} : { digests }),
    tags: [],
    labels: [],
    attributes: [],
    groups: [],
    provenance: { source: "test" },
    ...more,
  };
}

/** A row that is an indicator. */
export function rowOf(indicator: Indicator): SourceRow {
  return { kind: "indicator", indicator, remarks: [] };
}

/** A row that is none. */
export function badRow(text: string): SourceRow {
  const source = SourceText.fromString(text, { path: "feed.ndjson" });
  const range = { start: 0, end: text.length };
  return {
    kind: "malformed",
    problem: { source, diagnostic: { code: "test/bad", severity: "error", rejects: false, message: "bad row", range } },
  };
}

/** A source of rows in memory. */
export function sourceOf(rows: readonly SourceRow[]): IndicatorSource {
  return {
    spec: "test:rows",
    async *read() {
      yield* rows;
    },
  };
}

/** What came of a generation with the toy format: the result and the files as text. */
export interface ToyRun {
  readonly result: GenerateResult;
  readonly files: ReadonlyMap<string, string>;
  readonly ledger: SidLedger;
}

/** Generates with the toy format. */
export async function toyRun(rows: readonly SourceRow[], more: Partial<GenerateOptions> = {}): Promise<ToyRun> {
  const output = memoryOutput();
  const result = await generate({
    source: sourceOf(rows),
    template: toyTemplate(),
    guards: NO_GUARDS,
    rulesets: [{ format: toyFormat() }],
    name: "out",
    ledgerPath: "sids.txt",
    now: "2026-01-01T00:00:00Z",
    tool: "sigwright test",
    output,
    ...more,
  });
  const files = new Map<string, string>();
  for (const [path, bytes] of output.files) files.set(path, new TextDecoder().decode(bytes));
  return { result, files, ledger: result.status === "generated" ? result.ledger : { entries: [] } };
}
