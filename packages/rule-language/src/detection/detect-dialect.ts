import { type Likelihood, SourceText } from "@sigwright/core";
import { parseRules } from "../parse.ts";
import { RULE_DIALECTS, type RuleDialect } from "../tree.ts";
import { RULE_SIGNS, type RuleSign, signedRule } from "./rule-signs.ts";

/** Characters looked at: enough to pass a licence comment and to see many rules. */
const LOOK_AT = 64 * 1024;
/** Rules looked at. */
const MOST_RULES = 200;
/** Characters looked at first: where rules have as little doubt about them as most do, the rest would say the same. */
const FIRST_LOOK = 12 * 1024;
/** How many rules, and how much of the weight of all signs, leave no doubt. */
const CLEAR = { rules: 10, lead: 0.4 } as const;

/** Words of directives that only one dialect's files have. */
const SNORT2_DIRECTIVE = /^[ \t]*(?:ipvar|portvar|preprocessor|config|var|dynamicpreprocessor|dynamicengine|event_filter|rate_filter|output|suppress)[ \t]/m;

/** A comment names an engine: weight of what its author says, beside what the rules show. */
const NAMED = 1.5;
const COMMENT = /^[ \t]*#.*/gm;
/** Characters from the top in which such a comment is looked for. */
const TOP = 4096;

const NAMES: Readonly<Record<RuleDialect, string>> = { suricata: "Suricata", snort2: "Snort 2", snort3: "Snort 3" };

/** How likely a text is of a dialect without any sign: what most rules are written for comes first. */
const UNSIGNED: Readonly<Record<RuleDialect, number>> = { suricata: 0.5, snort2: 0.4, snort3: 0.3 };

/** What was found in a text, for all dialects. */
interface Evidence {
  readonly rules: number;
  /** Weight of the signs that speak for each dialect. */
  readonly weights: Readonly<Record<RuleDialect, number>>;
  /** Rules that have each sign. */
  readonly counts: ReadonlyMap<RuleSign, number>;
  readonly hasDirectives: boolean;
  /** The dialect that a comment at the top names. */
  readonly named: RuleDialect | undefined;
}

/**
 * Says how likely a text is of a dialect, by what only some dialects write. One function answers for all of them, so that
 * what speaks for one speaks against the others. Takes linear time on any text.
 */
export function detectDialect(text: string, dialect: RuleDialect): Likelihood {
  const evidence = latestEvidence(text.slice(0, LOOK_AT));
  const { rules, weights, hasDirectives } = evidence;
  if (rules === 0) {
    if (dialect === "snort2" && hasDirectives) return { score: 0.6, reason: reasonFor(dialect, evidence) };
    return { score: 0, reason: "no line looks like a rule" };
  }
  const most = Math.max(...Object.values(weights));
  if (most === 0) return { score: UNSIGNED[dialect], reason: "its rules may be Suricata's or Snort's" };
  const share = weights[dialect] / most;
  const rival = RULE_DIALECTS.filter((other) => other !== dialect).reduce((a, b) => (weights[a] >= weights[b] ? a : b));
  if (weights[dialect] === 0) return { score: 0.02, reason: `its rules look like ${NAMES[rival]}` };
  const lead = (weights[dialect] - weights[rival]) / most;
  // A tie is decided as where there is no sign; a lead, however small, is more than that.
  const score = lead > 0 ? 0.6 + 0.37 * Math.min(lead, 1) : lead === 0 ? UNSIGNED[dialect] + 0.05 : UNSIGNED[dialect] * share;
  return { score, reason: reasonFor(dialect, evidence) };
}

/** The sign that says the most for a dialect, with the number of rules that have it. */
function reasonFor(dialect: RuleDialect, { counts, rules, named, hasDirectives }: Evidence): string {
  if (hasDirectives && dialect === "snort2") return "it has directives of Snort 2's configuration";
  let best: RuleSign | undefined;
  // What fewer dialects write says more, however often the rest is seen.
  const strength = (sign: RuleSign): number => (sign.weight * counts.get(sign)!) / 10 ** sign.of.length;
  for (const sign of counts.keys()) {
    if (sign.of.includes(dialect) && (best === undefined || strength(sign) > strength(best))) best = sign;
  }
  if (named === dialect && (best === undefined || best.of.length > 1)) return `a comment at its top names ${NAMES[dialect]}`;
  if (best === undefined) return "its rules may be Suricata's or Snort's";
  const count = counts.get(best)!;
  return rules === 1 ? `its rule has ${best.words}` : `${count} of its ${rules} rules ${count === 1 ? "has" : "have"} ${best.words}`;
}

/** The evidence found last, kept because every dialect is asked about one text, one right after the other. */
let latest: { readonly text: string; readonly evidence: Evidence } | undefined;

function latestEvidence(text: string): Evidence {
  if (latest?.text !== text) latest = { text, evidence: evidenceOf(text) };
  return latest.evidence;
}

function evidenceOf(text: string): Evidence {
  const first = evidenceIn(text.slice(0, FIRST_LOOK));
  return text.length <= FIRST_LOOK || isClear(first) ? first : evidenceIn(text);
}

function isClear({ rules, weights }: Evidence): boolean {
  const [most = 0, next = 0] = Object.values(weights).toSorted((a, b) => b - a);
  return rules >= CLEAR.rules && most - next >= CLEAR.lead * most && most > 0;
}

function evidenceIn(text: string): Evidence {
  const weights: Record<RuleDialect, number> = { suricata: 0, snort2: 0, snort3: 0 };
  const counts = new Map<RuleSign, number>();
  // Snort 3's reading finds the options of all: it heeds quotes, and rules that span lines.
  const file = parseRules(SourceText.fromString(text), "snort3");
  let rules = 0;
  for (const rule of file.rules) {
    if (rules === MOST_RULES) break;
    if (rule.body === undefined || rule.options.length === 0) continue;
    rules++;
    const signed = signedRule(rule, text);
    for (const sign of RULE_SIGNS) {
      if (!sign.has(signed)) continue;
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
      for (const dialect of sign.of) weights[dialect] += sign.weight;
    }
  }
  const hasDirectives = SNORT2_DIRECTIVE.test(text);
  if (hasDirectives) weights.snort2 += 4;
  const named = rules === 0 ? undefined : namedDialect(text.slice(0, TOP));
  if (named !== undefined) weights[named] += NAMED;
  return { rules, weights, counts, hasDirectives, named };
}

/** The only dialect that comments at the top of a file name. */
function namedDialect(top: string): RuleDialect | undefined {
  const comments = [...top.matchAll(COMMENT)].map(([line]) => line).filter((line) => !line.includes("(")).join("\n");
  const found = RULE_DIALECTS.filter((dialect) => NAMED_BY[dialect].test(comments));
  return found.length === 1 ? found[0] : undefined;
}

const NAMED_BY: Readonly<Record<RuleDialect, RegExp>> = { suricata: /\bsuricata\b/i, snort2: /\bsnort[ _-]?(?:v\.?)?2/i, snort3: /\bsnort[ _-]?(?:v\.?)?3|snort\+\+/i };
