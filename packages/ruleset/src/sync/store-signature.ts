import { quoted, StoreError } from "@sigwright/core";
import type { IndicatorReference, SideFile, SignatureChange, SignatureStore, StoredSignature } from "@sigwright/core";
import type { LedgerChange } from "../ledger/sid-allocator.ts";
import type { FormatResult } from "../pipeline/format-generation.ts";
import { changeOf } from "./signature-change.ts";
import type { WantedSignature } from "./signature-change.ts";
import { freeName } from "./signature-name.ts";

/**
 * What became of a signature in the store.
 * - `created`, `updated`, `unchanged`: it is now as it should be.
 * - `edited`: somebody has edited its rules, so nothing was changed.
 * - `kept`: the group has no indicators at all, which may be a mistake, so nothing was withdrawn.
 * - `absent`: there was none, and nothing to make one of.
 */
export type SyncStatus = "created" | "updated" | "unchanged" | "edited" | "kept" | "absent";

/** What was done to a signature in the store, or would be done. */
export interface StoreOutcome {
  readonly status: SyncStatus;
  readonly xid: string;
  /** Absent where there is no such signature (yet). */
  readonly id?: string;
  readonly name?: string;
  readonly link?: string;
  readonly type: string;
  readonly fileName: string;
  /** The rules as they are wanted. */
  readonly content: string;
  /** What is different of them; absent when nothing is. */
  readonly change?: SignatureChange;
  /** How many indicators it is associated with then. */
  readonly indicators: number;
  /** Names of the files that are stored beside the rules. */
  readonly sideFiles: readonly string[];
}

/** One signature of a sync: what was made, and what became of it in the store. */
export interface SyncedSignature extends StoreOutcome {
  readonly ruleset: FormatResult;
  /** What is different in its sids. */
  readonly changes: readonly LedgerChange[];
}

/** What {@link storeSignature} is asked to do. */
export interface StoreSignatureOptions {
  readonly store: SignatureStore;
  readonly stored: StoredSignature | undefined;
  /** Whether somebody has edited the rules that are stored. */
  readonly isEdited: boolean;
  readonly wanted: WantedSignature;
  readonly xid: string;
  readonly fallbackName: string;
  readonly sideFiles: readonly SideFile[];
  /** There are no rules. */
  readonly isEmpty: boolean;
  /** Rules that are stored stay although there are none any more. */
  readonly isKept: boolean;
  readonly overwriteEdited: boolean;
  readonly isPlan: boolean;
}

/** Makes a signature in the store what it should be, or says what would have to be done. */
export async function storeSignature(options: StoreSignatureOptions): Promise<StoreOutcome> {
  const { store, stored, wanted, xid, sideFiles, isPlan } = options;
  const about = {
    xid,
    type: wanted.type,
    fileName: wanted.fileName,
    content: wanted.content,
    indicators: wanted.indicators.length,
    sideFiles: sideFiles.map(({ name }) => name),
  };
  // Where there were rules and are none any more, the signature stays and is emptied: sensors must learn of it.
  if (stored === undefined) return options.isEmpty ? { ...about, status: "absent" } : create(options, about);

  const known = { ...about, id: stored.id, name: stored.name, ...(stored.link === undefined ? {} : { link: stored.link }) };
  const associated: IndicatorReference[] = [];
  for await (const indicator of store.indicators(stored.id)) associated.push(indicator);
  const change = changeOf(stored, associated, wanted);
  const hasFiles = await hasSideFiles(store, stored.id, sideFiles);
  if (options.isEdited && !options.overwriteEdited) {
    return { ...known, status: "edited", ...(change === undefined ? {} : { change }) };
  }
  if (change === undefined && hasFiles) return { ...known, status: "unchanged" };
  if (options.isKept) return { ...known, status: "kept", ...(change === undefined ? {} : { change }) };
  if (!isPlan) {
    // First the files, which the new rules may name.
    if (!hasFiles) await store.putSideFiles(stored.id, sideFiles);
    if (change !== undefined) await store.update(stored.id, change);
  }
  return { ...known, status: "updated", ...(change === undefined ? {} : { change }) };
}

async function create(options: StoreSignatureOptions, about: Omit<StoreOutcome, "status">): Promise<StoreOutcome> {
  const { store, wanted, xid, sideFiles, isPlan } = options;
  const name = await freeName(store, wanted.name, options.fallbackName);
  if (isPlan) return { ...about, status: "created", name };
  const { type, fileName, content, attributes, tags, labels, group, indicators } = wanted;
  const members = { attributes, tags, labels, groups: [group], indicators };
  const made = await store.create({ xid, name, type, fileName, content, ...members }).catch(async (error: unknown) => {
    const isTaken = error instanceof StoreError && error.failure === "conflict" && (await store.get({ xid })) !== undefined;
    if (!isTaken) throw error;
    throw new StoreError("conflict", `another run has made the signature ${quoted(xid)} at the same moment`, {
      help: "run it again: what that one has not done yet is done then",
      cause: error,
    });
  });
  if (sideFiles.length > 0) await store.putSideFiles(made.id, sideFiles);
  return { ...about, status: "created", id: made.id, name: made.name, ...(made.link === undefined ? {} : { link: made.link }) };
}

/** Whether the files beside a signature's rules are these. */
async function hasSideFiles(store: SignatureStore, id: string, wanted: readonly SideFile[]): Promise<boolean> {
  const there = new Map((await store.sideFiles(id)).map(({ name, bytes }) => [name, bytes]));
  return (
    there.size === wanted.length &&
    wanted.every(({ name, bytes }) => {
      const found = there.get(name);
      return found?.length === bytes.length && bytes.every((byte, index) => byte === found[index]);
    })
  );
}
