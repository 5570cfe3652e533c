import type { SignatureAttribute } from "@sigwright/core";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-code.ts";
import { changeSignature } from "../../signature/change-signature.ts";
import type { ChangeFlags } from "../../signature/change-signature.ts";
import { parseAttribute } from "../../signature/reference-flags.ts";

/** Flags of `signature attribute`. */
export interface SignatureAttributeFlags extends ChangeFlags {
  readonly remove?: boolean;
  readonly replace?: boolean;
  readonly default?: boolean;
  readonly attributeSource?: string;
}

/** Gives a signature attributes, or takes them away. */
export async function signatureAttributeCommand(
  key: string,
  given: readonly string[],
  flags: SignatureAttributeFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const about = {
    ...(flags.default === true ? { isDefault: true } : {}),
    ...(flags.attributeSource === undefined ? {} : { source: flags.attributeSource }),
  };
  const attributes: readonly SignatureAttribute[] = given.map((each) => ({ ...parseAttribute(each), ...about }));
  return changeSignature(key, flags, context, (before) => {
    if (flags.remove === true) return { attributes: { remove: attributes } };
    const types = new Set(attributes.map(({ type }) => type));
    const replaced = flags.replace === true ? before.attributes.filter(({ type }) => types.has(type)) : [];
    return { attributes: { add: attributes, remove: replaced } };
  });
}
