import { SHIPPED_TEMPLATES } from "@sigwright/ruleset";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";

/** Prints a shipped template, as it is. */
export async function templateShowCommand(name: string, { io }: CommandContext): Promise<ExitCode> {
  io.out.write(SHIPPED_TEMPLATES.find(({ id }) => id === name)!.text);
  return EXIT.ok;
}
