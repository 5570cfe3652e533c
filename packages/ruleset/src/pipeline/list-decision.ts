import type { EncodeContext, ListForm, Observation, ObservationKind, SignatureFormat } from "@sigwright/core";
import { escapeMatch, parseListKey } from "../ledger/signature-key.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import { layOut, ListCensus } from "./list-layout.ts";
import type { ListLayout } from "./list-layout.ts";

/** A list a member goes to. */
export interface ListPlace {
  readonly group: string;
  readonly bucket: string;
}

/** What {@link ListDecision} needs to know of a format. */
export interface ListDecisionOptions {
  readonly format: SignatureFormat;
  readonly context: (kind: ObservationKind) => EncodeContext<unknown>;
  /** From how many observations of a kind a list is made. */
  readonly thresholds: ReadonlyMap<ObservationKind, number>;
  /** What there was; absent for formats without sids. */
  readonly ledger: SidLedger;
}

/**
 * Decides which observations share a list: first every observation is counted, then each is asked for. A group becomes
 * a list when it reaches the threshold of its kind, and stays one until it falls below half of it, so that a ruleset
 * does not jump to and fro.
 */
export class ListDecision {
  readonly #options: ListDecisionOptions;
  readonly #censuses = new Map<string, { readonly kind: ObservationKind; readonly census: ListCensus }>();
  readonly #layouts = new Map<string, ListLayout>();
  readonly #before: ReadonlyMap<string, readonly string[]>;

  constructor(options: ListDecisionOptions) {
    this.#options = options;
    this.#before = listsOf(options.ledger, options.format.sidFamily ?? options.format.id);
  }

  /** Counts an observation. */
  count(observation: Observation): void {
    const form = this.#listForm(observation);
    if (form === undefined) return;
    const name = groupName(observation.kind, form.group);
    let found = this.#censuses.get(name);
    if (found === undefined) {
      found = { kind: observation.kind, census: new ListCensus(form.capacity) };
      this.#censuses.set(name, found);
    }
    found.census.add(observation.key, form.size);
  }

  /** Ends the counting. */
  decide(): void {
    for (const [name, { kind, census }] of this.#censuses) {
      const threshold = this.#options.thresholds.get(kind)!;
      const before = this.#before.get(name) ?? [];
      const needed = before.length > 0 ? threshold / 2 : threshold;
      if (census.count >= needed) this.#layouts.set(name, layOut(census, before));
    }
  }

  /** Whether there is any list. */
  get hasLists(): boolean {
    return this.#layouts.size > 0;
  }

  /** The list an observation goes to, or `undefined` when it is a signature of its own. */
  placeOf(observation: Observation): ListPlace | undefined {
    const form = this.#listForm(observation);
    if (form === undefined) return undefined;
    const layout = this.#layouts.get(groupName(observation.kind, form.group));
    return layout === undefined ? undefined : { group: form.group, bucket: layout.bucketOf(observation.key) };
  }

  #listForm(observation: Observation): ListForm | undefined {
    const { format, context, thresholds } = this.#options;
    if (!thresholds.has(observation.kind) || format.encodeList === undefined) return undefined;
    const form = format.listForm?.(observation, context(observation.kind));
    return form === undefined || form.size > form.capacity ? undefined : form;
  }
}

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
