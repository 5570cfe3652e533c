import { type Diagnostic, quoted, type Range } from "@sigwright/core";
import { textContent, textValue } from "../literals/text.ts";
import type { Include, Name, Rule, TextLiteral, YaraFile } from "../nodes.ts";
import { unclosedComment } from "../syntax/syntax-error.ts";
import { checkCondition } from "./condition.ts";
import { checkName, checkNumber, checkText, reportOtherBlanks } from "./literals.ts";
import { PatternUse } from "./pattern-use.ts";
import { checkPatterns } from "./patterns.ts";
import type { CheckContext } from "./report.ts";
import { RuleNames } from "./rule-names.ts";
import { structureFinding } from "./structure-diagnostics.ts";

/** Checks all of a file but types and regular expressions, item by item. */
export function checkStructure(file: YaraFile, fileExists: ((name: string) => boolean | undefined) | undefined, context: CheckContext): void {
  const names = new RuleNames(context);
  for (const item of file.items) {
    if (context.isFullAt(item.range)) return;
    switch (item.kind) {
      case "import":
        checkNamed(item.module, "module", context);
        names.import(textValue(item.module));
        break;
      case "include":
        checkInclude(item, fileExists, context);
        names.include();
        break;
      case "rule":
        checkRule(item, names, context);
        break;
      case "unknown":
        checkUnclosedComment(item.range, context);
    }
  }
  checkCharacters(file, context);
}

function checkRule(rule: Rule, names: RuleNames, context: CheckContext): void {
  checkModifiers(rule.modifiers, context);
  if (rule.name !== undefined) {
    checkName(rule.name, "a rule", context);
    names.declare(rule.name);
  }
  checkTags(rule.tags, context);
  for (const { key, value } of rule.meta) {
    checkName(key, "a meta entry", context);
    if (value.kind === "text") checkText(value, context);
    else if (value.kind !== "boolean") checkNumber(value, context);
    if (value.kind === "float" && !context.engine.floatMeta) {
      context.report(structureFinding("yara/unsupported", value.range, { message: `${context.engine.displayName} has no numbers with a point in \`meta\`` }));
    }
  }
  let isSound = !rule.broken;
  const report = (diagnostic: Diagnostic): void => {
    if (diagnostic.rejects) isSound = false;
    context.report(diagnostic);
  };
  const watched = { ...context, report };
  checkPatterns(rule, watched);
  if (rule.condition !== undefined) {
    // The pattern that a broken rule uses can be one that could not be read.
    const patterns = new PatternUse(rule, rule.broken ? { ...context, report: () => undefined } : watched);
    checkCondition(rule.condition, patterns, names, watched);
    // A pattern that a faulty rule does not use may be the one that was meant.
    if (isSound) patterns.finish();
  }
  if (rule.name !== undefined) names.finish(rule.name);
}

function checkModifiers(modifiers: readonly Name[], context: CheckContext): void {
  if (modifiers.length < 2 || context.engine.repeatedRuleModifiers) return;
  for (const [index, { text, range }] of modifiers.entries()) {
    if (modifiers.findIndex((modifier) => modifier.text === text) === index) continue;
    context.report(structureFinding("yara/modifier", range, { message: `\`${text}\` is repeated` }));
    return;
  }
}

function checkTags(tags: readonly Name[], context: CheckContext): void {
  const seen = new Map<string, Name>();
  for (const tag of tags) {
    checkName(tag, "a tag", context);
    const earlier = seen.get(tag.text);
    if (earlier === undefined) seen.set(tag.text, tag);
    else {
      context.report(
        structureFinding("yara/duplicate-tag", tag.range, {
          message: `the tag ${quoted(tag.text)} is repeated`,
          labels: [{ range: earlier.range, message: "given here first" }],
          fixes: [{ title: "delete it", edits: [{ range: tag.range, newText: "" }], safe: true }],
        }),
      );
    }
  }
}

function checkInclude({ path, range }: Include, fileExists: ((name: string) => boolean | undefined) | undefined, context: CheckContext): void {
  checkNamed(path, "path", context);
  const name = textContent(path);
  if (fileExists?.(name) !== false) return;
  context.report(
    structureFinding("yara/missing-file", range, {
      message: `the file ${quoted(name)} is not there`,
      help: "the engine looks for it beside the including file, and refuses that file without it",
    }),
  );
}

/** The name of a module, or a path; YARA 4 reads paths as they stand. */
function checkNamed(literal: TextLiteral, what: "module" | "path", context: CheckContext): void {
  const { engine, report } = context;
  if (!literal.raw.includes("\\")) return;
  if (!engine.escapesInNames) report(structureFinding("yara/escape", literal.range, { message: "escapes are not allowed in a name" }));
  else if (what === "module") checkText(literal, context);
}

/** A comment without an end, behind everything else. */
function checkUnclosedComment(range: Range, context: CheckContext): void {
  const { engine, source, report } = context;
  if (!source.text.startsWith("/*", range.start)) return;
  const diagnostic = unclosedComment(range);
  report(engine.unclosedComment ? { ...diagnostic, severity: "warning", rejects: false } : diagnostic);
}

/** Looks for blanks of other kinds, and for what is no UTF-8. */
function checkCharacters({ otherBlanks }: YaraFile, context: CheckContext): void {
  const { engine, source, report } = context;
  if (otherBlanks.length > 0 && !engine.otherBlanks) reportOtherBlanks(otherBlanks, context);
  if (!engine.utf8 || source.encoding !== "latin-1") return;
  const at = source.text.search(/[\u0080-\u00ff]/u);
  report(
    structureFinding("yara/not-unicode", { start: at, end: at + 1 }, {
      message: `the byte 0x${source.text.charCodeAt(at).toString(16)} is no part of UTF-8`,
      help: "save the file as UTF-8; in a pattern write the byte as `\\x…`",
    }),
  );
}
