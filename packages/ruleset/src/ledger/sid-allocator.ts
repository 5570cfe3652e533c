import { hash32, shortDigest } from "../digest.ts";
import type { RetirementReason } from "../lifecycle/retirement-reason.ts";
import type { SidEntry, SidLedger, SidState } from "./sid-ledger.ts";
import { LARGEST_SID } from "./sid-ledger.ts";
import { SidSet } from "./sid-set.ts";

/** Sids that may be given, both ends included. */
export interface SidRange {
  readonly start: number;
  readonly end: number;
}

/** What the allocator would give a signature; nothing is decided before {@link SidAllocator.confirm}. */
export interface SidProposal {
  readonly key: string;
  readonly sid: number;
  /** What the ledger knows of the signature. */
  readonly known: SidEntry | undefined;
  /** Present when the ledger's sid for it is taken by a rule that is not ours: that sid. */
  readonly displaced?: number;
}

/** Which revision of a signature a meaning is. */
export interface SidRevision {
  readonly rev: number;
  /** What the ledger keeps of the meaning. */
  readonly digest: string;
}

/** No sid of the range is free. */
export interface SidRangeFull {
  readonly range: SidRange;
  /** A range of the same size that is free, when there is one. */
  readonly free: SidRange | undefined;
}

/** What a generation did to the ledger. */
export type LedgerChange =
  | { readonly change: "added" | "returned"; readonly sid: number; readonly key: string; readonly rev: number }
  | {
      readonly change: "retired";
      readonly sid: number;
      readonly key: string;
      readonly rev: number;
      /** Why it is not made any more; the allocator itself does not know. */
      readonly why?: RetirementReason;
    }
  | {
      readonly change: "revised";
      readonly sid: number;
      readonly key: string;
      readonly rev: number;
      readonly oldRev: number;
    }
  | {
      readonly change: "renumbered";
      readonly sid: number;
      readonly key: string;
      readonly rev: number;
      readonly oldSid: number;
    };

/** What {@link SidAllocator} is made from. */
export interface SidAllocatorOptions {
  readonly ledger: SidLedger;
  readonly range: SidRange;
  /** Sids that rules of others have, in the file that is appended to for example. */
  readonly taken?: Iterable<number>;
}

interface Working {
  sid: number;
  rev: number;
  fingerprint: string;
  state: SidState;
  readonly before: SidEntry | undefined;
  confirmed: boolean;
}

/**
 * Gives sids to signatures: the one the ledger has; else the first free one at or after `start + hash(key) mod size`,
 * so that two branches that add different signatures rarely meet. Sids of retired signatures stay with them.
 *
 * The result depends on the order of the calls only where keys compete for one place, so ask in a fixed order.
 */
export class SidAllocator {
  readonly #range: SidRange;
  readonly #used = new SidSet();
  readonly #foreign = new SidSet();
  readonly #entries = new Map<string, Working>();
  readonly #replaced: SidEntry[] = [];
  readonly #displaced = new Map<string, number>();

  constructor(options: SidAllocatorOptions) {
    this.#range = options.range;
    for (const sid of options.taken ?? []) {
      this.#used.add(sid);
      this.#foreign.add(sid);
    }
    for (const entry of options.ledger.entries) {
      this.#used.add(entry.sid);
      if (entry.state === "replaced") this.#replaced.push(entry);
      else {
        const { sid, rev, fingerprint, state } = entry;
        this.#entries.set(entry.key, { sid, rev, fingerprint, state, before: entry, confirmed: false });
      }
    }
  }

