import { closest, type Diagnostic } from "@sigwright/core";
import type { Rule, RuleOption } from "../tree.ts";
import type { AppProtocol } from "./app-protocol.ts";
import type { ArgumentText } from "./argument.ts";
import type { Dialect } from "./dialect.ts";
import { compareVersions, holdsFor } from "./engine-version.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { OptionContext } from "./option-check.ts";
import { applyRole, type RoleTables } from "./role.ts";
import { diagnosticReport, type RuleReport } from "./rule-report.ts";
import { emptyRuleState, narrowProtocol, type RuleState } from "./rule-state.ts";
import { isEmpty, reportEmptyBuffer } from "./selection.ts";

/** Judges rules as one version of an engine does when it loads them. */
export interface RuleChecker {
  /**
   * What is wrong with a rule beyond its syntax, in the order of the text. Depends on the rule alone.
   * `text` is the text of the file the rule is part of.
   */
  readonly check: (rule: Rule, text: string) => readonly Diagnostic[];
}

/** The tables of a dialect for one version, ready for look-ups. */
interface VersionTables extends RoleTables {
  readonly dialect: Dialect;
  readonly version: string;
  readonly keywords: ReadonlyMap<string, DialectKeyword>;
  /** Keywords of other versions. */
  readonly elsewhere: ReadonlyMap<string, DialectKeyword>;
  readonly before: Dialect["before"];
  readonly after: Dialect["after"];
}

/**
 * Makes a checker for one version of a dialect's engine.
 *
 * @throws RangeError when the dialect has no such version.
 */
export function ruleChecker(dialect: Dialect, version: string): RuleChecker {
  if (!dialect.versions.includes(version)) throw new RangeError(`${dialect.id} has no version ${version}`);
  const tables = versionTables(dialect, version);
  return {
    check: (rule, text) => {
      const diagnostics: Diagnostic[] = [];
      checkRule(rule, text, tables, diagnosticReport(dialect.id, dialect.manual, diagnostics));
      return diagnostics.sort((a, b) => a.range.start - b.range.start);
    },
  };
}

function versionTables(dialect: Dialect, version: string): VersionTables {
  const keywords = new Map<string, DialectKeyword>();
  const elsewhere = new Map<string, DialectKeyword>();
  for (const keyword of dialect.keywords) {
    const map = holdsFor(keyword, version) ? keywords : elsewhere;
    for (const name of [keyword.name, ...(keyword.aliases ?? [])]) map.set(nameKey(dialect, name), keyword);
  }
  return {
    dialect,
    version,
    keywords,
    elsewhere,
    buffers: new Map(dialect.buffers.filter((buffer) => holdsFor(buffer, version)).map((buffer) => [buffer.name, buffer])),
    protocols: protocolsByName(dialect.protocols, version),
    before: dialect.before,
    after: dialect.after,
  };
}

function protocolsByName(protocols: readonly AppProtocol[], version: string): ReadonlyMap<string, AppProtocol> {
  const byName = new Map<string, AppProtocol>();
  for (const protocol of protocols) {
    if (!holdsFor(protocol, version)) continue;
    for (const name of [protocol.name, ...(protocol.aliases ?? [])]) byName.set(name, protocol);
  }
  return byName;
}

function nameKey(dialect: Dialect, name: string): string {
  return dialect.keywordsIgnoreCase ? name.toLowerCase() : name;
}

function checkRule(rule: Rule, text: string, tables: VersionTables, report: RuleReport): void {
  const state = emptyRuleState();
  for (const { check } of tables.before) check(rule, state, report);
  for (const option of rule.options) checkOption(text, option, state, tables, report);
  report.manual = undefined;
  if (report.rejects > 0) return;
  if (isEmpty(state.current)) reportEmptyBuffer(state.current, report);
  for (const { check } of tables.after) {
    if (report.rejects > 0) return;
    check(rule, state, report);
  }
}

function checkOption(text: string, option: RuleOption, state: RuleState, tables: VersionTables, report: RuleReport): void {
  const { dialect } = tables;
  const keyword = tables.keywords.get(option.name) ?? tables.keywords.get(nameKey(dialect, option.name));
  if (keyword === undefined) return reportUnknownKeyword(option, tables, report);
  report.manual = keyword.manual;
  const argument = argumentOf(text, option, keyword, report);
  if (argument === "faulty") return;
  let value: unknown;
  if (argument !== undefined && keyword.argument !== undefined) {
    const result = keyword.argument.parse(argument.text);
    if ("fault" in result) {
      const { range, message, help, expected } = result.fault;
      report.reject("bad-value", range, `\`${keyword.name}\`: ${message}`, {
        help: help ?? `it takes ${keyword.argument.summary}`,
        ...(expected === undefined ? {} : { expected }),
      });
      return;
    }
    value = result.value;
  }
  // What an option does depends on those before it: after a fault nothing certain can be said.
  if (report.rejects > 0) return;
  const context: OptionContext = {
    state,
    report,
    keyword,
    option,
    nameRange: option.nameRange,
    argument: argument?.text,
    value,
    negated: argument?.negated ?? false,
  };
  applyKeyword(context, tables);
  state.seen.set(keyword, state.seen.get(keyword) ?? option.range);
}

