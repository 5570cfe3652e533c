import { closest, type Diagnostic, type Range, type ValidateContext } from "@sigwright/core";
import type { Rule, RuleFile, RuleOption, SkipReason } from "@sigwright/rule-language";
import { finding } from "./diagnostic-catalogue.ts";
import { keywordTable, type KeywordTable } from "./keywords/keyword-table.ts";
import type { EngineVersion } from "./keywords/keyword.ts";
import { engineVersion } from "./targets.ts";

const KEYWORDS: Readonly<Record<EngineVersion, KeywordTable>> = {
  "7.0": keywordTable("7.0"),
  "8.0": keywordTable("8.0"),
};

/**
 * What the engine would refuse in the structure of a file's rules, beyond their syntax: unknown keywords, missing and
 * duplicate sids; and which rules it leaves out in silence. Rules that stand commented out are left alone unless asked for.
 */
export function validate(file: RuleFile, context: ValidateContext): readonly Diagnostic[] {
  const keywords = KEYWORDS[engineVersion(context.target)];
  const diagnostics: Diagnostic[] = [];
  const bySid = new Map<string, SidUse>();
  for (const rule of file.rules) {
    if (!rule.enabled) {
      if (context.includeDisabled !== true) continue;
      diagnostics.push(...rule.diagnostics);
    } else if (rule.skipped !== undefined) {
      diagnostics.push(skippedRule(rule, rule.skipped));
      continue;
    }
    for (const option of rule.options) {
      if (option.name !== "" && keywords.find(option.name) === undefined) {
        diagnostics.push(unknownKeyword(option, keywords));
      }
    }
    // Older revisions stand commented out beside the one in use: they clash with nothing.
    diagnostics.push(...checkSid(rule, rule.enabled ? bySid : new Map()));
  }
  return diagnostics;
}

function skippedRule({ range }: Rule, reason: SkipReason): Diagnostic {
  if (reason === "leading-blank") {
    return finding("suricata/leading-blank", range, {
      message: "the engine does not load this rule, as its line begins with a blank",
      help: "delete the blank, or make the line a comment with `#`",
    });
  }
  return finding("suricata/unfinished-line", range, {
    message: "the engine does not load this rule, as the file ends in a backslash that joins a next line to it",
    help: "delete the backslash",
  });
}

function unknownKeyword(option: RuleOption, keywords: KeywordTable): Diagnostic {
  const { name } = option;
  const later = keywords.version === "7.0" && KEYWORDS["8.0"].find(name) !== undefined;
  const near = later ? undefined : closest(name, keywords.names());
  return finding("suricata/unknown-keyword", option.nameRange, {
    message: later
      ? `the option keyword \`${name}\` came with Suricata 8.0`
      : `unknown option keyword \`${name}\` for Suricata ${keywords.version}`,
    ...(later ? { help: "check the rule for the target `suricata@8.0`, or leave the option out" } : {}),
    ...(near === undefined
      ? {}
      : {
          help: `did you mean \`${near}\`?`,
          expected: [near],
          fixes: [{ title: `Write \`${near}\``, edits: [{ range: option.nameRange, newText: near }], safe: false }],
        }),
  });
}

// A rule with a sid that can't be read is not one without: what is wrong with the value is another finding.
function checkSid(rule: Rule, bySid: Map<string, SidUse>): readonly Diagnostic[] {
  const { sid, gid, rev } = identityOptions(rule);
  if (sid === undefined) {
    return [
      finding("suricata/missing-sid", rule.action.range, {
        message: "this rule has no sid",
        help: "add `sid:` with a number that no other rule has; 1000000 to 1999999 are for local use",
      }),
    ];
  }
  const number = integer(sid.value);
  if (number === undefined) return [];
  const key = `${integer(gid?.value) ?? 1}:${number}`;
  const use = { range: sid.range, rev: integer(rev?.value) ?? 0 };
  const earlier = bySid.get(key);
  if (earlier === undefined || use.rev > earlier.rev) bySid.set(key, use);
  if (earlier === undefined) return [];
  const labels = [{ range: earlier.range, message: "the sid is first used here" }];
  if (use.rev > earlier.rev) {
    return [
      finding("suricata/replaced-rule", sid.range, {
        message: `this rule takes the place of an earlier one with sid ${key}, as its rev is higher`,
        labels,
        help: "delete the earlier rule, or give one of them another sid",
      }),
    ];
  }
  return [
    finding("suricata/duplicate-sid", sid.range, {
      message: `another rule has the sid ${key}, and the rev of this one is not higher`,
      labels,
      help: "give one of them another sid",
    }),
  ];
}

/** Where a sid was used, and with which revision. */
interface SidUse {
  readonly range: Range;
  readonly rev: number;
}

// The engine does not mind the case of a keyword, so `rule.option` is not enough.
function identityOptions(rule: Rule): Partial<Record<"sid" | "gid" | "rev", RuleOption>> {
  const found: Partial<Record<"sid" | "gid" | "rev", RuleOption>> = {};
  for (const option of rule.options) {
    if (option.name.length !== 3) continue;
    const name = option.name.toLowerCase();
    if (name === "sid" || name === "gid" || name === "rev") found[name] ??= option;
  }
  return found;
}

function integer(value: string | undefined): number | undefined {
  return value !== undefined && /^[0-9]{1,10}$/.test(value) ? Number(value) : undefined;
}
