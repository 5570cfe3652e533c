import { type Catalogue, catalogue } from "../diagnostics.ts";

/** A code that compiling a template rule gives. */
export type TemplateCode =
  | "yara/slot-place"
  | "yara/slot-syntax"
  | "yara/slot-unavailable"
  | "yara/template-name"
  | "yara/template-not-one-rule"
  | "yara/template-not-selective"
  | "yara/template-variant"
  | "yara/unknown-slot";

const START = "rule {{name}} : sigwright { strings: ";
const GOOD = `${START}{{patterns}} condition: any of them }`;
const MISTAKE = { severity: "error", rejects: false } as const;

/** What compiling template rules can find; examples are rules for hosts. */
const TEMPLATE: Catalogue<TemplateCode> = catalogue<TemplateCode>({
  "yara/slot-place": {
    ...MISTAKE,
    summary: "A slot stands where its value can't be written safely.",
    explanation:
      "A value is escaped for the place its slot stands in. Text can stand in meta entries, patterns, regular expressions and as tags; patterns in place of a pattern; meta entries in place of one. Elsewhere a value could end the text or mean something else.",
    example: { bad: "rule {{message}} { strings: {{patterns}} condition: any of them }", good: GOOD },
  },
  "yara/slot-syntax": {
    ...MISTAKE,
    summary: "Braces in a template rule are no slot.",
    explanation: "A slot is a name in double braces: letters, digits, `_` and `.`. Two opening braces always begin a slot; in a text pattern write them as `\\x7b\\x7b`.",
    example: { bad: "rule {{name}} { strings: {{patterns condition: any of them }", good: GOOD },
  },
  "yara/slot-unavailable": {
    ...MISTAKE,
    summary: "A template rule uses a slot that has no value for its observation.",
    explanation: "Each of the format's own slots belongs to certain observations: `{{condition}}` and `{{digests}}` to files, `{{patterns}}` to all others, `{{host}}` to hosts and URLs.",
    example: { bad: `${START}{{patterns}} condition: any of them and {{condition}} }`, good: GOOD },
  },
  "yara/template-name": {
    ...MISTAKE,
    summary: "A template rule does not take its name from the slot, or leaves it too little room.",
    explanation: "Engines refuse a file in which two rules have one name, so every signature needs one of its own. `{{name}}` holds up to 100 characters, and YARA takes 128.",
    example: { bad: "rule bad_host { strings: {{patterns}} condition: any of them }", good: GOOD },
  },
  "yara/template-not-one-rule": {
    ...MISTAKE,
    summary: "The text of a template rule is not exactly one rule.",
    explanation: "Each template rule makes one signature, so its text is one rule. Imports may stand before it.",
    example: { bad: "// {{message}}", good: GOOD },
  },
  "yara/template-not-selective": {
    ...MISTAKE,
    summary: "A template rule has no slot, where it detects, that holds what its observation is about.",
    explanation: "Such a rule would detect the same for every indicator, and match all files that its fixed part matches. A slot in a meta entry does not count.",
    example: { bad: 'rule {{name}} { meta: a = "{{message}}" strings: $a = "evil" condition: $a }', good: GOOD },
  },
  "yara/template-variant": {
    ...MISTAKE,
    summary: "A template rule is for an observation that YARA can't see, or for a variant of one.",
    explanation: "The message lists the observations there are. YARA sees each in one way, so that its template rules have no variant.",
  },
  "yara/unknown-slot": {
    ...MISTAKE,
    summary: "A template rule uses a slot that does not exist.",
    explanation: "The slots that all templates share are listed in the template guide, the format's own in its README.",
    example: { bad: `rule {{name}} { meta: a = "{{mesage}}" strings: {{patterns}} condition: any of them }`, good: GOOD },
  },
});

/** What is known of the codes. */
export const TEMPLATE_DIAGNOSTICS: Catalogue<TemplateCode>["infos"] = TEMPLATE.infos;
/** Makes a finding in a template rule. */
export const templateFinding: Catalogue<TemplateCode>["finding"] = TEMPLATE.finding;