  /** What a signature would get. Asking changes nothing. */
  propose(key: string): SidProposal | SidRangeFull {
    const entry = this.#entries.get(key);
    if (entry !== undefined && (entry.confirmed || !this.#foreign.has(entry.sid))) {
      return { key, sid: entry.sid, known: { key, ...plain(entry) } };
    }
    const { start, end } = this.#range;
    const home = start + (hash32(key) % (end - start + 1));
    const sid = this.#used.firstAbsent(home, end) ?? this.#used.firstAbsent(start, home - 1);
    if (sid === undefined) return { range: this.#range, free: this.#freeRange() };
    if (entry === undefined) return { key, sid, known: undefined };
    return { key, sid, known: { key, ...plain(entry) }, displaced: entry.sid };
  }

  /** The revision a signature has when its meaning has this fingerprint; any text will do for one. */
  revise({ known, displaced }: SidProposal, fingerprint: string): SidRevision {
    const digest = shortDigest(fingerprint);
    if (known === undefined || displaced !== undefined) return { rev: 1, digest };
    // What comes back is another rule to a sensor that has unloaded it.
    if (known.state === "retired") return { rev: known.rev + 1, digest };
    return { rev: known.fingerprint === digest ? known.rev : known.rev + 1, digest };
  }

  /** Gives the proposed sid with a revision. */
  confirm(proposal: SidProposal, { rev, digest }: SidRevision): void {
    const entry = this.#entries.get(proposal.key);
    this.#used.add(proposal.sid);
    if (entry === undefined) {
      const { key, sid } = proposal;
      this.#entries.set(key, { sid, rev, fingerprint: digest, state: "active", before: undefined, confirmed: true });
      return;
    }
    if (proposal.displaced !== undefined) {
      this.#replaced.push({ key: proposal.key, ...plain(entry), state: "replaced" });
      this.#displaced.set(proposal.key, proposal.displaced);
    }
    entry.sid = proposal.sid;
    entry.rev = rev;
    entry.fingerprint = digest;
    entry.state = "active";
    entry.confirmed = true;
  }

  /** Retires the signatures of a family (the first part of keys) that nothing was confirmed for. */
  retireRest(family: string): void {
    const prefix = `${family}/`;
    for (const [key, entry] of this.#entries) {
      if (!entry.confirmed && entry.state === "active" && key.startsWith(prefix)) entry.state = "retired";
    }
  }

  /** Whether a signature is in the ruleset of this run. */
  isConfirmed(key: string): boolean {
    return this.#entries.get(key)?.confirmed === true;
  }

  /** How many signatures of a family are as they were in the ledger. */
  unchanged(family: string): number {
    const prefix = `${family}/`;
    let count = 0;
    for (const [key, entry] of this.#entries) {
      if (entry.confirmed && key.startsWith(prefix) && changeOf(key, entry, this.#displaced.get(key)) === undefined) count++;
    }
    return count;
  }

  /** The ledger as it is now. */
  ledger(): SidLedger {
    const entries = [...this.#replaced];
    for (const [key, entry] of this.#entries) entries.push({ key, ...plain(entry) });
    return { entries };
  }

  /** What is different from the ledger it began with, in the order of keys. */
  changes(): readonly LedgerChange[] {
    const changes: LedgerChange[] = [];
    for (const [key, entry] of this.#entries) {
      const change = changeOf(key, entry, this.#displaced.get(key));
      if (change !== undefined) changes.push(change);
    }
    return changes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  #freeRange(): SidRange | undefined {
    const size = this.#range.end - this.#range.start + 1;
    let start = Math.ceil((this.#range.end + 1) / RANGE_STEP) * RANGE_STEP;
    for (; start + size - 1 <= LARGEST_SID; start += RANGE_STEP) {
      const end = start + size - 1;
      const isPublic = PUBLIC_RANGES.some((range) => range.start <= end && start <= range.end);
      if (!isPublic && !this.#used.hasAny(start, end)) return { start, end };
    }
    return undefined;
  }
}

const RANGE_STEP = 1_000_000;

/** Sids that published rulesets use: 1 to 999999 Snort's, 2000000 to 2999999 Emerging Threats'. Source: sidallocation.org. */
const PUBLIC_RANGES: readonly SidRange[] = [
  { start: 1, end: 999_999 },
  { start: 2_000_000, end: 2_999_999 },
];

function plain(entry: Working): Omit<SidEntry, "key"> {
  return { sid: entry.sid, rev: entry.rev, fingerprint: entry.fingerprint, state: entry.state };
}

function changeOf(key: string, entry: Working, oldSid: number | undefined): LedgerChange | undefined {
  const { sid, rev, before } = entry;
  if (before === undefined) return { change: "added", sid, key, rev };
  if (oldSid !== undefined) return { change: "renumbered", sid, key, rev, oldSid };
  if (before.state === "active" && entry.state === "retired") return { change: "retired", sid, key, rev };
  if (before.state === "retired" && entry.state === "active") return { change: "returned", sid, key, rev };
  if (before.rev !== rev) return { change: "revised", sid, key, rev, oldRev: before.rev };
  return undefined;
}
