import type { Diagnostic, RuleView, SignatureFormat, SourceText, Target, ValidateContext } from "@sigwright/core";
import type { CheckedDiagnostic, CheckedFile, CheckedRule, Verdict } from "./checked-file.ts";
import { notText } from "./not-text.ts";
import { type FindRule, ruleExtents } from "./rule-extents.ts";
import { maySuppress } from "./suppression.ts";
import { withRules } from "./verdict-counts.ts";

/** How to check a file. */
export interface CheckOptions extends Omit<ValidateContext, "target"> {
  /** Whether a file that a rule names and that is not there refuses the rule; else it is a warning. Default false. */
  readonly requireFiles?: boolean;
}

/** A document and the rules in it, parsed once for all targets. */
interface ParsedFile {
  readonly path: string;
  readonly source: SourceText;
  readonly format: SignatureFormat;
  readonly document: unknown;
  readonly syntax: readonly Diagnostic[];
  readonly rules: readonly RuleView[];
}

/** What a format calls a list, script or database that is named by a rule and is not there. */
const MISSING_FILE = "/missing-file";

/**
 * Checks the text of a file for each target, or once when there is none. Never throws on what is in the file; a check
 * that fails for a fault of its own is a diagnostic, so that other files and targets are still judged.
 *
 * @param path how the file is called in reports.
 */
export function checkFile(
  path: string,
  source: SourceText,
  format: SignatureFormat,
  targets: readonly Target[],
  options: CheckOptions = {},
): readonly CheckedFile[] {
  const parsed = parse(path, source, format);
  return (targets.length === 0 ? [undefined] : targets).map((target) => checkFor(target, parsed, options));
}

function parse(path: string, source: SourceText, format: SignatureFormat): ParsedFile {
  const file = { path, source, format };
  const fault = notText(source);
  if (fault !== undefined) return { ...file, document: undefined, syntax: [fault], rules: [] };
  try {
    const { document, diagnostics } = format.parse?.(source) ?? { document: undefined, diagnostics: [] };
    return { ...file, document, syntax: diagnostics, rules: format.rules?.(document) ?? [] };
  } catch (error) {
    return { ...file, document: undefined, syntax: [faultOfOurs(format, error)], rules: [] };
  }
}

function checkFor(target: Target | undefined, file: ParsedFile, options: CheckOptions): CheckedFile {
  const { path, source, format, syntax, rules } = file;
  const found = [...syntax, ...notSaidBy(syntax, validate(target, file, options))].map((diagnostic) => missingFile(diagnostic, options));
  found.sort((a, b) => a.range.start - b.range.start);
  const facts = factsOf(file, found);
  const ruleAt = ruleExtents(source, rules);
  return {
    path,
    source,
    format: format.id,
    ...(target === undefined ? {} : { target }),
    hasSuppressions: maySuppress(source.text),
    ...(facts.noted === undefined ? {} : { facts: facts.noted }),
    rules: judge(rules, found, ruleAt, options),
    diagnostics: [...facts.faults, ...found].map((diagnostic) => withSid(diagnostic, rules, ruleAt)),
  };
}

/** What the format notes of the file for the set it is in, or why it can't. */
function factsOf({ format, document }: ParsedFile, diagnostics: readonly Diagnostic[]): { readonly noted?: unknown; readonly faults: readonly Diagnostic[] } {
  if (document === undefined || format.setFacts === undefined) return { faults: [] };
  try {
    return { noted: format.setFacts({ document, diagnostics }), faults: [] };
  } catch (error) {
    return { faults: diagnostics.some(({ code }) => code === "review/internal-error") ? [] : [faultOfOurs(format, error)] };
  }
}

function validate(target: Target | undefined, { format, document, syntax }: ParsedFile, options: CheckOptions): readonly Diagnostic[] {
  if (target === undefined || document === undefined || format.validate === undefined) return [];
  const { configuration, includeDisabled, profiles } = options;
  const context: ValidateContext = {
    target,
    ...(configuration === undefined ? {} : { configuration }),
    ...(includeDisabled === undefined ? {} : { includeDisabled }),
    ...(profiles === undefined ? {} : { profiles }),
    ...(options.fileExists === undefined ? {} : { fileExists: (name) => options.fileExists!(name) }),
  };
  try {
    return format.validate(document, context);
  } catch (error) {
    return syntax.some(({ code }) => code === "review/internal-error") ? [] : [faultOfOurs(format, error)];
  }
}

