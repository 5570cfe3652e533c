import { engineText } from "./engine-text.ts";

/** One line of the engine's log. */
export interface LogLine {
  readonly level: "error" | "warning" | "info";
  /** As the engine wrote it, read as Latin-1: may hold control characters and may be cut. */
  readonly text: string;
}

/** What the engine said about one rule. */
export interface RuleReport {
  /** The rule file that was being read. */
  readonly file: string;
  /** `barred`: refused only because our configuration forbids it to reach files or run code. */
  readonly verdict: "reject" | "skip" | "barred";
  /** 1-based line the rule begins at, as the engine counts; absent where the engine's message was cut before it. */
  readonly line?: number;
  /** The rule as far as the message has it, joined to one line, read as Latin-1. */
  readonly rule: string;
  /** Why, in the engine's words; never empty. */
  readonly reasons: readonly string[];
}

/** A warning; the engine does not always say about which rule. */
export interface RuleWarning {
  readonly file: string;
  readonly sid?: number;
  readonly message: string;
}

/** What the log says about the loading of rules. */
export interface LoadReport {
  readonly rules: readonly RuleReport[];
  readonly warnings: readonly RuleWarning[];
  /** Errors that belong to no rule: the engine gave up, or the configuration is wrong. */
  readonly errors: readonly string[];
  /** The file that was being read when the log ends; `undefined` when reading was finished. */
  readonly unfinishedFile: string | undefined;
  /** `loaded` is the engine's own count. `undefined` when it did not come to the end of the rules. */
  readonly counts: { readonly loaded: number; readonly failed: number } | undefined;
}

const LINE = /^<(\w{1,16})> /;
const LEVELS: Readonly<Record<string, LogLine["level"]>> = { Error: "error", Critical: "error", Warning: "warning" };
const LOADING = "Loading rule file: ";
const REFUSED = 'error parsing signature "';
const SKIPPED = "Skipping signature due to missing requirements: ";
const UNMET = "Suricata did not meet the rule requirements: ";
const COUNTS = /^\d{1,9} rule files? processed\. (\d{1,9}) rules? successfully loaded, /;
/** What it says instead when it has loaded none. */
const NONE_LOADED = /^\d{1,9} rule files specified, but no rules were loaded!$/;
/** Refusals that our own settings cause, not the rule. */
const FORBIDDEN = [
  "Rules containing save/state datasets have been disabled",
  "Lua rules disabled by security configuration",
];
const NO_REASON = "the engine gives no reason";
/** Our wording, since the engine repeats the whole rule. */
export const DUPLICATE_REASON = "duplicate signature";
const DUPLICATE = 'Duplicate signature "';
const WARNED_SID = /\b(?:sid:|sid |rule |signature )(\d{1,10})\b/;
/** The engine says it once more at the end when a rule was refused; the rules themselves have been named by then. */
const SUMMARY_ERROR = "Loading signatures failed.";

/** Splits the log; a line without a level belongs to the one before it. */
export function parseLog(text: string): readonly LogLine[] {
  const lines: { level: LogLine["level"]; text: string }[] = [];
  for (const raw of text.split("\n")) {
    const match = LINE.exec(raw);
    if (match !== null) lines.push({ level: LEVELS[match[1]!] ?? "info", text: raw.slice(match[0].length) });
    else if (raw !== "" && lines.length > 0) lines.at(-1)!.text += `\n${raw}`;
  }
  return lines;
}

/** Reads from the log what happened to which rule. Needs the log level `config`, at which each rule file is named. */
export function readLoadReport(lines: readonly LogLine[]): LoadReport {
  const rules: RuleReport[] = [];
  const warnings: RuleWarning[] = [];
  const errors: string[] = [];
  let counts: LoadReport["counts"];
  let file: string | undefined;
  let reasons: string[] = [];

  for (const { level, text } of lines) {
    if (text.startsWith(LOADING)) {
      errors.push(...reasons);
      reasons = [];
      file = text.slice(LOADING.length);
      continue;
    }
    const loaded = loadedRules(text);
    if (loaded !== undefined) {
      counts = { loaded, failed: rules.filter((rule) => rule.verdict !== "skip").length };
      errors.push(...reasons);
      reasons = [];
      file = undefined;
    } else if (file !== undefined && (text.startsWith(REFUSED) || text.startsWith(SKIPPED))) {
      rules.push(ruleReport(text, file, reasons));
      reasons = [];
    } else if (level === "error") {
      if (text !== SUMMARY_ERROR) reasons.push(text.startsWith(DUPLICATE) ? DUPLICATE_REASON : engineText(text));
    } else if (text.startsWith(UNMET)) {
      reasons.push(engineText(text.slice(UNMET.length)));
    } else if (level === "warning" && file !== undefined) {
      const sid = WARNED_SID.exec(text)?.[1];
      warnings.push({ file, message: engineText(text), ...(sid === undefined ? {} : { sid: Number(sid) }) });
    }
  }
  errors.push(...reasons);
  return { rules, warnings, errors, unfinishedFile: file, counts };
}

function loadedRules(text: string): number | undefined {
  if (NONE_LOADED.test(text)) return 0;
  const match = COUNTS.exec(text);
  return match === null ? undefined : Number(match[1]);
}

function ruleReport(text: string, file: string, reasons: readonly string[]): RuleReport {
  const stated = reasons.length > 0 ? reasons : [NO_REASON];
  if (text.startsWith(SKIPPED)) {
    return { file, verdict: "skip", reasons: stated, ...rulePlace(text, SKIPPED, "", file) };
  }
  const forbidden = reasons.some((reason) => FORBIDDEN.some((start) => reason.startsWith(start)));
  return { file, verdict: forbidden ? "barred" : "reject", reasons: stated, ...rulePlace(text, REFUSED, '"', file) };
}

/** Takes rule and line out of `PREFIX RULE QUOTE from file FILE at line N`, of which the end may have been cut. */
function rulePlace(text: string, prefix: string, quote: string, file: string): { rule: string; line?: number } {
  const end = `${quote} from file ${file} at line `;
  const at = text.lastIndexOf(end);
  const line = at === -1 ? "" : text.slice(at + end.length);
  if (!/^\d{1,9}$/.test(line)) return { rule: text.slice(prefix.length) };
  return { rule: text.slice(prefix.length, at), line: Number(line) };
}
