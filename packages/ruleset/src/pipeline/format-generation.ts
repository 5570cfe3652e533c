import type { PushedDown, Target } from "@sigwright/core";
import type { SidAllocator } from "../ledger/sid-allocator.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import { retiredRules } from "../lifecycle/retired-rules.ts";
import type { RetiredRulesText } from "../lifecycle/retired-rules.ts";
import type { RetirementReason } from "../lifecycle/retirement-reason.ts";
import { manifestSignature, manifestText } from "../manifest/manifest.ts";
import type { ManifestFile, ManifestHead } from "../manifest/manifest.ts";
import type { ListChanges } from "../manifest/manifest-lists.ts";
import { RuleFacts } from "../manifest/rule-facts.ts";
import type { Template } from "../templates/template.ts";
import { checkAppended } from "./appended-file.ts";
import type { AppendedFile } from "./appended-file.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import { Emission } from "./emission.ts";
import type { EmittedSignature, ObservationOutcome } from "./emission.ts";
import { GenerationFailure } from "./failure.ts";
import type { Intake } from "./intake.ts";
import { OUTCOME_SHAPE } from "./outcome-line.ts";
import { OutcomeTally } from "./outcome.ts";
import type { CauseCount, Counts } from "./outcome.ts";
import { ListRecorder } from "./list-recorder.ts";
import type { ListRecorderOptions } from "./list-recorder.ts";
import { inPieces, OutputFiles } from "./output-files.ts";
import type { OutputWriter } from "./output-writer.ts";
import type { Progress } from "./progress.ts";
import { checkHeader } from "./self-check.ts";
import { renderAll } from "./render-all.ts";
import { RowOutcomes } from "./row-outcomes.ts";
import type { RunStore } from "./run-store.ts";
import { SortedRecords } from "./sorted-records.ts";
import type { MemoryBudget, RecordShape } from "./sorted-records.ts";

/** What one ruleset is made from. */
export interface FormatGenerationOptions {
  readonly template: Template;
  readonly compiled: CompiledFormat;
  readonly appended: AppendedFile | undefined;
  /** Present when changes of lists are asked for. */
  readonly listChanges: ListRecorderOptions["changes"];
  /** The rules file of the run before. */
  readonly previous: string | undefined;
  /** Says of keys of signatures that are not made any more why that is so. */
  readonly explain: (keys: readonly string[]) => Promise<ReadonlyMap<string, RetirementReason>>;
  /** Empty, or a path that ends in `/`. */
  readonly folder: string;
  readonly name: string;
  readonly header: readonly string[];
  readonly head: Pick<ManifestHead, "version" | "tool" | "now" | "filter" | "template">;
  readonly spec: string;
  /** What the source left out by itself. */
  readonly pushedDown: PushedDown | undefined;
  readonly intake: Intake;
  readonly ledger: SidLedger;
  readonly allocator: SidAllocator;
  readonly output: OutputWriter;
  readonly runStore: RunStore;
  readonly budget: MemoryBudget;
  readonly progress: (progress: Progress) => void;
}

/** What came of one ruleset. */
export interface FormatResult {
  readonly format: string;
  readonly target: Target;
  readonly counts: Counts;
  /** Why indicators were not emitted, the most frequent cause first. */
  readonly causes: readonly CauseCount[];
  /** Signatures of the ruleset. */
  readonly signatures: number;
  /** Those among them that stand for lists. */
  readonly lists: number;
  /** What else signatures for lists can match, where they can: each text once, in the order it came. */
  readonly approximateLists: readonly string[];
  /** Signatures with sids that are as they were in the ledger. */
  readonly unchanged: number;
  /** Rules of retired signatures that the rules file keeps as comments. */
  readonly retired: number;
  /** Present when they were asked for and the format has such a thing. */
  readonly listChanges?: ListChanges;
  /** Files written, but for `manifest.json` itself. */
  readonly files: readonly ManifestFile[];
  /** Path of `manifest.json`. */
  readonly manifest: string;
}

