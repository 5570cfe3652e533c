import { applyEdits, type EncodeContext, type EncodedSignature, type RenderedSignature, SourceText, type SlotValues, type Unsupported } from "@sigwright/core";
import { ruleFingerprint } from "../fingerprint.ts";
import { format } from "../format/format.ts";
import { parseYara } from "../parse.ts";
import type { CompiledTemplate } from "../template/compiled-template.ts";
import { fill } from "../template/fill.ts";
import { listName } from "./rule-name.ts";

/** Writes a signature as one rule, laid out as `sigwright fmt` does. What can't stand in its place is unsupported. */
export function render(signature: EncodedSignature, values: SlotValues, { rules }: EncodeContext<CompiledTemplate>): RenderedSignature | Unsupported {
  const template = rules.find((rule) => rule.id === signature.rule);
  if (template === undefined) return { status: "unsupported", reason: `the template has no rule \`${signature.rule}\`` };
  const { compiled } = template;
  // A list has its name from the ruleset, where all else of it may change.
  const name = signature.fields["name"] ?? listName(template.id, textOf(values["value"]));
  const filled = fill(compiled, { ...signature.fields, name }, values);
  if (!filled.ok) return { status: "unsupported", reason: filled.reason };
  const file = parseYara(SourceText.fromString(filled.text));
  const [rule] = file.rules;
  if (rule === undefined || rule.broken || file.items.length !== 1) return { status: "unsupported", reason: "its rule can't be read back, which is a fault of Sigwright" };
  return {
    status: "rendered",
    text: applyEdits(filled.text, format(file, { indentation: "  " })).trimEnd(),
    fingerprint: ruleFingerprint(rule, file),
    ...(compiled.imports.length === 0 ? {} : { preamble: compiled.imports }),
  };
}

function textOf(value: SlotValues[string] | undefined): string {
  return typeof value === "string" ? value : "";
}
