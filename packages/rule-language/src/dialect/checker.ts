import { closest, type Diagnostic } from "@sigwright/core";
import type { Rule, RuleOption } from "../tree.ts";
import type { AppProtocol } from "./app-protocol.ts";
import type { ArgumentText } from "./argument.ts";
import { readArgument } from "./argument-reader.ts";
import { limitDirection } from "./limited-direction.ts";
import type { Dialect } from "./dialect.ts";
import { compareVersions, holdsFor } from "./engine-version.ts";
import type { DialectKeyword } from "./keyword.ts";
import type { OptionContext } from "./option-check.ts";
import { type ArgumentListReader, argumentListReader } from "./parameters/argument-list.ts";
import { hasParameters, readParameters } from "./parameters/read-parameters.ts";
import { applyRole, type CursorValue, type RoleTables } from "./role.ts";
import { diagnosticReport, type RuleReport } from "./rule-report.ts";
import { type BufferMatch, emptyRuleState, latestMatch, narrowProtocol, NOTHING, type RuleState } from "./rule-state.ts";
import { isEmpty, reportEmptyBuffer } from "./selection.ts";

/** What the engine would make of a rule. */
export interface RuleFindings {
  /** What is wrong with the rule beyond its syntax, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** The rule as the engine would have it; as far as it came when something is refused. */
  readonly state: RuleState;
}

/** Judges rules as one version of an engine does when it loads them. */
export interface RuleChecker {
  /**
   * Looks at one rule. Depends on the rule alone. `text` is the text of the file the rule is part of. Of a rule whose
   * syntax is faulty only the names of its keywords are certain, and only they are looked at.
   */
  readonly check: (rule: Rule, text: string, syntax?: "sound" | "faulty") => RuleFindings;
  /** The row of a keyword; undefined when this version has none of that name. */
  readonly keyword: (name: string) => DialectKeyword | undefined;
}

/** The tables of a dialect for one version, ready for look-ups. */
interface VersionTables extends RoleTables {
  readonly dialect: Dialect;
  readonly version: string;
  readonly keywords: ReadonlyMap<string, DialectKeyword>;
  /** Keywords of other versions. */
  readonly elsewhere: ReadonlyMap<string, DialectKeyword>;
  readonly mandatory: readonly DialectKeyword[];
  readonly arguments: ArgumentListReader;
}

/**
 * Makes a checker for one version of a dialect's engine.
 *
 * @throws RangeError when the dialect has no such version.
 */
export function ruleChecker(dialect: Dialect, version: string): RuleChecker {
  if (!dialect.versions.includes(version)) throw new RangeError(`${dialect.id} has no version ${version}`);
  const tables = versionTables(dialect, version);
  const manual = dialect.manual(version);
  return {
    check: (rule, text, syntax = "sound") => {
      const diagnostics: Diagnostic[] = [];
      const state = emptyRuleState();
      const report = diagnosticReport(dialect.id, manual, diagnostics);
      if (syntax === "sound") checkRule(rule, text, state, tables, report);
      else checkNames(rule, tables, report);
      if (diagnostics.length > 1) diagnostics.sort((a, b) => a.range.start - b.range.start);
      return { diagnostics, state };
    },
    keyword: (name) => keywordOf(name, tables),
  };
}

