/** A rule in a batch: its place among the rules asked about, and the text to load for it. */
export interface BatchedRule {
  readonly index: number;
  readonly text: string;
}

/** A whole sid option, with what stands before and behind its number. */
const SID = /([;(]\s*sid\s*:\s*)(\d{1,9})(\s*;)/i;
const SID_KEYWORD = /\bsid\s*:/gi;
/** Value of an option that names a set, which rules share. */
const SET = /[;(]\s*data(?:set|rep)\s*:([^;]{0,200})/gi;
/** What may stand before the name; anything else among the first two parts may be the name. */
const SET_COMMANDS = new Set(["set", "unset", "isset", "isnotset"]);
/** Rewritten sids are counted from here, above those in use. */
const FIRST_SPARE_SID = 3_000_000_000;
/** A longer rule may not grow by the digits of a spare sid. */
const LONGEST_REWRITTEN = 8000;
const BATCH_SIZE = 4000;

/**
 * Splits rules into batches in which no rule can change the verdict on another: none share a sid or the name of a set.
 * A sid that would clash is replaced by a spare one where the rule is plain enough to do so safely, else the rule waits
 * for a later batch.
 */
export function ruleBatches(rules: readonly BatchedRule[]): readonly (readonly BatchedRule[])[] {
  const batches: BatchedRule[][] = [];
  const nextFree = new Map<string, number>();
  let spare = FIRST_SPARE_SID;
  for (const { index, text } of rules) {
    const sid = SID.exec(text)?.[2];
    let own = text;
    const claims = setNames(text);
    if (sid !== undefined) {
      const plain = text.length <= LONGEST_REWRITTEN && text.match(SID_KEYWORD)?.length === 1 && Number(sid) > 0;
      if (plain && nextFree.has(`sid ${Number(sid)}`)) own = text.replace(SID, `$1${spare++}$3`);
      else claims.push(`sid ${Number(sid)}`);
    }
    let batch = Math.max(0, ...claims.map((claim) => nextFree.get(claim) ?? 0));
    while ((batches[batch]?.length ?? 0) >= BATCH_SIZE) batch++;
    for (const claim of claims) nextFree.set(claim, batch + 1);
    (batches[batch] ??= []).push({ index, text: own });
  }
  return batches.filter((batch) => batch !== undefined);
}

function setNames(text: string): string[] {
  const names: string[] = [];
  for (const [, value] of text.matchAll(SET)) {
    for (const part of value!.split(",").slice(0, 2)) {
      const name = part.trim();
      if (!SET_COMMANDS.has(name)) names.push(`set ${name}`);
    }
  }
  return names;
}
