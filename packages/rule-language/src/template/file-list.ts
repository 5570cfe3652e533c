import type { EncodeContext, Encoding, ListFile, ListForm, ListMemberFacts, Observation, Target, Unsupported } from "@sigwright/core";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { EmittedLanguage, SlotFields } from "./emitted-language.ts";
import { encodeWith } from "./encode.ts";

/** Where a list would be, to try rules with that look into one. */
const SAMPLE_FILE = { name: "sample-list-1", path: "sample-list-00000000.lst", lines: 1 };

type Parts = ListForm["parts"];

/** Says of an observation which list in a file it may stand in, `undefined` when there is none. */
export type FileListForms = (observation: Observation, context: EncodeContext<CompiledTemplate>, facts?: ListMemberFacts) => ListForm | undefined;

/**
 * Makes {@link FileListForms}: there is a list when the language has one for the observation, and a rule of the template
 * looks into it. A rule that spells out its observation by hand (`{{host}}`) can't. Which rules do depends on the group and
 * the context only, and is remembered, for this is asked of each of millions.
 */
export function fileListForms(language: EmittedLanguage): FileListForms {
  const { fileLists } = language;
  const known = new WeakMap<EncodeContext<CompiledTemplate>, Map<string, readonly string[]>>();
  const rulesOf = (group: string, observation: Observation, parts: Parts, context: EncodeContext<CompiledTemplate>): readonly string[] => {
    let groups = known.get(context);
    if (groups === undefined) known.set(context, (groups = new Map()));
    const key = `${observation.kind} ${group}${parts === undefined ? "" : " in parts"}`;
    let ids = groups.get(key);
    if (ids === undefined) {
      const list = sampleList(observation, parts);
      ids = context.rules.filter((rule) => looksInto(language, list, rule, context.target)).map(({ id }) => id);
      groups.set(key, ids);
    }
    return ids;
  };
  return (observation, context, facts) => {
    if (fileLists === undefined || context.selfContained === true) return undefined;
    const entry = fileLists.entry(observation, context.target, context.product === true, facts);
    if (entry === undefined) return undefined;
    const { group, line, parts } = entry;
    const rules = rulesOf(group, observation, parts, context);
    if (rules.length === 0) return undefined;
    // Files that no rule of the template looks into are not written.
    const isInParts = parts !== undefined && rules.length > rulesOf(group, observation, undefined, context).length;
    return { group, size: 1, capacity: Infinity, line, rules, ...(isInParts ? { parts } : {}) };
  };
}

/** Makes the signatures of a list in a file. */
export function encodeFileList(language: EmittedLanguage, list: ListFile, context: EncodeContext<CompiledTemplate>): Encoding | Unsupported {
  const { member } = list;
  const rules = context.rules.filter((rule) => looksInto(language, list, rule, context.target));
  const encoding = encodeWith(language, member, { ...context, rules }, (variant) => language.fileLists?.fields(list, variant, context.target));
  if (encoding.status === "unsupported") return encoding;
  const variants = new Map(rules.map(({ id, variant }) => [id, variant]));
  const signatures = encoding.signatures.map((signature) => {
    const approximate = language.fileLists?.approximate?.(list, variants.get(signature.rule));
    return approximate === undefined ? signature : { ...signature, approximate };
  });
  return { ...encoding, signatures, limits: [...encoding.limits, ...(language.fileLists?.limits(member) ?? [])] };
}

/** Own slots of a rule that looks into a list that is no more than a name, to try template rules with. */
export function sampleListFields(language: EmittedLanguage, member: Observation, variant: string | undefined, target: Target): SlotFields | undefined {
  return language.fileLists?.fields(sampleList(member), variant, target);
}

function sampleList(member: Observation, parts?: Parts): ListFile {
  if (parts === undefined) return { member, ...SAMPLE_FILE };
  return { member, ...SAMPLE_FILE, parts: Object.fromEntries(Object.keys(parts).map((name) => [name, SAMPLE_FILE])) };
}

function looksInto(language: EmittedLanguage, list: ListFile, rule: EncodeContext<CompiledTemplate>["rules"][number], target: Target): boolean {
  if (rule.observation !== list.member.kind) return false;
  const fields = language.fileLists?.fields(list, rule.variant, target);
  return fields !== undefined && rule.compiled.fields.every((name) => Object.hasOwn(fields, name));
}
