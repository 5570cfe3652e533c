import type { Diagnostic, Parsed, RuleView, SignatureFormat, SourceText, ValidateContext } from "@sigwright/core";

/**
 * A toy format whose text says what is to be found. A line `rule SID` is a rule, `#rule SID` one that stands commented
 * out. `!code` anywhere is a fault of the syntax that refuses, `?code` a warning, `~code` a reason to be left out, and
 * `>8.0` is refused by versions before 8.0. Lines that end in a backslash go on.
 */
export const markedFormat: SignatureFormat<SourceText> = Object.freeze({
  id: "marked",
  displayName: "Marked",
  signatureType: "Marked",
  extensions: [".marked"],
  targets: [
    { engine: "marker", version: "7.0" },
    { engine: "marker", version: "8.0" },
  ],
  parse: (source: SourceText): Parsed<SourceText> => ({ document: source, diagnostics: found(source, /!([\w-]+)/g, "error", "syntax", false) }),
  rules: ({ text }: SourceText): readonly RuleView[] =>
    Array.from(text.matchAll(/^([^\n#r]*)(#?)(rule(?: (\d+))?(?:\\\n|[^\n])*)/gm), ([, junk, mark, rule, sid], index) => {
      const start = starts(text)[index]! + junk!.length + mark!.length;
      return {
        range: { start, end: start + rule!.length },
        enabled: mark === "",
        ...(sid === undefined ? {} : { sid: Number(sid) }),
        name: rule!,
        fingerprint: rule!,
      };
    }),
  validate: (source: SourceText, context: ValidateContext): readonly Diagnostic[] => {
    const includeDisabled = context.includeDisabled === true;
    return [
      ...found(source, /\?([\w-]+)/g, "warning", "validate", includeDisabled),
      ...found(source, /~([\w-]+)/g, "warning", "skip", includeDisabled),
      ...(context.target.version === "7.0" ? found(source, />([\d.]+)/g, "error", "version", includeDisabled) : []),
      ...(context.fileExists?.("list") === false ? found(source, /(list)/g, "warning", "missing", includeDisabled) : []),
    ];
  },
});

function starts(text: string): readonly number[] {
  return Array.from(text.matchAll(/^([^\n#r]*)(#?)(rule(?: (\d+))?(?:\\\n|[^\n])*)/gm), ({ index }) => index);
}

function found(
  source: SourceText,
  pattern: RegExp,
  severity: "error" | "warning",
  kind: "syntax" | "validate" | "skip" | "version" | "missing",
  includeDisabled: boolean,
): readonly Diagnostic[] {
  return Array.from(source.text.matchAll(pattern)).flatMap(({ 0: text, 1: code, index }) => {
    const line = source.lineAt(source.positionAt(index).line);
    if (line.startsWith("#rule") && !includeDisabled) return [];
    return [
      {
        code: kind === "missing" ? "marked/missing-file" : `marked/${code}`,
        severity,
        rejects: severity === "error",
        ...(kind === "skip" ? { skips: true as const } : {}),
        message: `there is \`${text}\``,
        range: { start: index, end: index + text.length },
      },
    ];
  });
}
