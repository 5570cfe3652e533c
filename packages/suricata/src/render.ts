import {
  SourceText,
  utf8Length,
  type EncodeContext,
  type EncodedSignature,
  type RenderedSignature,
  type SlotValues,
  type Unsupported,
} from "@sigwright/core";
import { parseRules } from "@sigwright/rule-language";
import { signatureFingerprint } from "./rule-fingerprints.ts";
import { LONGEST_LINE } from "./targets.ts";
import type { SuricataTemplate } from "./template/compiled-rule.ts";
import { fill } from "./template/fill.ts";

/** Writes a signature as one line. What does not fit the engine's line, or can't stand in its place, is unsupported. */
export function render(
  signature: EncodedSignature,
  values: SlotValues,
  context: EncodeContext<SuricataTemplate>,
): RenderedSignature | Unsupported {
  const template = context.rules.find((rule) => rule.id === signature.rule);
  if (template === undefined) {
    return { status: "unsupported", reason: `the template has no rule \`${signature.rule}\`` };
  }
  const filled = fill(template.compiled, signature.fields, values);
  if (!filled.ok) return { status: "unsupported", reason: filled.reason };
  const bytes = utf8Length(filled.text);
  if (bytes > LONGEST_LINE) {
    return { status: "unsupported", reason: `its rule takes ${bytes} bytes, more than the ${LONGEST_LINE} of a line` };
  }
  const { rules } = parseRules(SourceText.fromString(filled.text), "suricata");
  const rule = rules.at(0);
  if (rule === undefined || rules.length !== 1) {
    return { status: "unsupported", reason: "its rule can't be read back, which is a fault of Sigwright" };
  }
  for (const { name, value } of rule.options) {
    if (value === '""') return { status: "unsupported", reason: `the value of \`${name}\` would be empty` };
  }
  return { status: "rendered", text: filled.text, fingerprint: signatureFingerprint(rule) };
}
