import type { PushedDown } from "@sigwright/core";
import { escapeMatch, parseListKey, parseSingleKey } from "../ledger/signature-key.ts";
import type { SingleKey } from "../ledger/signature-key.ts";
import type { CompiledFormat } from "../pipeline/compiled-format.ts";
import { observationsOf } from "../pipeline/intake.ts";
import type { Intake } from "../pipeline/intake.ts";
import type { ObservationRecord } from "../pipeline/observation-record.ts";
import { parseOutcomeLine } from "../pipeline/outcome-line.ts";
import type { Outcome } from "../pipeline/outcome.ts";
import type { Template } from "../templates/template.ts";
import type { RetirementCause, RetirementReason } from "./retirement-reason.ts";

/** What the reasons are looked for in. */
export interface RetirementContext {
  readonly template: Template;
  readonly intake: Pick<Intake, "observations" | "outcomes">;
  /** The format of each family of sids. */
  readonly compiled: ReadonlyMap<string, CompiledFormat>;
  /** What the source left out by itself. */
  readonly pushedDown: PushedDown | undefined;
}

/** Signatures of one observation that are retired, by kind and match as keys have them. */
type Wanted = ReadonlyMap<string, readonly (SingleKey & { readonly key: string })[]>;

/**
 * Says of each key of a signature that was made before and is not made now why that is so. Goes through what was read
 * once more, so ask for all keys at once.
 */
export async function explainRetired(keys: readonly string[], context: RetirementContext): Promise<ReadonlyMap<string, RetirementReason>> {
  const reasons = new Map<string, RetirementReason>();
  if (keys.length === 0) return reasons;
  const wanted = new Map<string, (SingleKey & { readonly key: string })[]>();
  for (const key of keys) {
    const single = parseSingleKey(key);
    if (single === undefined) continue;
    const subject = `${single.kind}/${single.match}`;
    const same = wanted.get(subject);
    if (same === undefined) wanted.set(subject, [{ ...single, key }]);
    else same.push({ ...single, key });
  }
  await explainByOutcomes(wanted, context, reasons);
  const kinds = await explainByObservations(wanted, context, reasons);
  for (const key of keys) {
    if (reasons.has(key)) continue;
    const list = parseListKey(key);
    reasons.set(key, list !== undefined && kinds.has(list.kind) ? LIST_GONE : absent(context.pushedDown));
  }
  return reasons;
}

const LIST_GONE: RetirementReason = { cause: "list", text: "its members are in other signatures now, or gone" };

function absent(pushedDown: PushedDown | undefined): RetirementReason {
  const { leftOut = 0 } = pushedDown ?? {};
  const text = leftOut === 0 ? "it is no longer in the source" : `it is not in what was read; the platform left ${leftOut} out, not enumerated`;
  return { cause: "absent", text };
}

/** Looks among the indicators that were left out before anything was encoded. */
async function explainByOutcomes(wanted: Wanted, { intake, template }: RetirementContext, reasons: Map<string, RetirementReason>): Promise<void> {
  if (wanted.size === 0) return;
  for await (const lines of intake.outcomes.batches()) {
    for (const line of lines) {
      const { type, value, outcome } = parseOutcomeLine(line);
      const reason = reasonOf(outcome);
      if (type === null || value === null || reason === undefined) continue;
      const seen = observationsOf({ type, value }, template.observations);
      if ("reason" in seen) continue;
      for (const { kind, key: match } of seen.observations) {
        for (const { key } of wanted.get(`${kind}/${escapeMatch(match)}`) ?? []) {
          const known = reasons.get(key);
          if (known === undefined || isStronger(reason, known)) reasons.set(key, reason);
        }
      }
    }
  }
}

function reasonOf({ status, reason = "", clause = "", list = "" }: Outcome): RetirementReason | undefined {
  if (status === "guarded") return { cause: "guarded", text: `guarded by ${list}: ${reason}` };
  if (status !== "filtered") return undefined;
  const cause = CAUSES.get(clause);
  return cause === undefined ? { cause: "filtered", text: `${reason}, and \`${clause}\` is asked for` } : { cause, text: reason };
}

const CAUSES: ReadonlyMap<string, RetirementCause> = new Map([
  ["lifecycle.withdrawn", "withdrawn"],
  ["lifecycle.expired", "expired"],
  ["lifecycle.maxAge", "too-old"],
  ["observations.kinds", "left-out"],
]);

const STRENGTH: readonly RetirementCause[] = ["withdrawn", "expired", "too-old", "filtered", "guarded", "left-out"];

/** One order of reasons, whatever the order of the rows. */
function isStronger(a: RetirementReason, b: RetirementReason): boolean {
  const difference = STRENGTH.indexOf(a.cause) - STRENGTH.indexOf(b.cause);
  return difference === 0 ? a.text < b.text : difference < 0;
}

/**
 * Looks among what is observed all the same: then it is the format or the template that has changed its mind. Gives the
 * kinds of all that is observed.
 */
async function explainByObservations(wanted: Wanted, context: RetirementContext, reasons: Map<string, RetirementReason>): Promise<ReadonlySet<string>> {
  const kinds = new Set<string>();
  for await (const records of context.intake.observations.batches()) {
    for (const { observation } of records) {
      kinds.add(observation.kind);
      if (wanted.size === 0) continue;
      for (const single of wanted.get(`${observation.kind}/${escapeMatch(observation.key)}`) ?? []) {
        const compiled = context.compiled.get(single.family);
        if (compiled !== undefined) reasons.set(single.key, emissionReason(observation, single.rule, compiled, context.template));
      }
    }
  }
  return kinds;
}

function emissionReason(observation: ObservationRecord["observation"], rule: string, { format, context }: CompiledFormat, template: Template): RetirementReason {
  const encoding = format.encode!(observation, context(observation.kind));
  if (encoding.status === "unsupported") return { cause: "unsupported", text: encoding.reason };
  if (encoding.approximate !== undefined && !template.approximate) {
    return { cause: "unsupported", text: `something else can match too: ${encoding.approximate}` };
  }
  if (!encoding.signatures.some((signature) => signature.rule === rule)) {
    return { cause: "template", text: `no rule \`${rule}\` of the template is for it any more` };
  }
  if (template.lists.has(observation.kind)) return { cause: "list", text: "it is in a list now" };
  return { cause: "unsupported", text: "its rule is more than the engine takes" };
}
