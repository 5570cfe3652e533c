import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { compare } from "./comparison/compare.ts";
import { detect } from "./detect.ts";
import { YARA_EMISSION } from "./emission.ts";
import { format } from "./format/format.ts";
import type { YaraFile } from "./nodes.ts";
import { parseYara, printYara } from "./parse.ts";
import { ruleViews } from "./rule-views.ts";
import { YARA_TARGETS } from "./targets.ts";
import type { CompiledTemplate } from "./template/compiled-template.ts";
import { validate } from "./validate.ts";

type Members = "targets" | "detect" | "parse" | "print" | "rules" | "validate" | "compare" | "format" | keyof typeof YARA_EMISSION;

/** YARA 4 and YARA-X as a signature format. */
export const yara: SignatureFormat<YaraFile, CompiledTemplate> & Required<Pick<SignatureFormat<YaraFile, CompiledTemplate>, Members>> = Object.freeze({
  id: "yara",
  displayName: "YARA",
  signatureType: "YARA",
  extensions: Object.freeze([".yar", ".yara"]),
  targets: YARA_TARGETS,
  detect,
  parse,
  print: printYara,
  rules: ruleViews,
  validate,
  compare,
  format,
  ...YARA_EMISSION,
});

function parse(source: SourceText): Parsed<YaraFile> {
  const document = parseYara(source);
  return { document, diagnostics: document.diagnostics };
}
