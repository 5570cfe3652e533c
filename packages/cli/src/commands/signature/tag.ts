import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-code.ts";
import { changeSignature } from "../../signature/change-signature.ts";
import type { ChangeFlags } from "../../signature/change-signature.ts";

/** Flags of `signature tag`. */
export interface SignatureTagFlags extends ChangeFlags {
  readonly remove?: boolean;
}

/** Tags a signature, or takes tags off it. */
export async function signatureTagCommand(
  key: string,
  names: readonly string[],
  flags: SignatureTagFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const tags = names;
  return changeSignature(key, flags, context, () => ({ tags: flags.remove === true ? { remove: tags } : { add: tags } }));
}