/** What goes beyond the syntax: what is no option at all need not be called an unknown one, too. */
function notSaidBy(syntax: readonly Diagnostic[], found: readonly Diagnostic[]): readonly Diagnostic[] {
  const place = ({ range }: Diagnostic): string => `${range.start}:${range.end}`;
  const refused = new Set(syntax.filter(({ rejects }) => rejects).map(place));
  return refused.size === 0 ? found : found.filter((diagnostic) => !diagnostic.rejects || !refused.has(place(diagnostic)));
}

function missingFile(diagnostic: Diagnostic, { requireFiles }: CheckOptions): Diagnostic {
  if (requireFiles !== true || !diagnostic.code.endsWith(MISSING_FILE)) return diagnostic;
  return { ...diagnostic, severity: "error", rejects: true };
}

type Filled<T> = { -readonly [Name in keyof T]: T[Name] };

/** Rules with their verdicts: those that stand commented out only when they were judged. */
function judge(
  rules: readonly RuleView[],
  diagnostics: readonly Diagnostic[],
  ruleAt: FindRule,
  { includeDisabled }: CheckOptions,
): readonly CheckedRule[] {
  const verdicts = new Map<number, Verdict>();
  for (const { rejects, skips, range } of diagnostics) {
    if (!rejects && skips !== true) continue;
    const index = ruleAt(range.start);
    if (index === undefined) continue;
    if (rejects) verdicts.set(index, "reject");
    else if (!verdicts.has(index)) verdicts.set(index, "skip");
  }
  const checked: CheckedRule[] = [];
  for (const [index, { range, enabled, gid, sid, rev, name }] of rules.entries()) {
    if (!enabled && includeDisabled !== true) continue;
    const rule: Filled<CheckedRule> = { range, enabled, verdict: verdicts.get(index) ?? "accept" };
    if (gid !== undefined) rule.gid = gid;
    if (sid !== undefined) rule.sid = sid;
    if (rev !== undefined) rule.rev = rev;
    if (name !== undefined) rule.name = name;
    checked.push(rule);
  }
  return checked;
}

function withSid(diagnostic: Diagnostic, rules: readonly RuleView[], ruleAt: FindRule): CheckedDiagnostic {
  const index = ruleAt(diagnostic.range.start);
  const sid = index === undefined ? undefined : rules[index]!.sid;
  return sid === undefined ? { diagnostic } : { diagnostic, sid };
}

/** Says that a check failed for a fault of its own. */
export function faultOfOurs({ displayName }: SignatureFormat, error: unknown): Diagnostic {
  const why = error instanceof Error ? error.message : String(error);
  return {
    code: "review/internal-error",
    severity: "error",
    rejects: false,
    message: `the check for ${displayName} failed: ${why}`,
    range: { start: 0, end: 0 },
    help: "this is a fault of the check and not of the file: please report it with the file",
  };
}

/**
 * A file with findings of somebody else added to some of its rules, an engine's for example.
 *
 * @param findings by index of the rule.
 */
export function withRuleFindings(file: CheckedFile, findings: ReadonlyMap<number, Diagnostic>): CheckedFile {
  if (findings.size === 0) return file;
  const added = [...findings].map(([index, diagnostic]): CheckedDiagnostic => {
    const sid = file.rules[index]?.sid;
    return sid === undefined ? { diagnostic } : { diagnostic, sid };
  });
  const rules = file.rules.map((rule, index): CheckedRule => {
    const finding = findings.get(index);
    if (finding?.rejects === true) return { ...rule, verdict: "reject" };
    return finding?.skips === true && rule.verdict === "accept" ? { ...rule, verdict: "skip" } : rule;
  });
  return {
    ...withRules(file, rules),
    diagnostics: [...file.diagnostics, ...added].toSorted((a, b) => a.diagnostic.range.start - b.diagnostic.range.start),
  };
}

/** Findings by the rule they start in; the index is that of {@link CheckedFile.rules}. */
export function findingsByRule({ source, rules, diagnostics }: CheckedFile): ReadonlyMap<number, readonly Diagnostic[]> {
  const ruleAt = ruleExtents(source, rules);
  const byRule = new Map<number, Diagnostic[]>();
  for (const { diagnostic } of diagnostics) {
    const index = ruleAt(diagnostic.range.start);
    if (index === undefined) continue;
    const known = byRule.get(index);
    if (known === undefined) byRule.set(index, [diagnostic]);
    else known.push(diagnostic);
  }
  return byRule;
}
