import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-code.ts";
import { associationsOf } from "../../signature/association-flags.ts";
import type { AssociationFlags } from "../../signature/association-flags.ts";
import { changeSignature } from "../../signature/change-signature.ts";

/** Ends associations of a signature with groups and indicators. */
export async function signatureDissociateCommand(key: string, flags: AssociationFlags, context: CommandContext): Promise<ExitCode> {
  const { groups, indicators } = associationsOf(flags);
  return changeSignature(key, flags, context, () => ({ groups: { remove: groups }, indicators: { remove: indicators } }));
}
