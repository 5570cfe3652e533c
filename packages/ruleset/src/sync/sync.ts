import type {
  IndicatorReference,
  IndicatorSource,
  LocatedDiagnostic,
  PushedDown,
  SideFile,
  SignatureFormat,
  SignatureStore,
  StoredSignature,
  Target,
} from "@sigwright/core";
import type { Guards } from "../guard/guard.ts";
import type { LedgerChange } from "../ledger/sid-allocator.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import type { FormatResult } from "../pipeline/format-generation.ts";
import { generate } from "../pipeline/generate.ts";
import type { IndicatorFilter } from "../pipeline/indicator-filter.ts";
import { memoryOutput } from "../pipeline/output-writer.ts";
import type { MemoryOutput } from "../pipeline/output-writer.ts";
import type { Progress } from "../pipeline/progress.ts";
import type { RunStore } from "../pipeline/run-store.ts";
import type { Template } from "../templates/template.ts";
import { emittedIndicators } from "./emitted-indicators.ts";
import { readStoredRuleset, withLedger } from "./ledger-comment.ts";
import { storeSignature } from "./store-signature.ts";
import type { SyncedSignature } from "./store-signature.ts";
import { wantedTexts } from "./wanted-signature.ts";
import type { SyncedGroup } from "./wanted-signature.ts";

/** What {@link sync} is asked to do. */
export interface SyncOptions {
  /** The indicators of the group. */
  readonly source: IndicatorSource;
  readonly group: SyncedGroup;
  readonly store: SignatureStore;
  readonly template: Template;
  readonly filter?: IndicatorFilter;
  readonly guards: Guards;
  /** Each becomes one signature; each once. */
  readonly formats: readonly { readonly format: SignatureFormat; readonly target?: Target }[];
  /** Whether signatures may need files beside their rules; those are stored with them. */
  readonly sideFiles: boolean;
  /** Whether rules that somebody has edited in the store are replaced. */
  readonly overwriteEdited: boolean;
  /** Whether a group that has no indicators at all any more withdraws the rules that were made of it. */
  readonly allowEmpty: boolean;
  /** Change nothing, say what would be changed. */
  readonly isPlan: boolean;
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** Name and version of the program, for the rules' header. */
  readonly tool: string;
  readonly runStore?: RunStore;
  readonly onProgress?: (progress: Progress) => void;
}

/** What came of {@link sync}. */
export type SyncResult =
  | {
      readonly status: "synced";
      /** In the order of the formats. */
      readonly signatures: readonly SyncedSignature[];
      /** As `generate` gives them. */
      readonly problems: readonly LocatedDiagnostic[];
      readonly problemCount: number;
      readonly pushedDown?: PushedDown;
    }
  | { readonly status: "failed"; readonly diagnostics: readonly LocatedDiagnostic[] };

/** What a signature made of a group is found by: the same on every run, whatever it is called. */
export function signatureXid(groupId: string, formatId: string): string {
  return `sigwright-${groupId}-${formatId}`;
}

/**
 * Makes rules of the indicators of a group and stores them as signatures, one a format: associated with the group and
 * with exactly the indicators that are in them. What is so already is not written again, and every step can be repeated,
 * so a run that failed half-way is completed by the next. The memory of sids is in the stored rules themselves.
 *
 * Faults of the configuration come back as diagnostics. What source and store throw (`SourceError`, `StoreError`) is
 * passed on.
 */
