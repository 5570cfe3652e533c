import { DEFAULT_TEMPLATE } from "@sigwright/ruleset";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";

/** Prints the built-in template, as it is. */
export async function templateShowCommand({ io }: CommandContext): Promise<ExitCode> {
  io.out.write(DEFAULT_TEMPLATE);
  return EXIT.ok;
}
