import type { RenderedSignature } from "@sigwright/core";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import type { Template } from "../templates/template.ts";
import type { CompiledFormat } from "./compiled-format.ts";
import type { Emission } from "./emission.ts";
import { FileListWriter } from "./file-list-writer.ts";
import type { Intake } from "./intake.ts";
import { ListDecision } from "./list-decision.ts";
import { areOfOneList, memberShape } from "./list-member.ts";
import type { ListRecorder } from "./list-recorder.ts";
import { listPart } from "./list-subject.ts";
import { areOfOneObservation, kindOfLine, mergeRecords } from "./observation-record.ts";
import type { MergedObservation } from "./observation-record.ts";
import type { OutputFiles } from "./output-files.ts";
import type { Progress } from "./progress.ts";
import type { RunStore } from "./run-store.ts";
import { groupsOf, SortedRecords } from "./sorted-records.ts";
import type { MemoryBudget } from "./sorted-records.ts";

/** What the signatures of one ruleset are made from. */
export interface RenderOptions {
  readonly template: Template;
  readonly compiled: CompiledFormat;
  readonly emission: Emission;
  /** Where lists with files of their own are written. */
  readonly files: OutputFiles;
  readonly recorder: ListRecorder;
  readonly folder: string;
  readonly name: string;
  readonly intake: Intake;
  readonly ledger: SidLedger;
  readonly runStore: RunStore;
  readonly budget: MemoryBudget;
  readonly progress: (progress: Progress) => void;
}

/** All signatures of a ruleset in their order: lists in files, lists in rules, and what is a signature of its own. */
export async function* renderAll(options: RenderOptions): AsyncGenerator<RenderedSignature> {
  const { compiled, template, emission, intake, ledger, runStore, budget, progress } = options;
  const { format } = compiled;
  const decision = new ListDecision({
    format,
    context: compiled.context,
    thresholds: template.lists,
    divide: (item) => listPart(template.listsBy, item),
    ledger,
  });
  let total = 0;
  for await (const batch of merged(intake)) {
    for (const item of batch) decision.count(item);
    total += batch.length;
    progress({ pass: "merge", format: format.id, done: total });
  }
  decision.decide();
  let done = 0;
  const step = (count: number): void => {
    done += count;
    progress({ pass: "write", format: format.id, done, total });
  };

  const lists = new FileListWriter(options);
  lists.begin(decision);
  if (decision.hasLists) {
    const members = new SortedRecords(memberShape(), runStore, budget);
    for await (const batch of merged(intake)) {
      for (const item of batch) {
        const place = decision.placeOf(item);
        if (place === undefined) continue;
        const { kind } = item.observation;
        if (place.line === undefined) {
          await members.add({ place, merged: item });
          continue;
        }
        const plan = { kind, group: place.group };
        const waiting = lists.add(plan, place.line, place.parts);
        if (waiting !== undefined) await waiting;
        const list = lists.listOf(plan);
        if (!list.isWhole) continue;
        await emission.member(item, list.sids);
        step(1);
      }
    }
    await lists.finish();
    for await (const groups of groupsOf(members.batches(), areOfOneList)) {
      for (const list of groups) {
        yield* emission.list(list);
        step(list.length);
      }
    }
    members.clear();
  }
  const singles = decision.kindsOfSingles;
  if (singles.size > 0) {
    for await (const batch of merged(intake, singles)) {
      for (const item of batch) {
        const place = decision.hasLists ? decision.placeOf(item) : undefined;
        if (place !== undefined && place.line === undefined) continue;
        const list = place === undefined ? undefined : lists.listOf({ kind: item.observation.kind, group: place.group });
        if (list?.isWhole === true) continue;
        const full = await emission.single(item, list);
        if (full) yield* emission.flush();
        step(1);
      }
    }
  }
  yield* emission.flush();
}

/** Everything that was read, or what there is of some kinds, each observation once. */
async function* merged(intake: Intake, kinds?: ReadonlySet<string>): AsyncGenerator<readonly MergedObservation[]> {
  const batches = intake.observations.batches(kinds === undefined ? undefined : (line) => kinds.has(kindOfLine(line)));
  for await (const groups of groupsOf(batches, areOfOneObservation)) {
    yield groups.map(mergeRecords);
  }
}
