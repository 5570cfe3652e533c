import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { compare } from "./comparison/compare.ts";
import { detect } from "./detect.ts";
import { format } from "./format/format.ts";
import type { YaraFile } from "./nodes.ts";
import { parseYara, printYara } from "./parse.ts";
import { ruleViews } from "./rule-views.ts";
import { YARA_TARGETS } from "./targets.ts";
import { validate } from "./validate.ts";

/** YARA 4 and YARA-X as a signature format. */
export const yara: SignatureFormat<YaraFile> & Required<Pick<SignatureFormat<YaraFile>, "parse" | "print" | "rules" | "validate" | "targets" | "detect" | "compare" | "format">> =
  Object.freeze({
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
  });

function parse(source: SourceText): Parsed<YaraFile> {
  const document = parseYara(source);
  return { document, diagnostics: document.diagnostics };
}
