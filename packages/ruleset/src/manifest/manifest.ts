import type { Channel, ObservationKind, Target } from "@sigwright/core";
import type { Counts } from "../pipeline/outcome.ts";
import type { ManifestLists } from "./manifest-lists.ts";

/** What a file of the output is for. */
export type FileRole = "rules" | "list" | "list-changes" | "sensor-settings" | "outcomes";

/** A file of the output as the manifest lists it. */
export interface ManifestFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  /** SHA-256 of its bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly role: FileRole;
}

/** A signature of the output as the manifest lists it. Missing numbers and texts are `null`. */
export interface ManifestSignature {
  readonly gid: number | null;
  readonly sid: number | null;
  readonly rev: number | null;
  readonly observation: ObservationKind;
  /** `beside`: it is no rule, but an entry of a file beside the rules, and has no sid. */
  readonly kind: "rule" | "list" | "beside";
  /** How many observations it stands for; which ones, `manifest.ndjson` says. */
  readonly entries: number;
  /** What else can match too; `null` when the signature is exact. */
  readonly approximate: string | null;
  /** Settings a sensor needs for it to fire. */
  readonly requires: readonly string[];
  /** Id of the template rule it was made with; the observation's kind when it was made without one. */
  readonly rule: string;
  /** Key of the observation; `null` for a list. */
  readonly value: string | null;
  /** The rule's own name, which its alerts have, where the format knows rules by names and not by sids. */
  readonly name?: string;
  /** The file of the list it looks into, relative to the rules; absent where the list stands in the rule. */
  readonly file?: string;
}

/** What is true of all signatures that one template rule made; said once, for there can be a million of them. */
export interface ManifestRule {
  readonly rule: string;
  readonly observation: ObservationKind;
  /** Where its signatures look. */
  readonly channels: readonly Channel[];
  /** What they are known not to see. */
  readonly limits: readonly string[];
}

/** What made a ruleset from what, and what is in it: the shape of `manifest.json`. */
export interface Manifest {
  readonly version: 1;
  readonly tool: string;
  /** The time that relative dates of the filter were counted from, ISO 8601 in UTC. */
  readonly now: string;
  readonly filter: string | null;
  readonly template: { readonly id: string; readonly hash: string };
  readonly format: string;
  readonly target: Target;
  readonly source: {
    readonly spec: string;
    /** What the platform was asked for instead of everything; `null` when everything was read. */
    readonly pushedDown: string | null;
    /** How many indicators it left out for that; they are counted, not enumerated. */
    readonly leftOut: number;
    readonly read: number;
  };
  readonly counts: Counts;
  readonly files: readonly ManifestFile[];
  /** The template rules that made signatures, by kind of observation and id. */
  readonly rules: readonly ManifestRule[];
  /** Present when there are lists in files, or changes of lists were asked for. */
  readonly lists?: ManifestLists;
  readonly signatures: readonly ManifestSignature[];
}

/** Everything of a manifest but its signatures, which can be too many to hold. */
export type ManifestHead = Omit<Manifest, "signatures">;

/** A signature as it stands in `manifest.json`. */
export function manifestSignature(signature: ManifestSignature): string {
  return JSON.stringify(signature);
}

/** Writes `manifest.json` piece by piece: the head, then one line for each signature. */
export async function* manifestText(
  head: ManifestHead,
  signatures: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  const text = JSON.stringify(head, undefined, 2);
  yield `${text.slice(0, text.lastIndexOf("\n}"))},\n  "signatures": [`;
  let isFirst = true;
  for await (const batch of signatures) {
    if (batch.length === 0) continue;
    yield `${isFirst ? "" : ","}\n    ${batch.join(",\n    ")}`;
    isFirst = false;
  }
  yield isFirst ? "]\n}\n" : "\n  ]\n}\n";
}
