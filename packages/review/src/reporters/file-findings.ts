import type { LocatedDiagnostic, SourceText } from "@sigwright/core";
import { type CheckedDiagnostic, type CheckedFile, type CheckedRule, targetName, type Verdict } from "../checked-file.ts";
import { ruleCountOf, verdictsOf } from "../verdict-counts.ts";

/** A finding, once for all the targets that have it. */
export interface Finding {
  readonly located: LocatedDiagnostic;
  /** Sid of the rule it is in, where there is one. */
  readonly sid?: number;
  /** Why somebody wants nothing said of it. */
  readonly suppressed?: string;
  /** Present when it is a baseline that says so. */
  readonly suppression?: "external";
}

/** What a check for one or more targets came to for one file. */
export interface FileFindings {
  /** For people. */
  readonly path: string;
  /** Rules judged. */
  readonly rules: number;
  /** Rules that one of the targets refuses. */
  readonly refused: number;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** Sentences about rules that some targets load and others do not. */
  readonly differences: readonly string[];
}

/**
 * Puts the targets of each file together. Files are in the order of the report. What is suppressed is left out unless it
 * is asked for.
 */
export function groupByPath(files: readonly CheckedFile[], options: { readonly withSuppressed?: true } = {}): readonly FileFindings[] {
  const byPath = new Map<string, CheckedFile[]>();
  for (const file of files) {
    const group = byPath.get(file.path);
    if (group === undefined) byPath.set(file.path, [file]);
    else group.push(file);
  }
  return [...byPath.values()].map((group) => together(group, options.withSuppressed === true));
}

function together(group: readonly CheckedFile[], withSuppressed: boolean): FileFindings {
  const [first] = group;
  return {
    path: first!.path === "-" ? (first!.source.path ?? "-") : first!.path,
    rules: ruleCountOf(first!),
    refused: refusedBy(group),
    findings: mergeFindings(group, withSuppressed),
    differences: group.length === 1 ? [] : differences(group),
  };
}

function refusedBy(group: readonly CheckedFile[]): number {
  const [first, ...others] = group;
  if (others.length === 0 || group.every((file) => verdictsOf(file).reject === 0)) return verdictsOf(first!).reject;
  return first!.rules.filter((_, index) => group.some((file) => file.rules[index]?.verdict === "reject")).length;
}

interface Merged {
  readonly found: CheckedDiagnostic & { readonly justification?: string; readonly kind?: "external" };
  readonly targets: string[];
}

function mergeFindings(group: readonly CheckedFile[], withSuppressed: boolean): readonly Finding[] {
  const merged = new Map<string, Merged>();
  for (const { diagnostics, suppressed = [], target } of group) {
    const name = target === undefined ? "" : targetName(target);
    for (const found of withSuppressed ? [...diagnostics, ...suppressed] : diagnostics) {
      const { code, range, message } = found.diagnostic;
      // A message that names the engine's version is another one for each target.
      const key = `${code} ${range.start} ${range.end} ${target === undefined || group.length === 1 ? message : message.replaceAll(target.version, "")}`;
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { found, targets: [name] });
      else if (!known.targets.includes(name)) known.targets.push(name);
    }
  }
  return [...merged.values()]
    .toSorted((a, b) => a.found.diagnostic.range.start - b.found.diagnostic.range.start)
    .map(({ found: { diagnostic, sid, justification, kind }, targets }) => ({
      located: {
        source: group[0]!.source,
        diagnostic: targets.length === group.length ? diagnostic : { ...diagnostic, message: `${diagnostic.message} (${targets.join(", ")} only)` },
      },
      ...(sid === undefined ? {} : { sid }),
      ...(justification === undefined ? {} : { suppressed: justification }),
      ...(kind === undefined ? {} : { suppression: kind }),
    }));
}

const WORDS: Readonly<Record<Verdict, (targets: string) => string>> = {
  accept: (targets) => `loads on ${targets}`,
  reject: (targets) => `not on ${targets}`,
  skip: (targets) => `is left out in silence by ${targets}`,
};

function differences(group: readonly CheckedFile[]): readonly string[] {
  const { source, rules } = group[0]!;
  const reasons = new Map(group.map((file) => [file, reasonsByLine(file)]));
  return rules.flatMap((rule, index) => {
    const verdicts = new Map<Verdict, CheckedFile[]>();
    for (const file of group) {
      const verdict = file.rules[index]?.verdict ?? "accept";
      verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), file]);
    }
    if (verdicts.size < 2) return [];
    const parts = (["accept", "skip", "reject"] as const).flatMap((verdict) => {
      const of = verdicts.get(verdict);
      if (of === undefined) return [];
      const names = of.map(({ target }) => (target === undefined ? "" : targetName(target))).join(" and ");
      const why = verdict === "reject" ? reasonFor(rule, source, reasons.get(of[0]!)!) : undefined;
      return [WORDS[verdict](names) + (why === undefined ? "" : ` because ${why}`)];
    });
    const { line } = source.positionAt(rule.range.start);
    return [`${nameOf(rule)} in line ${line} ${parts.join(", ")}`];
  });
}

function nameOf({ sid, gid }: CheckedRule): string {
  if (sid === undefined) return "the rule";
  return gid === undefined || gid === 1 ? `sid ${sid}` : `sid ${gid}:${sid}`;
}

/** The first thing that the engine refuses on each line, as far as there is one. */
function reasonsByLine({ diagnostics, source }: CheckedFile): ReadonlyMap<number, string> {
  const reasons = new Map<number, string>();
  for (const { diagnostic } of diagnostics) {
    const { line } = source.positionAt(diagnostic.range.start);
    if (diagnostic.rejects && !reasons.has(line)) reasons.set(line, diagnostic.message);
  }
  return reasons;
}

/** The first thing that a rule is refused for. */
function reasonFor({ range }: CheckedRule, source: SourceText, reasons: ReadonlyMap<number, string>): string | undefined {
  const last = source.positionAt(range.end).line;
  for (let { line } = source.positionAt(range.start); line <= last; line++) {
    const reason = reasons.get(line);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