export async function sync(options: SyncOptions): Promise<SyncResult> {
  const { group, store, template, formats, filter } = options;
  const stored = new Map<string, StoredSignature>();
  for (const { format } of formats) {
    // oxlint-disable-next-line no-await-in-loop -- a handful, and a store is asked gently
    const found = await store.get({ xid: signatureXid(group.id, format.id) });
    if (found !== undefined) stored.set(format.id, found);
  }
  const output = memoryOutput();
  const generated = await generate({
    ...options,
    rulesets: formats.map((each) => {
      const previous = stored.get(each.format.id)?.content;
      return { ...each, folder: each.format.id, selfContained: !options.sideFiles, ...(previous === undefined ? {} : { previous }) };
    }),
    name: fileStem(group),
    ledger: joinedLedger([...stored.values()]),
    output,
  });
  if (generated.status === "failed") return generated;

  const signatures: SyncedSignature[] = [];
  for (const [index, ruleset] of generated.rulesets.entries()) {
    const { format } = formats[index]!;
    const family = `${format.sidFamily ?? ""}/`;
    const ledger = { entries: generated.ledger.entries.filter(({ key }) => key.startsWith(family)) };
    const { rules, fileName, sideFiles } = filesOf(ruleset, output, options.sideFiles);
    const before = stored.get(format.id);
    // oxlint-disable no-await-in-loop -- one signature after the other: a run that fails leaves whole ones behind
    const content = await withLedger(rules, ledger, { format, target: ruleset.target, name: fileStem(group) });
    const outcome = await storeSignature({
      store,
      stored: before,
      isEdited: before !== undefined && !readStoredRuleset(before.content).isIntact,
      wanted: {
        ...wantedTexts(template.signature, format, group, filter?.text),
        type: format.signatureType,
        fileName,
        content,
        group: { id: group.id, type: group.type, name: group.name },
        indicators: indicatorsOf(ruleset, output),
      },
      xid: signatureXid(group.id, format.id),
      fallbackName: `${group.type} ${group.id} (${format.displayName})`,
      sideFiles,
      isEmpty: ruleset.signatures === 0,
      isKept: ruleset.counts.read === 0 && generated.pushedDown === undefined && !options.allowEmpty,
      overwriteEdited: options.overwriteEdited,
      isPlan: options.isPlan,
    });
    // oxlint-enable no-await-in-loop
    signatures.push({ ...outcome, ruleset, changes: changesOf(generated.changes, family) });
  }
  const { problems, problemCount, pushedDown } = generated;
  return { status: "synced", signatures, problems, problemCount, ...(pushedDown === undefined ? {} : { pushedDown }) };
}

function changesOf(changes: readonly LedgerChange[], family: string): readonly LedgerChange[] {
  return changes.filter(({ key }) => key.startsWith(family));
}

/** What all stored rulesets remember; where two contradict each other, which an edit can bring about, the first counts. */
function joinedLedger(stored: readonly StoredSignature[]): SidLedger {
  const sids = new Set<number>();
  const keys = new Set<string>();
  const entries = stored.flatMap(({ content }) => readStoredRuleset(content).ledger.entries);
  return {
    entries: entries.filter(({ sid, key, state }) => {
      if (sids.has(sid) || (state !== "replaced" && keys.has(key))) return false;
      sids.add(sid);
      if (state !== "replaced") keys.add(key);
      return true;
    }),
  };
}

function fileStem({ type, id }: SyncedGroup): string {
  return `${type.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${id}`;
}

function filesOf(
  ruleset: FormatResult,
  output: MemoryOutput,
  isAllowed: boolean,
): { readonly rules: string; readonly fileName: string; readonly sideFiles: readonly SideFile[] } {
  const inFolder = (path: string): string => path.slice(path.indexOf("/") + 1);
  const rules = ruleset.files.find(({ role }) => role === "rules")!;
  const beside = ruleset.files.filter(({ role }) => role === "list" || (isAllowed && role === "sensor-settings"));
  if (!isAllowed && beside.length > 0) {
    throw new Error(`the format ${ruleset.format} needs the file ${beside[0]!.path} where it was told to do without: a fault of the format`);
  }
  return {
    rules: new TextDecoder("utf-8", { ignoreBOM: true }).decode(output.files.get(rules.path)),
    fileName: inFolder(rules.path),
    sideFiles: beside.map(({ path }) => ({ name: inFolder(path), bytes: output.files.get(path)! })),
  };
}

function indicatorsOf(ruleset: FormatResult, output: MemoryOutput): readonly IndicatorReference[] {
  const outcomes = ruleset.files.find(({ role }) => role === "outcomes")!;
  return emittedIndicators(new TextDecoder().decode(output.files.get(outcomes.path)));
}
