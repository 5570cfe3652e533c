import { securityLabel } from "@sigwright/core";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-code.ts";
import { changeSignature } from "../../signature/change-signature.ts";
import type { ChangeFlags } from "../../signature/change-signature.ts";

/** Flags of `signature label`. */
export interface SignatureLabelFlags extends ChangeFlags {
  readonly remove?: boolean;
}

/** Puts security labels on a signature, or takes them off it. */
export async function signatureLabelCommand(
  key: string,
  names: readonly string[],
  flags: SignatureLabelFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const labels = names.map(securityLabel);
  return changeSignature(key, flags, context, () => ({ labels: flags.remove === true ? { remove: labels } : { add: labels } }));
}