function applyKeyword(context: OptionContext, tables: VersionTables): void {
  const { keyword, state, report } = context;
  const earlier = state.seen.get(keyword);
  if (keyword.repeat === "once" && earlier !== undefined) {
    report.reject("option-repeated", context.nameRange, `a rule can have one \`${keyword.name}\` only`, {
      labels: [{ range: earlier, message: "it is here already" }],
    });
    return;
  }
  for (const { check } of keyword.checks ?? []) {
    check(context);
    if (report.rejects > 0) return;
  }
  if (keyword.protocol !== undefined) setProtocol(context, keyword.protocol, tables);
  if (report.rejects === 0) applyRole(context, tables);
}

function setProtocol(context: OptionContext, name: string, tables: VersionTables): void {
  const { state, report, keyword } = context;
  const protocol = tables.protocols.get(name)!;
  if (narrowProtocol(state, protocol, context.nameRange)) return;
  report.reject("protocol-conflict", context.nameRange, `\`${keyword.name}\` is for ${name}, but the rule is for ${state.protocol?.name}`, {
    help: `make it a rule for ${name}, or take the option out`,
    ...(state.protocolAt === undefined ? {} : { labels: [{ range: state.protocolAt, message: `${state.protocol?.name} comes from here` }] }),
  });
}

function reportUnknownKeyword(option: RuleOption, tables: VersionTables, report: RuleReport): void {
  const { dialect, version } = tables;
  report.manual = undefined;
  const key = nameKey(dialect, option.name);
  const other = tables.elsewhere.get(key);
  if (other !== undefined) {
    const isNew = other.since !== undefined && compareVersions(other.since, version) > 0;
    report.reject(
      "keyword-of-other-version",
      option.nameRange,
      isNew
        ? `${dialect.engine} ${version} does not know \`${option.name}\`, which is new in ${other.since}`
        : `${dialect.engine} ${version} no longer has \`${option.name}\`, which was removed in ${other.until}`,
    );
    return;
  }
  const suggestion = closest(key, [...tables.keywords.keys()]);
  report.reject("unknown-keyword", option.nameRange, `unknown option keyword \`${option.name}\``, {
    ...(suggestion === undefined ? {} : { help: `did you mean \`${suggestion}\`?`, expected: [suggestion] }),
  });
}

const BLANK = /[ \t]/;

/** Takes blanks, negation and quotes off a value, as far as the keyword's row lets them be. */
function argumentOf(
  text: string,
  option: RuleOption,
  keyword: DialectKeyword,
  report: RuleReport,
): { readonly text: ArgumentText; readonly negated: boolean } | "faulty" | undefined {
  let start = option.valueStart;
  let end = option.valueEnd;
  const isEmptyValue = start === -1 || start === end;
  if (keyword.value === "none" && !isEmptyValue) {
    report.reject("unexpected-value", { start, end }, `\`${keyword.name}\` takes no value`, {
      help: `write \`${keyword.name};\``,
    });
    return "faulty";
  }
  if (isEmptyValue) {
    if (keyword.value !== "required") return undefined;
    report.reject("missing-value", option.nameRange, `\`${keyword.name}\` needs a value`, {
      help: `write \`${keyword.name}:…;\`${keyword.argument === undefined ? "" : `: ${keyword.argument.summary}`}`,
    });
    return "faulty";
  }
  const skipBlanks = (): void => {
    while (start < end && BLANK.test(text[start]!)) start++;
  };
  skipBlanks();
  let negated = false;
  if (keyword.negatable === true && text[start] === "!") {
    negated = true;
    start++;
    skipBlanks();
  }
  if (start === end) {
    report.reject("missing-value", option.valueRange!, `\`${keyword.name}\` needs a value`);
    return "faulty";
  }
  const isQuoted = text[start] === '"';
  if (!isQuoted && keyword.quotes === "required") {
    report.reject("quotes-missing", { start, end }, `the value of \`${keyword.name}\` must stand in double quotes`, {
      fixes: [{ title: "put it in double quotes", safe: false, edits: [{ range: { start, end: start }, newText: '"' }, { range: { start: end, end }, newText: '"' }] }],
    });
    return "faulty";
  }
  if (isQuoted && keyword.quotes === undefined) {
    report.reject("quotes-refused", { start, end }, `the value of \`${keyword.name}\` must not stand in quotes`);
    return "faulty";
  }
  if (isQuoted) {
    if (text[end - 1] !== '"') {
      report.reject("quote-unclosed", { start, end }, `the quotes of \`${keyword.name}\` are not closed before the \`;\``, {
        help: "end the value with a double quote; a `;` inside it is written `\\;`",
      });
      return "faulty";
    }
    // A single quote is both the first and the last; the keyword gets it as it is.
    if (end - start > 1) {
      start++;
      end--;
    }
    if (start === end) {
      report.reject("empty-value", { start: start - 1, end: end + 1 }, `the value of \`${keyword.name}\` is empty`);
      return "faulty";
    }
  }
  return { text: { text, start, end }, negated };
}

