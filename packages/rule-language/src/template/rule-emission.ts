import type { ArtifactPart, AssembleContext, EncodeContext, EncodedSignature, Encoding, ListFile, ListForm, ListMemberFacts, Observation, RenderedSignature, SignatureFormat, SlotValues, TemplateResult, TemplateRule, Unsupported, ValidateContext } from "@sigwright/core";
import { assemble } from "./assemble.ts";
import { compileTemplate } from "./compile-template.ts";
import type { CompiledTemplate } from "./compiled-template.ts";
import type { EmittedLanguage } from "./emitted-language.ts";
import { encode } from "./encode.ts";
import { encodeFileList, fileListForms } from "./file-list.ts";
import { encodeList, headerListForm } from "./header-list.ts";
import { render } from "./render.ts";
import type { CommonSlots } from "./slot-check.ts";

/** The members of a signature format that make rules from observations. */
export type RuleEmission = Required<Pick<SignatureFormat<unknown, CompiledTemplate>, "templateSlots" | "compileTemplate" | "encode" | "listForm" | "encodeList" | "encodeFileList" | "render" | "assemble">>;

/** Makes the emitting members of a format for one rule language. */
export function ruleEmission(language: EmittedLanguage): RuleEmission {
  type Context = EncodeContext<CompiledTemplate>;
  const fileListForm = fileListForms(language);
  return {
    templateSlots: Object.fromEntries(Object.entries(language.slots).map(([name, { summary }]) => [name, summary])),
    compileTemplate: (template: TemplateRule, slots: CommonSlots, context: ValidateContext): TemplateResult<CompiledTemplate> => compileTemplate(language, template, slots, context),
    encode: (observation: Observation, context: Context): Encoding | Unsupported => encode(language, observation, context),
    listForm: (observation: Observation, context: Context, facts?: ListMemberFacts): ListForm | undefined =>
      fileListForm(observation, context, facts) ?? headerListForm(language, observation, context),
    encodeList: (members: readonly Observation[], context: Context): Encoding | Unsupported => encodeList(language, members, context),
    encodeFileList: (list: ListFile, context: Context): Encoding | Unsupported => encodeFileList(language, list, context),
    render: (signature: EncodedSignature, values: SlotValues, context: Context): RenderedSignature | Unsupported => render(language, signature, values, context),
    assemble: (signatures: AsyncIterable<RenderedSignature>, context: AssembleContext): AsyncIterable<ArtifactPart> => assemble(language, signatures, context),
  };
}