function versionTables(dialect: Dialect, version: string): VersionTables {
  const keywords = new Map<string, DialectKeyword>();
  const elsewhere = new Map<string, DialectKeyword>();
  for (const keyword of dialect.keywords) {
    const map = holdsFor(keyword, version) ? keywords : elsewhere;
    for (const name of [keyword.name, ...(keyword.aliases ?? [])]) {
      const key = nameKey(dialect, name);
      if (!map.has(key)) map.set(key, keyword);
    }
  }
  return {
    dialect,
    version,
    keywords,
    elsewhere,
    mandatory: dialect.keywords.filter((keyword) => keyword.mandatory !== undefined && holdsFor(keyword, version)),
    arguments: argumentListReader(),
    buffers: new Map(dialect.buffers.filter((buffer) => holdsFor(buffer, version)).map((buffer) => [buffer.name, buffer])),
    protocols: protocolsByName(dialect.protocols, version),
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

function keywordOf(name: string, tables: VersionTables): DialectKeyword | undefined {
  return tables.keywords.get(name) ?? tables.keywords.get(nameKey(tables.dialect, name));
}

function checkRule(rule: Rule, text: string, state: RuleState, tables: VersionTables, report: RuleReport): void {
  const options: RuleOption[] = [];
  const rows: (DialectKeyword | undefined)[] = [];
  for (const option of rule.options) {
    const row = keywordOf(option.name, tables);
    options.push(option);
    rows.push(row);
    if (row?.early === true) checkOption(text, option, row, state, tables, report);
  }
  if (state.skip !== undefined) return;
  for (const keyword of tables.mandatory) checkPresence(rule, keyword, state, report);
  for (const { check } of tables.dialect.before) check(rule, state, report, text);
  for (let i = 0; i < options.length; i++) {
    const row = rows[i];
    if (row === undefined) reportUnknownKeyword(options[i]!, tables, report);
    else if (row.early !== true) checkOption(text, options[i]!, row, state, tables, report);
  }
  report.manual = undefined;
  if (report.rejects > 0) return;
  if (isEmpty(state.current)) return reportEmptyBuffer(state.current, report);
  for (const { check } of tables.dialect.after) {
    check(rule, state, report, text);
    if (report.rejects > 0) return;
  }
}

function checkNames(rule: Rule, tables: VersionTables, report: RuleReport): void {
  for (const option of rule.options) {
    if (keywordOf(option.name, tables) === undefined) reportUnknownKeyword(option, tables, report);
  }
}

function checkPresence(rule: Rule, keyword: DialectKeyword, state: RuleState, report: RuleReport): void {
  if (report.rejects > 0 || state.seen.has(keyword)) return;
  report.reject(keyword.mandatory!.code, rule.action.range, `this rule has no ${keyword.name}`, { help: keyword.mandatory!.help });
}

function checkOption(
  text: string,
  option: RuleOption,
  keyword: DialectKeyword,
  state: RuleState,
  tables: VersionTables,
  report: RuleReport,
): void {
  report.manual = keyword.manual;
  if (hasParameters(keyword)) {
    const value = readParameters(text, option, keyword, tables.arguments, report);
    // What an option does depends on those before it: after a fault nothing certain can be said.
    if (value !== undefined && report.rejects === 0) finishOption(option, keyword, { argument: undefined, value, negated: false }, state, tables, report);
    return;
  }
  let read = readArgument(text, option, keyword, report);
  if (read === undefined) return;
  if (keyword.direction !== undefined && read.text !== undefined) {
    const rest = limitDirection(read.text, keyword.direction, option, keyword, state, report);
    if (rest === undefined) return;
    read = { ...read, text: rest.start === rest.end ? undefined : rest };
  }
  let value: unknown;
  if (read.text !== undefined && keyword.argument !== undefined) {
    const result = keyword.argument.parse(read.text);
    if ("fault" in result) return reportFault(keyword, option, read.text, text, result.fault, report);
    value = result.value;
  }
  if (report.rejects > 0) return;
  finishOption(option, keyword, { argument: read.text, value, negated: read.negated }, state, tables, report);
}

/** Lets an option whose value is understood take effect. */
function finishOption(
  option: RuleOption,
  keyword: DialectKeyword,
  { argument, value, negated }: Pick<OptionContext, "argument" | "value" | "negated">,
  state: RuleState,
  tables: VersionTables,
  report: RuleReport,
): void {
  const nameRange = option.nameRange;
  const context: OptionContext = { state, report, keyword, option, nameRange, valueRange: option.valueRange ?? nameRange, argument, value, negated };
  applyKeyword(context, tables);
  state.limitedTo = undefined;
  if (!state.seen.has(keyword)) state.seen.set(keyword, option.range);
}

function reportFault(
  keyword: DialectKeyword,
  option: RuleOption,
  argument: ArgumentText,
  text: string,
  { range, message, help, expected }: { range: { start: number; end: number }; message: string; help?: string; expected?: readonly string[] },
  report: RuleReport,
): void {
  // Positions in a value that was joined from several lines are not those of the file.
  const at = argument.text === text ? range : (option.valueRange ?? option.nameRange);
  report.reject("bad-value", at, `\`${keyword.name}\`: ${message}`, {
    help: help ?? `it takes ${keyword.argument!.summary}`,
    ...(expected === undefined ? {} : { expected }),
  });
}

function applyKeyword(context: OptionContext, tables: VersionTables): void {
  const { keyword, state, report } = context;
  const earlier = earlierUse(keyword, state);
  if (earlier !== undefined) {
    report.reject("option-repeated", context.nameRange, `a rule can have one \`${keyword.name}\` only`, {
      labels: [{ range: earlier, message: "it is here already" }],
      help: "take one of them out",
    });
    return;
  }
  if (keyword.excludes !== undefined) {
    const other = latestMatch(state, (match) => keyword.excludes!.includes(match.keyword.name));
    if (other !== undefined) return reportExcluded(context, other);
  }
  if (keyword.deprecated !== undefined) {
    const { use } = keyword.deprecated;
    report.warn("deprecated-keyword", context.nameRange, `\`${keyword.name}\` is deprecated`, use === undefined ? {} : { help: `use \`${use}\`` });
  }
  if (keyword.ipProtocols !== undefined) checkIpProtocol(context, keyword.ipProtocols);
  for (const { check } of keyword.checks ?? NO_CHECKS) {
    if (report.rejects > 0) return;
    check(context);
  }
  if (report.rejects > 0 || state.skip !== undefined) return;
  const protocol = keyword.protocol ?? protocolOf(context);
  if (protocol !== undefined) setProtocol(context, protocol, tables);
  if (report.rejects === 0) applyRole(context, tables);
}

function protocolOf({ value, state }: OptionContext): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { protocol, protocolOutsideBuffers } = value as CursorValue;
  return protocol ?? (state.selected === NOTHING ? protocolOutsideBuffers : undefined);
}

const NO_CHECKS: NonNullable<DialectKeyword["checks"]> = [];

function earlierUse(keyword: DialectKeyword, state: RuleState): OptionContext["nameRange"] | undefined {
  switch (keyword.repeat) {
    case "once":
      return state.seen.get(keyword);
    case "once-in-sight":
      return latestMatch(state, (match) => match.keyword === keyword)?.range;
    case undefined:
      return undefined;
  }
}

function reportExcluded({ keyword, nameRange, report }: OptionContext, other: BufferMatch): void {
  report.reject("options-exclude-each-other", nameRange, `\`${keyword.name}\` and \`${other.keyword.name}\` can't stand in the same rule`, {
    labels: [{ range: other.range, message: `\`${other.keyword.name}\` is here` }],
    help: "keep one of them",
  });
}

function checkIpProtocol({ state, keyword, nameRange, report }: OptionContext, wanted: readonly number[]): void {
  const { any, numbers } = state.ipProtocols;
  if (any || wanted.some((number) => numbers.has(number))) return;
  report.reject("wrong-ip-protocol", nameRange, `\`${keyword.name}\` does not fit the protocol of the rule`, {
    help: "change the protocol in the header, or take the option out",
  });
}

function setProtocol(context: OptionContext, name: string, tables: VersionTables): void {
  const { state, report, keyword } = context;
  const protocol = tables.protocols.get(name);
  if (protocol === undefined) throw new RangeError(`${keyword.name} is for ${name}, which is no protocol of the dialect`);
  if (narrowProtocol(state, protocol, context.nameRange)) return;
  report.reject("protocol-conflict", context.nameRange, `\`${context.option.name}\` is for ${name}, but the rule is for ${state.protocol?.name}`, {
    help: `make it a rule for ${name}, or take the option out`,
    ...(state.protocolAt === undefined ? {} : { labels: [{ range: state.protocolAt, message: `${state.protocol?.name} comes from here` }] }),
  });
}

function reportUnknownKeyword(option: RuleOption, tables: VersionTables, report: RuleReport): void {
  const { dialect, version } = tables;
  report.manual = undefined;
  const { name, nameRange } = option;
  // An option without a name is a fault of the syntax, which the parser names.
  if (name === "") return;
  const key = nameKey(dialect, name);
  const other = tables.elsewhere.get(key);
  if (other !== undefined) {
    const isNew = other.since !== undefined && compareVersions(other.since, version) > 0;
    report.reject(
      "unknown-keyword",
      nameRange,
      isNew
        ? `the option keyword \`${name}\` came with ${dialect.engine} ${other.since}`
        : `the option keyword \`${name}\` was removed in ${dialect.engine} ${other.until}`,
      { help: `check the rule for a version that has it, or leave the option out` },
    );
    return;
  }
  const foreign = dialect.foreignKeywords?.get(key);
  if (foreign !== undefined) {
    report.reject("unknown-keyword", nameRange, `\`${name}\` is an option keyword of ${foreign.of}; ${dialect.engine} ${version} has none of that name`, {
      help: foreign.instead === undefined ? "take it out" : `write ${foreign.instead}`,
    });
    return;
  }
  const near = closest(key, [...tables.keywords.keys()]);
  const details =
    near === undefined
      ? {}
      : {
          help: `did you mean \`${near}\`?`,
          expected: [near],
          fixes: [{ title: `Write \`${near}\``, edits: [{ range: nameRange, newText: near }], safe: false }],
        };
  report.reject("unknown-keyword", nameRange, `unknown option keyword \`${name}\` for ${dialect.engine} ${version}`, details);
}
