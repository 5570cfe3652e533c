import { closest } from "@sigwright/core";
import type { SignatureFormat, Target } from "@sigwright/core";
import { UsageError } from "./usage-error.ts";

/**
 * Reads `--target ENGINE@VERSION` flags: one for each engine. A version stands for the newest known one that is not
 * newer (`suricata@7.0.10` for 7.0).
 *
 * @returns the targets by engine.
 * @throws UsageError with the list of targets when one is not known, or an engine is named twice.
 */
export function selectTargets(
  wanted: readonly string[],
  formats: readonly SignatureFormat[],
): ReadonlyMap<string, Target> {
  const chosen = new Map<string, Target>();
  for (const text of wanted) {
    const target = resolveTarget(text, formats);
    if (chosen.has(target.engine)) throw new UsageError(`two targets are given for the engine \`${target.engine}\``, "give one");
    chosen.set(target.engine, target);
  }
  return chosen;
}

/**
 * Reads `--target` flags that may name several versions of an engine, each version once, in the order given.
 *
 * @throws UsageError with the list of targets when one is not known.
 */
export function selectAllTargets(wanted: readonly string[], formats: readonly SignatureFormat[]): readonly Target[] {
  return [...new Set(wanted.map((text) => resolveTarget(text, formats)))];
}

function resolveTarget(text: string, formats: readonly SignatureFormat[]): Target {
  const known = formats.flatMap((format) => format.targets ?? []);
  const [engine = "", version = "", ...rest] = text.split("@");
  const ofEngine = known.filter((target) => target.engine === engine);
  if (ofEngine.length === 0 || rest.length > 0) {
    const near = closest(engine, new Set(known.map((target) => target.engine)));
    const list = `there are ${known.map(targetName).join(", ")}`;
    const isMisspelt = near !== undefined && near !== engine;
    throw new UsageError(`there is no target \`${text}\``, isMisspelt ? `did you mean \`${near}@${version}\`? ${list}` : list);
  }
  const target = newestNotAfter(ofEngine, version);
  if (target !== undefined) return target;
  throw new UsageError(`the version of \`${text}\` is not known`, `there are ${ofEngine.map(targetName).join(", ")}`);
}

/** A target as people write it: `suricata@7.0`. */
export function targetName({ engine, version }: Target): string {
  return `${engine}@${version}`;
}

/** The newest target of the same major version that is not newer than the version wanted. */
function newestNotAfter(targets: readonly Target[], version: string): Target | undefined {
  const wanted = numbers(version);
  if (wanted === undefined) return undefined;
  const candidates = targets.flatMap((target) => {
    const own = numbers(target.version);
    return own !== undefined && own[0] === wanted[0] && compare(own, wanted) <= 0 ? [{ target, own }] : [];
  });
  // `suricata@7` means any 7.
  if (wanted.length === 1) return targets.find((target) => numbers(target.version)?.[0] === wanted[0]);
  return candidates.toSorted((a, b) => compare(b.own, a.own))[0]?.target;
}

function numbers(version: string): number[] | undefined {
  return /^\d{1,6}(?:\.\d{1,6}){0,5}$/.test(version) ? version.split(".").map(Number) : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