/** Passes 2 and 3 for one format. */
export async function generateFormat(options: FormatGenerationOptions): Promise<FormatResult> {
  const { compiled, folder, name, intake, output, runStore, budget } = options;
  const { format, target } = compiled;
  const recorder = new ListRecorder({ commands: format.listCommands, target, changes: options.listChanges, runStore, budget });
  const files = new OutputFiles(output);
  const outcomes = new SortedRecords(OUTCOME_SHAPE, runStore, budget);
  const signatures = new SortedRecords(SIGNATURE_SHAPE, runStore, budget);
  const tally = OutcomeTally.from(intake.tally);
  const rows = new RowOutcomes(tally, outcomes, runStore, budget);
  const facts = new RuleFacts();
  let signatureCount = 0;
  let ruleCount = 0;
  let listCount = 0;
  const approximateLists = new Set<string>();
  const emission = new Emission({
    template: options.template,
    compiled,
    family: format.sidFamily ?? format.id,
    allocator: format.sidFamily === undefined ? undefined : options.allocator,
    onSignature(signature) {
      signatureCount++;
      if (signature.kind !== "beside") ruleCount++;
      facts.add(signature.rule, signature.observation, signature.channels, signature.limits);
      if (signature.kind === "list") {
        listCount++;
        if (signature.approximate !== undefined) approximateLists.add(signature.approximate);
      }
      return signatures.add(signatureLine(signature));
    },
    onRule: (kind, text) => recorder.rule(kind, text),
    onOutcome: (contributors, outcome: ObservationOutcome) => rows.add(contributors, outcome),
  });

  const rulesPath = await writeRules(options, emission, recorder, files, () => ruleCount);
  const retired = await keptRules(options);
  if (rulesPath !== undefined && retired.count > 0) await files.write(rulesPath, "rules", retired.text);
  await rows.finish();
  const changesFile = `${name}-list-changes.txt`;
  const lists = await recorder.finish(files, `${folder}${changesFile}`, changesFile);

  const outcomesPath = `${folder}manifest.ndjson`;
  const lines = mergedLines(intake.outcomes.batches(), outcomes.batches());
  await files.write(outcomesPath, "outcomes", "");
  for await (const text of lines) await files.write(outcomesPath, "outcomes", text);
  await files.flush();

  const counts = tally.counts();
  const head: ManifestHead = {
    ...options.head,
    format: format.id,
    target,
    source: {
      spec: options.spec,
      pushedDown: options.pushedDown?.query ?? null,
      leftOut: options.pushedDown?.leftOut ?? 0,
      read: counts.read,
    },
    counts,
    files: files.list().map((file) => ({ ...file, path: file.path.slice(folder.length) })),
    rules: facts.list(),
    ...(lists === undefined ? {} : { lists }),
  };
  const manifest = `${folder}manifest.json`;
  const encoder = new TextEncoder();
  const texts = manifestText(head, textsOf(signatures.batches()));
  for await (const piece of inPieces(texts)) await output.write(manifest, encoder.encode(piece));
  outcomes.clear();
  signatures.clear();
  return {
    format: format.id,
    target,
    counts,
    causes: tally.causes(),
    signatures: signatureCount,
    lists: listCount,
    approximateLists: [...approximateLists],
    unchanged: format.sidFamily === undefined ? 0 : options.allocator.unchanged(format.sidFamily),
    retired: retired.count,
    ...(lists === undefined || lists.changes === null ? {} : { listChanges: lists.changes }),
    files: files.list(),
    manifest,
  };
}

/** The rules of retired signatures, where the template keeps them as comments. */
async function keptRules({ template, compiled, previous, ledger, allocator, explain, head }: FormatGenerationOptions): Promise<RetiredRulesText> {
  const { format } = compiled;
  if (template.lifecycle.retired !== "comment" || previous === undefined || format.sidFamily === undefined) return { text: "", count: 0 };
  const prefix = `${format.sidFamily}/`;
  const entries = ledger.entries.filter(({ key, state }) => key.startsWith(prefix) && state !== "replaced" && !allocator.isConfirmed(key));
  const reasons = await explain(entries.flatMap(({ key, state }) => (state === "active" ? [key] : [])));
  return retiredRules({ format, previous, entries, reasons, now: head.now });
}

