import {
  SourceText,
  utf8Length,
  type EncodeContext,
  type EncodedSignature,
  type RenderedSignature,
  type SlotValues,
  type Unsupported,
} from "@sigwright/core";
import { parseRules } from "../parse.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import { type EmittedLanguage, findEncoding } from "./emitted-language.ts";
import { fill } from "./fill.ts";
import { signatureFingerprint } from "./signature-fingerprint.ts";

/** Writes a signature as one line. What does not fit the engine's line, or can't stand in its place, is unsupported. */
export function render(
  language: EmittedLanguage,
  signature: EncodedSignature,
  values: SlotValues,
  context: EncodeContext<CompiledTemplate>,
): RenderedSignature | Unsupported {
  if (signature.isBeside === true && language.beside !== undefined) return language.beside.render(signature);
  const template = context.rules.find((rule) => rule.id === signature.rule);
  if (template === undefined) {
    return { status: "unsupported", reason: `the template has no rule \`${signature.rule}\`` };
  }
  const filled = fill(language, template.compiled, signature.fields, values);
  if (!filled.ok) return { status: "unsupported", reason: filled.reason };
  const bytes = utf8Length(filled.text);
  if (bytes > language.longestLine) {
    return { status: "unsupported", reason: `its rule takes ${bytes} bytes, more than the ${language.longestLine} of a line` };
  }
  const { rules } = parseRules(SourceText.fromString(filled.text), language.dialect);
  const rule = rules.at(0);
  if (rule === undefined || rules.length !== 1) {
    return { status: "unsupported", reason: "its rule can't be read back, which is a fault of Sigwright" };
  }
  for (const { name, value } of rule.options) {
    if (value === '""') return { status: "unsupported", reason: `the value of \`${name}\` would be empty` };
  }
  const settings = findEncoding(language, template.observation, template.variant, context.target)?.settings;
  const fingerprint = signatureFingerprint(rule, language.bitOf);
  return { status: "rendered", text: filled.text, fingerprint, ...(settings === undefined ? {} : { settings }) };
}
