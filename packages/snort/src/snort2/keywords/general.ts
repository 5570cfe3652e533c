import { type DialectKeyword, type OptionCheck, textLike } from "@sigwright/rule-language/dialect";
import { metadata, reference } from "../arguments/lists.ts";
import { unsignedNumber } from "../arguments/number.ts";
import type { Snort2Environment } from "../dialect/environment.ts";
import { manualSection } from "./manual-section.ts";

function knownClasstype({ configuration }: Snort2Environment): OptionCheck<RegExpExecArray> {
  return {
    summary: "the class is defined in classification.config",
    check: ({ value, valueRange, report }) => {
      const name = value[0].trim();
      if (configuration.classtypes.has(name.toLowerCase())) return;
      report.reject("unknown-classtype", valueRange, `the class \`${name}\` is not in classification.config`, {
        help: "the engine refuses the rule; use a class that is defined, or give the check your file with `--classification`",
      });
    },
  };
}

function knownReference({ configuration }: Snort2Environment): OptionCheck<string> {
  return {
    summary: "a reference has a system, which reference.config defines, and an id",
    check: ({ value, valueRange, report }) => {
      if (value === "") {
        report.warn("bad-reference", valueRange, "the engine ignores a reference without a comma between system and id", { help: "write a system and an id: `cve,2021-44228`" });
      } else if (!configuration.references.has(value.toLowerCase())) {
        report.warn("unknown-reference", valueRange, `the system \`${value}\` is not in reference.config`, { help: "the engine then knows no address for it" });
      }
    },
  };
}

const closedText: OptionCheck = {
  summary: "a backslash at the end of the text has another before it",
  check: ({ argument, valueRange, report }) => {
    const { text, start, end } = argument!;
    let from = end;
    while (from > start && text.charCodeAt(from - 1) === 0x5c) from--;
    if ((end - from) % 2 === 0) return;
    report.reject("quote-unclosed", valueRange, "a backslash stands before the quote that would close the text", { help: "write `\\\\` for a backslash" });
  },
};

/** Keywords that name, class and describe a rule (manual 3.4). */
export function generalKeywords(environment: Snort2Environment): readonly DialectKeyword[] {
  const meta = { kind: "meta" } as const;
  return [
    { name: "msg", value: "required", quotes: "optional", role: meta, checks: [closedText], repeat: "once", manual: manualSection(4, 1) },
    { name: "reference", value: "required", quotes: "optional", argument: reference, role: meta, checks: [knownReference(environment)], manual: manualSection(4, 2) },
    { name: "gid", value: "required", argument: unsignedNumber(), role: meta, repeat: "once", manual: manualSection(4, 3) },
    {
      name: "sid",
      value: "required",
      argument: unsignedNumber(),
      role: meta,
      early: true,
      mandatory: { code: "missing-sid", help: "add `sid:` with a number that no other rule has; 1000000 and above are for local use" },
      repeat: "once",
      manual: manualSection(4, 4),
    },
    { name: "rev", value: "required", argument: unsignedNumber(), role: meta, repeat: "once", manual: manualSection(4, 5) },
    { name: "classtype", value: "required", argument: textLike(/^[^\s]+\s*$/, "the name of a class"), role: meta, checks: [knownClasstype(environment)], repeat: "once", manual: manualSection(4, 6) },
    { name: "priority", value: "required", argument: unsignedNumber(), role: meta, repeat: "once", manual: manualSection(4, 7) },
    { name: "metadata", value: "required", argument: metadata, role: meta, manual: manualSection(4, 8) },
  ];
}

/** Keywords of rules that switch others on (manual 3.2.6). They are on their way out since 2.9. */
export const ACTIVATION_KEYWORDS: readonly DialectKeyword[] = [
  { name: "activates", value: "required", argument: unsignedNumber(), role: { kind: "meta" }, deprecated: { use: "tag" }, manual: manualSection(2, 6) },
  { name: "activated_by", value: "required", argument: unsignedNumber(), role: { kind: "meta" }, deprecated: { use: "tag" }, manual: manualSection(2, 6) },
  { name: "count", value: "required", argument: unsignedNumber(), role: { kind: "meta" }, deprecated: { use: "tag" }, manual: manualSection(2, 6) },
];