/** Gives the path of the rules file, if the format writes one. */
async function writeRules(
  options: FormatGenerationOptions,
  emission: Emission,
  recorder: ListRecorder,
  files: OutputFiles,
  rules: () => number,
): Promise<string | undefined> {
  const { compiled, folder, name, appended } = options;
  const header = await checkHeader(compiled, name, options.header);
  if (header !== undefined) throw new GenerationFailure([header]);
  const rendered = renderAll({ ...options, emission, recorder, files });
  const added: string[] = [];
  let rulesPath: string | undefined;
  const parts = compiled.format.assemble!(rendered, { target: compiled.target, name, header: options.header });
  for await (const part of parts) {
    if (!isSafePath(part.path)) throw new Error(`the format ${compiled.format.id} writes to ${part.path}: a fault of the format`);
    const path = `${folder}${part.path}`;
    if (part.role === "rules" && appended !== undefined && !files.has(path)) {
      await files.writeBytes(path, "rules", appended.bytes);
      await files.write(path, "rules", appended.separator);
    }
    if (part.role === "rules" && appended !== undefined) added.push(part.text);
    if (part.role === "rules") rulesPath ??= path;
    await files.write(path, part.role, part.text);
  }
  if (appended !== undefined) {
    recorder.rule("appended", appended.bytes);
    for (const list of appended.lists) {
      recorder.rule("appended", list.bytes);
      // What is written already is named after its content.
      if (isSafePath(list.path) && !files.has(`${folder}${list.path}`)) await files.writeBytes(`${folder}${list.path}`, "list", list.bytes);
    }
    const broken = checkAppended(compiled.format, appended, added.join(""), rules());
    if (broken !== undefined) throw new GenerationFailure([broken]);
  }
  await files.flush();
  const rest = await rendered.next();
  if (rest.done !== true) {
    throw new Error(`the format ${compiled.format.id} did not write all signatures: a fault of the format`);
  }
  return rulesPath;
}

const MANIFESTS: ReadonlySet<string> = new Set(["manifest.json", "manifest.ndjson"]);

/** Whether a path stays below its folder and leaves the manifest alone. */
function isSafePath(path: string): boolean {
  return !MANIFESTS.has(path) && path.split("/").every((name) => name !== "" && name !== "." && name !== "..");
}

/** A signature's line of the manifest and what it is sorted by. */
interface SignatureLine {
  readonly gid: number;
  readonly sid: number;
  readonly text: string;
}

/** By gid and sid, in ten digits each as 32 bits need. */
const SIGNATURE_SHAPE: RecordShape<SignatureLine> = {
  toLine: ({ gid, sid, text }) => JSON.stringify([String(gid).padStart(10, "0"), String(sid).padStart(10, "0"), text]),
  fromLine(line) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that toLine wrote
    const [gid, sid, text] = JSON.parse(line) as [string, string, string];
    return { gid: Number(gid), sid: Number(sid), text };
  },
};

function signatureLine(signature: EmittedSignature): SignatureLine {
  const { gid, sid, rev, name, observation, kind, entries, approximate, requires, rule, value, file } = signature;
  const text = manifestSignature({
    gid: gid ?? null,
    sid: sid ?? null,
    rev: rev ?? null,
    observation,
    kind,
    entries,
    approximate: approximate ?? null,
    requires,
    rule,
    value: value ?? null,
    ...(name === undefined ? {} : { name }),
    ...(file === undefined ? {} : { file }),
  });
  return { gid: gid ?? 0, sid: sid ?? 0, text };
}

async function* textsOf(batches: AsyncIterable<readonly SignatureLine[]>): AsyncGenerator<readonly string[]> {
  for await (const batch of batches) yield batch.map((line) => line.text);
}

/** Two sorted streams of lines as one, each line with its line feed, a batch of them at a time. */
async function* mergedLines(
  first: AsyncGenerator<readonly string[]>,
  second: AsyncGenerator<readonly string[]>,
): AsyncGenerator<string> {
  const a = { lines: [] as readonly string[], at: 0, from: first };
  const b = { lines: [] as readonly string[], at: 0, from: second };
  for (;;) {
    for (const side of [a, b]) {
      while (side.at >= side.lines.length) {
        const next = await side.from.next();
        if (next.done === true) break;
        side.lines = next.value;
        side.at = 0;
      }
    }
    const hasA = a.at < a.lines.length;
    const hasB = b.at < b.lines.length;
    if (!hasA && !hasB) return;
    let text = "";
    if (hasA && hasB) {
      while (a.at < a.lines.length && b.at < b.lines.length) {
        const side = a.lines[a.at]! <= b.lines[b.at]! ? a : b;
        text += `${side.lines[side.at++]!}\n`;
      }
    } else {
      const side = hasA ? a : b;
      text = `${side.lines.slice(side.at).join("\n")}\n`;
      side.at = side.lines.length;
    }
    yield text;
  }
}
