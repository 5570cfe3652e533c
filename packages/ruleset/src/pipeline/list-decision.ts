import type { EncodeContext, ListForm, ListMemberFacts, ObservationKind, SignatureFormat } from "@sigwright/core";
import { escapeMatch, parseListKey } from "../ledger/signature-key.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import { layOut, ListCensus } from "./list-layout.ts";
import type { ListLayout } from "./list-layout.ts";
import { listName, ListSubject } from "./list-subject.ts";
import type { MergedObservation } from "./observation-record.ts";
import type { SubjectValues } from "./slot-values.ts";

/** A list a member goes to. */
export interface ListPlace {
  readonly group: string;
  readonly bucket: string;
  /** Present for a list in a file: what the member adds to it. */
  readonly line?: string;
  /** What it adds to further files of the list. */
  readonly parts?: ListForm["parts"];
}

/** A list in a file, before its members are written. */
export interface FileListPlan {
  readonly kind: ObservationKind;
  readonly group: string;
  /** The group as the format calls it: a word. */
  readonly form: string;
  /** The first member, in the order of keys. */
  readonly first: MergedObservation;
  readonly members: number;
  /** Words for the further files that its members make. */
  readonly parts: readonly string[];
  readonly subject: SubjectValues;
  /** Ids of the template rules that look into it. */
  readonly rules: ReadonlySet<string>;
}

/** What {@link ListDecision} needs to know of a format. */
export interface ListDecisionOptions {
  readonly format: SignatureFormat;
  readonly context: (kind: ObservationKind) => EncodeContext<unknown>;
  /** From how many observations of a kind a list is made. */
  readonly thresholds: ReadonlyMap<ObservationKind, number>;
  /** What tells lists of one kind apart beside what the format says; nothing when absent. */
  readonly divide?: (merged: MergedObservation) => string;
  /** What there was; absent for formats without sids. */
  readonly ledger: SidLedger;
}

/** What is known of the members of a group while they are counted. */
interface GroupCensus {
  readonly kind: ObservationKind;
  readonly group: string;
  readonly form: ListForm;
  readonly first: MergedObservation;
  readonly census: ListCensus;
  readonly subject: ListSubject;
}

/**
 * Decides which observations share a list: first every observation is counted, then each is asked for. A group becomes
 * a list when it reaches the threshold of its kind, and stays one until it falls below half of it, so that a ruleset
 * does not jump to and fro.
 */
export class ListDecision {
  readonly #options: ListDecisionOptions;
  readonly #groups = new Map<string, GroupCensus>();
  readonly #layouts = new Map<string, ListLayout>();
  readonly #files = new Set<string>();
  readonly #before: ReadonlyMap<string, readonly string[]>;
  /** Kinds of which an observation is not, or not wholly, in a list. */
  readonly #singles = new Set<ObservationKind>();

  constructor(options: ListDecisionOptions) {
    this.#options = options;
    this.#before = listsOf(options.ledger, options.format.sidFamily ?? options.format.id);
  }

  /** Counts an observation. */
  count(merged: MergedObservation): void {
    const { observation } = merged;
    const form = this.#listForm(merged);
    const { kind } = observation;
    if (form === undefined) {
      this.#singles.add(kind);
      return;
    }
    const group = this.#groupOf(form, merged);
    const name = groupName(kind, group);
    let found = this.#groups.get(name);
    if (found === undefined) {
      const subject = new ListSubject(kind, listName(kind, group, ""));
      found = { kind, group, form, first: merged, census: new ListCensus(form.capacity), subject };
      this.#groups.set(name, found);
    }
    found.census.add(observation.key, form.size);
    if (form.line !== undefined) found.subject.add(merged);
  }

  /** Ends the counting. */
  decide(): void {
    for (const [name, { kind, form, census }] of this.#groups) {
      const threshold = Math.max(this.#options.thresholds.get(kind)!, form.least ?? 0);
      const before = this.#before.get(name) ?? [];
      const needed = before.length > 0 ? threshold / 2 : threshold;
      if (census.count < needed) {
        this.#singles.add(kind);
        continue;
      }
      this.#layouts.set(name, form.line === undefined ? layOut(census, before) : WHOLE);
      if (form.line === undefined) continue;
      this.#files.add(name);
      // The rules of the kind that do not look into the list make signatures of each member.
      if (this.#options.context(kind).rules.some(({ id }) => form.rules?.includes(id) !== true)) this.#singles.add(kind);
    }
  }

  /** Whether there is any list. */
  get hasLists(): boolean {
    return this.#layouts.size > 0;
  }

  /** Kinds of which some observations are not, or not wholly, in a list. */
  get kindsOfSingles(): ReadonlySet<ObservationKind> {
    return this.#singles;
  }

  /** The lists in files, in a fixed order. */
  fileLists(): readonly FileListPlan[] {
    return [...this.#files].toSorted().map((name) => {
      const { kind, group, form, first, census, subject } = this.#groups.get(name)!;
      return { kind, group, form: form.group, first, members: census.count, parts: Object.keys(form.parts ?? {}), subject: subject.values(), rules: new Set(form.rules) };
    });
  }

  /** Takes back that a list is one: its members are signatures of their own. */
  dissolve({ kind, group }: FileListPlan): void {
    const name = groupName(kind, group);
    this.#layouts.delete(name);
    this.#files.delete(name);
    this.#singles.add(kind);
  }

  /** The list an observation goes to, or `undefined` when it is a signature of its own. */
  placeOf(merged: MergedObservation): ListPlace | undefined {
    const form = this.#listForm(merged, merged.contributors[0]);
    if (form === undefined) return undefined;
    const { kind, key } = merged.observation;
    const group = this.#groupOf(form, merged);
    const layout = this.#layouts.get(groupName(kind, group));
    if (layout === undefined) return undefined;
    const { line, parts } = form;
    return { group, bucket: layout.bucketOf(key), ...(line === undefined ? {} : { line }), ...(parts === undefined ? {} : { parts }) };
  }

  #groupOf({ group }: ListForm, merged: MergedObservation): string {
    const part = this.#options.divide?.(merged) ?? "";
    return part === "" ? group : `${group}:${part}`;
  }

  #listForm({ observation }: MergedObservation, facts?: ListMemberFacts): ListForm | undefined {
    const { format, context, thresholds } = this.#options;
    if (!thresholds.has(observation.kind)) return undefined;
    const form = format.listForm?.(observation, context(observation.kind), facts);
    if (form === undefined || form.size > form.capacity) return undefined;
    return form.line === undefined && format.encodeList === undefined ? undefined : form;
  }
}

const WHOLE: ListLayout = { bucketOf: () => "" };

/** The buckets of the active lists of a family, by kind and group. */
function listsOf(ledger: SidLedger, family: string): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  for (const { key, state } of ledger.entries) {
    if (state !== "active") continue;
    const list = parseListKey(key);
    if (list === undefined || list.family !== family) continue;
    const name = `${list.kind} ${list.group}`;
    const buckets = lists.get(name);
    if (buckets === undefined) lists.set(name, [list.bucket]);
    else buckets.push(list.bucket);
  }
  return lists;
}

function groupName(kind: ObservationKind, group: string): string {
  return `${kind} ${escapeMatch(group)}`;
}
