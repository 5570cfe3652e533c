import type { Parsed, SignatureFormat, SourceText } from "@sigwright/core";
import { parseRules, printRules, type RuleFile } from "@sigwright/rule-language";
import { assemble } from "./assemble.ts";
import { detect } from "./detect.ts";
import { compare } from "./compare.ts";
import { encode } from "./encoding/encode.ts";
import { encodeList, listForm } from "./encoding/header-list.ts";
import { render } from "./render.ts";
import { validateSet } from "./rule-set.ts";
import { ruleViews } from "./rule-views.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { compileTemplate } from "./template/compile-template.ts";
import type { SuricataTemplate } from "./template/compiled-rule.ts";
import { SURICATA_SLOTS } from "./template/suricata-slots.ts";
import { validate } from "./validate.ts";

/** Suricata 7 and 8 as a signature format. */
export const suricata: Required<Omit<SignatureFormat<RuleFile, SuricataTemplate>, "format">> = Object.freeze({
  id: "suricata",
  displayName: "Suricata",
  signatureType: "Suricata",
  extensions: Object.freeze([".rules"]),
  targets: SURICATA_TARGETS,
  detect,
  parse,
  print: printRules,
  rules: ruleViews,
  validate,
  validateSet,
  compare,
  sidFamily: "suricata",
  templateSlots: SURICATA_SLOTS,
  compileTemplate,
  encode,
  listForm,
  encodeList,
  render,
  assemble,
});

function parse(source: SourceText): Parsed<RuleFile> {
  const document = parseRules(source, "suricata");
  return { document, diagnostics: document.diagnostics };
}
