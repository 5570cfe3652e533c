import type { EncodeContext, Encoding, ListFile, ListForm, Observation, Target, Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { EmittedLanguage, SlotFields } from "./emitted-language.ts";
import { encodeWith } from "./encode.ts";

/** Where a list would be, to try rules with that look into one. */
const SAMPLE_PATH = "sample-list-00000000.lst";

/** Says of an observation which list in a file it may stand in, `undefined` when there is none. */
export type FileListForms = (observation: Observation, context: EncodeContext<CompiledTemplate>) => ListForm | undefined;

/**
 * Makes {@link FileListForms}: there is a list when the language has one for the observation, and a rule of the template
 * looks into it. A rule that spells out its observation by hand (`{{host}}`) can't. Which rules do depends on the group and
 * the context only, and is remembered, for this is asked of each of millions.
 */
export function fileListForms(language: EmittedLanguage): FileListForms {
  const { fileLists } = language;
  const known = new WeakMap<EncodeContext<CompiledTemplate>, Map<string, readonly string[]>>();
  const rulesOf = (group: string, observation: Observation, context: EncodeContext<CompiledTemplate>): readonly string[] => {
    let groups = known.get(context);
    if (groups === undefined) known.set(context, (groups = new Map()));
    const key = `${observation.kind} ${group}`;
    let ids = groups.get(key);
    if (ids === undefined) {
      const list = sampleList(observation);
      ids = context.rules.filter((rule) => looksInto(language, list, rule, context.target)).map(({ id }) => id);
      groups.set(key, ids);
    }
    return ids;
  };
  return (observation, context) => {
    if (fileLists === undefined || context.selfContained === true) return undefined;
    const entry = fileLists.entry(observation, context.target);
    if (entry === undefined) return undefined;
    const rules = rulesOf(entry.group, observation, context);
    return rules.length === 0 ? undefined : { group: entry.group, size: 1, capacity: Infinity, line: entry.line, rules };
  };
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
