import type { Diagnostic, DiagnosticInfo, Range } from "@sigwright/core";

/** The codes of this package. */
export type FilterDiagnosticCode =
  | "filter/empty"
  | "filter/too-long"
  | "filter/too-deep"
  | "filter/syntax"
  | "filter/unclosed-quote"
  | "filter/unknown-field"
  | "filter/unread-field"
  | "filter/unread-query"
  | "filter/missing-comparison"
  | "filter/wrong-operator"
  | "filter/wrong-value"
  | "filter/out-of-range"
  | "filter/unquoted-text"
  | "filter/unknown-type"
  | "filter/bad-date"
  | "filter/bad-network"
  | "filter/host-bits"
  | "filter/bad-pattern";

/** Every diagnostic a filter can give; the examples are tested. */
export const FILTER_DIAGNOSTICS: readonly (DiagnosticInfo & { readonly code: FilterDiagnosticCode })[] = [
  {
    code: "filter/empty",
    severity: "error",
    summary: "The filter says nothing.",
    explanation:
      "An empty filter could mean that everything passes or that nothing does. Leave the filter out to get the default, `rating >= 3 and confidence >= 70`.",
    example: { bad: " ", good: "rating >= 3 and confidence >= 70" },
  },
  {
    code: "filter/too-long",
    severity: "error",
    summary: "The filter is longer than a filter can be.",
    explanation:
      "A filter has at most 1,048,576 characters. Long lists of values belong in an allow list or in the source itself.",
  },
  {
    code: "filter/too-deep",
    severity: "error",
    summary: "Parentheses are nested too deeply.",
    explanation:
      "Groups and queries may be nested 100 deep. `and` and `or` chain without parentheses: `a or b or c` needs none.",
  },
  {
    code: "filter/syntax",
    severity: "error",
    summary: "The filter does not follow the grammar.",
    explanation:
      "A filter is made of tests such as `rating >= 3`, joined by `and` and `or`, turned round by `not`, grouped by parentheses. The message names what could have stood at the place.",
    example: { bad: "rating >= 3 && confidence >= 70", good: "rating >= 3 and confidence >= 70" },
  },
  {
    code: "filter/unclosed-quote",
    severity: "error",
    summary: "A quoted text has no end.",
    explanation:
      'Text stands between two `"` or two `\'`. A quote inside it is written `\\"` or `\\\'`, a backslash before a quote `\\\\`.',
    example: { bad: 'tag = "sinkhole', good: 'tag = "sinkhole"' },
  },
  {
    code: "filter/unknown-field",
    severity: "error",
    summary: "There is no such field.",
    explanation: "The fields are listed in the language reference. Case and underscores in their names don't matter.",
    example: { bad: "confidance >= 70", good: "confidence >= 70" },
  },
  {
    code: "filter/unread-field",
    severity: "error",
    summary: "A TQL keyword asks for something that an indicator does not carry here.",
    explanation:
      "Every indicator is judged by what its source delivered, so that each removal can be explained. Some TQL keywords ask the platform for more, for its own scores or for whole other objects, and can't be answered that way.",
    example: { bad: "threatAssessScore >= 500", good: "rating >= 4" },
  },
  {
    code: "filter/unread-query",
    severity: "error",
    summary: "A nested TQL query is more than one test of one name.",
    explanation:
      'Of nested queries those are understood that one field here says too: `hasTag(name = "x")` is `tag = "x"`, `hasSecurityLabel(name = "x")` is `label = "x"`, `hasGroup(summary = "x")` is `group = "x"`, and `hasAttribute(typeName = "Source" and text contains "x")` is `attribute."Source" contains "x"`.',
    example: { bad: 'hasTag(owner = 5)', good: 'hasTag(name = "ransomware")' },
  },
  {
    code: "filter/missing-comparison",
    severity: "error",
    summary: "A field stands alone.",
    explanation:
      "Only a field that is true or false, `active`, may stand alone. To ask whether something is known at all write `exists`.",
    example: { bad: "rating and active", good: "rating exists and active" },
  },
  {
    code: "filter/wrong-operator",
    severity: "error",
    summary: "The field can't be compared with this operator.",
    explanation:
      "Numbers and dates have an order, text has parts, networks have members; the operators of one kind mean nothing for the other.",
    example: { bad: "rating contains 3", good: "rating >= 3" },
  },
  {
    code: "filter/wrong-value",
    severity: "error",
    summary: "The value is not of the field's kind.",
    explanation:
      "A number is compared with a number, a date with a date, `active` with `true` or `false`. The message says what is expected.",
    example: { bad: 'rating >= "high"', good: "rating >= 4" },
  },
  {
    code: "filter/out-of-range",
    severity: "error",
    summary: "The field can never have this value.",
    explanation: "A rating goes from 0 to 5, a confidence from 0 to 100. A threshold beyond that is a slip.",
    example: { bad: "confidence >= 700", good: "confidence >= 70" },
  },
  {
    code: "filter/unquoted-text",
    severity: "error",
    summary: "A text has no quotes.",
    explanation:
      "Text is quoted, so that its end is never in doubt. Only type names, numbers, dates, networks, `true` and `false` stand bare.",
    example: { bad: "tag = sinkhole", good: 'tag = "sinkhole"' },
  },
  {
    code: "filter/unknown-type",
    severity: "warning",
    summary: "The type is not one of ThreatConnect's.",
    explanation:
      "It may be a custom type, and then all is well. If it is a slip of the hand, nothing passes.",
    example: { bad: 'typeName = "Hosts"', good: 'typeName = "Host"' },
  },
  {
    code: "filter/bad-date",
    severity: "error",
    summary: "The date can't be read.",
    explanation:
      "Dates are written `2026-01-31`, `2026-01-31T09:00:00Z`, `now - 30d` or `today - 2w`; units are `s`, `m` (minutes), `h`, `d`, `w` and their names. A date without a zone is UTC.",
    example: { bad: "lastSeen >= now - 1month", good: "lastSeen >= now - 30d" },
  },
  {
    code: "filter/bad-network",
    severity: "error",
    summary: "The address or network can't be read.",
    explanation:
      "Networks are written `10.0.0.0/8` or `2001:db8::/32`, single addresses without a prefix. Leading zeros are refused: some readers take them for octal.",
    example: { bad: "address in 10.0.0.0/33", good: "address in 10.0.0.0/8" },
  },
  {
    code: "filter/host-bits",
    severity: "warning",
    summary: "The network's address has bits beyond its prefix.",
    explanation: "The network around the address is meant; written with its first address nobody has to wonder.",
    example: { bad: "address in 10.1.2.3/8", good: "address in 10.0.0.0/8" },
  },
  {
    code: "filter/bad-pattern",
    severity: "error",
    summary: "The regular expression can't be used.",
    explanation:
      "Patterns are RE2's, which match in linear time: no look-around, no back references. A pattern fits anywhere in the text unless it has `^` and `$`; case counts unless it begins with `(?i)`. It has at most 1,000 characters.",
    example: { bad: 'value matches "(a"', good: 'value matches "(a|b)"' },
  },
];

/** More of a diagnostic than its code, place and message. */
export type DiagnosticDetail = Pick<Diagnostic, "help" | "expected" | "fixes" | "labels">;

/** Makes a diagnostic with the severity of its code. */
export function problem(
  code: FilterDiagnosticCode,
  range: Range,
  message: string,
  detail: DiagnosticDetail = {},
): Diagnostic {
  const severity = FILTER_DIAGNOSTICS.find((info) => info.code === code)!.severity;
  return { code, severity, rejects: false, message, range, ...detail };
}
