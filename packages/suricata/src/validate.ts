import type { Diagnostic, Range, RuleConfiguration, ValidateContext } from "@sigwright/core";
import type { Rule, RuleFile, SkipReason } from "@sigwright/rule-language";
import type { RuleChecker, RuleState } from "@sigwright/rule-language/dialect";
import { advise } from "./advice/advise.ts";
import { suricataRuleChecker } from "./check-rules.ts";
import { checkedIdentity, sidClash, SidTable } from "./checks/rule-identity.ts";
import { firstOtherByte } from "./checks/utf-8.ts";
import { finding } from "./diagnostic-catalogue.ts";
import { stockChecker } from "./stock-checkers.ts";
import { type EngineVersion, engineVersion } from "./targets.ts";

/**
 * What the engine would refuse of a file's rules, what it leaves out in silence, and what loads and hardly does what
 * was meant, with advice on the rules that load. The syntax of enabled rules is the parser's; of a rule whose syntax is refused only the keywords are looked at.
 * Rules that stand commented out are left alone unless asked for.
 */
export function validate(file: RuleFile, context: ValidateContext): readonly Diagnostic[] {
  const checker = checkerFor(engineVersion(context.target), context.configuration);
  const { text } = file.source;
  const diagnostics: Diagnostic[] = [];
  const sids = new SidTable<Range>();
  for (const rule of file.rules) {
    if (!rule.enabled) {
      if (context.includeDisabled !== true) continue;
      diagnostics.push(...rule.diagnostics);
    } else if (rule.skipped !== undefined) {
      diagnostics.push(skippedRule(rule, rule.skipped));
      continue;
    }
    const notText = file.source.encoding === "latin-1" ? firstOtherByte(text, rule.range) : undefined;
    if (notText !== undefined) diagnostics.push(notUtf8(notText, text));
    const isFaulty = notText !== undefined || rule.diagnostics.some(({ rejects }) => rejects);
    const findings = checker.check(rule, text, isFaulty ? "faulty" : "sound");
    for (const found of findings.diagnostics) diagnostics.push(found);
    if (context.fileExists !== undefined) diagnostics.push(...missingFiles(findings.state, context.fileExists.bind(context)));
    const loads = !isFaulty && findings.state.skip === undefined && !findings.diagnostics.some(({ rejects }) => rejects);
    if (loads) advise({ rule, source: file.source, state: findings.state }, context.profiles, diagnostics);
    // Older revisions stand commented out beside the one in use: they clash with nothing.
    if (!loads || !rule.enabled) continue;
    const { identity, range } = checkedIdentity(findings.state);
    const clash = sids.add(identity, range);
    if (clash === undefined) continue;
    const labels = [{ range: clash.earlier, message: "the sid is first used here" }];
    diagnostics.push(sidClash(identity, clash.isNewer, range, clash.isNewer ? "an earlier one" : "another rule", { labels }));
  }
  return diagnostics.toSorted((a, b) => a.range.start - b.range.start);
}

function checkerFor(version: EngineVersion, configuration: RuleConfiguration | undefined): RuleChecker {
  return configuration === undefined ? stockChecker(version) : suricataRuleChecker({ version, configuration });
}

function missingFiles({ files }: RuleState, exists: (name: string) => boolean | undefined): readonly Diagnostic[] {
  return files
    .filter(({ name }) => exists(name) === false)
    .map(({ name, range }) =>
      finding("suricata/missing-file", range, {
        message: `the file \`${name}\` is not there`,
        help: "the engine looks for it beside the rules and in its rule folder, and refuses the rule without it",
      }),
    );
}

function notUtf8(at: number, text: string): Diagnostic {
  const byte = text.charCodeAt(at).toString(16);
  return finding("suricata/not-unicode", { start: at, end: at + 1 }, {
    message: `the byte 0x${byte} is no part of UTF-8`,
    help: `save the file as UTF-8; in a pattern write the byte in hexadecimal, as in \`|${byte}|\``,
  });
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
