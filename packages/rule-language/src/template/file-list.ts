import type { EncodeContext, Encoding, ListFile, ListForm, Observation, Target, Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { EmittedLanguage, SlotFields } from "./emitted-language.ts";
import { encodeWith } from "./encode.ts";

/** Where a list would be, to try rules with that look into one. */
const SAMPLE_PATH = "sample-list-00000000.lst";

/**
 * The list in a file that an observation may stand in: when the language has one for it, and a rule of the template looks
 * into it. A rule that spells out its observation by hand (`{{host}}`) can't.
 */
export function fileListForm(language: EmittedLanguage, observation: Observation, context: EncodeContext<CompiledTemplate>): ListForm | undefined {
  if (context.selfContained === true) return undefined;
  const entry = language.fileLists?.entry(observation, context.target);
  if (entry === undefined) return undefined;
  const rules = context.rules.filter((rule) => looksInto(language, sampleList(observation), rule, context.target));
  if (rules.length === 0) return undefined;
  return { group: entry.group, size: 1, capacity: Infinity, line: entry.line, rules: rules.map(({ id }) => id) };
}

/** Makes the signatures of a list in a file. */
export function encodeFileList(language: EmittedLanguage, list: ListFile, context: EncodeContext<CompiledTemplate>): Encoding | Unsupported {
  const { member } = list;
  const rules = context.rules.filter((rule) => looksInto(language, list, rule, context.target));
  const encoding = encodeWith(language, member, { ...context, rules }, (variant) => language.fileLists?.fields(list, variant, context.target));
  if (encoding.status === "unsupported") return encoding;
  return { ...encoding, limits: [...encoding.limits, ...(language.fileLists?.limits(member) ?? [])] };
}

/** Own slots of a rule that looks into a list that is no more than a name, to try template rules with. */
export function sampleListFields(language: EmittedLanguage, member: Observation, variant: string | undefined, target: Target): SlotFields | undefined {
  return language.fileLists?.fields(sampleList(member), variant, target);
}

function sampleList(member: Observation): ListFile {
  return { member, path: SAMPLE_PATH, lines: 1 };
}

function looksInto(language: EmittedLanguage, list: ListFile, rule: EncodeContext<CompiledTemplate>["rules"][number], target: Target): boolean {
  if (rule.observation !== list.member.kind) return false;
  const fields = language.fileLists?.fields(list, rule.variant, target);
  return fields !== undefined && rule.compiled.fields.every((name) => Object.hasOwn(fields, name));
}
