import { SourceError, StoreError, visibleText } from "@sigwright/core";
import { EXIT } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { OutputError } from "./output-error.ts";
import type { Paint } from "./paint.ts";
import { UsageError } from "./usage-error.ts";

/** An error in words for people. */
export interface ToldError {
  readonly message: string;
  readonly help: string | undefined;
  /** Where in the program it happened; only for faults of the program, and only when asked for. */
  readonly stack?: string;
}

/** Whether an error was made to be told to people, by us. */
export function isTold(error: unknown): error is UsageError | SourceError | OutputError | StoreError {
  return [UsageError, SourceError, OutputError, StoreError].some((kind) => error instanceof kind);
}

/** Says in words what went wrong, and which exit code it stands for. */
export function errorReport(error: unknown, debug: boolean): ToldError & { readonly exitCode: ExitCode } {
  if (error instanceof UsageError) return { message: error.message, help: error.help, exitCode: EXIT.usage };
  if (error instanceof SourceError || error instanceof OutputError) {
    return { message: error.message, help: error.help, exitCode: EXIT.failure };
  }
  // A value the store does not take was given by the user; all else is the store's.
  if (error instanceof StoreError) {
    return { message: error.message, help: error.help, exitCode: error.failure === "invalid" ? EXIT.usage : EXIT.failure };
  }
  const message = `this is a fault of sigwright, not yours: ${error instanceof Error ? error.message : String(error)}`;
  if (debug && error instanceof Error) {
    const help = "please report it, with the command you ran and what is above";
    return { message, help, stack: error.stack ?? "", exitCode: EXIT.failure };
  }
  const help = "please report it with the command you ran; run it again with --debug to see where it happened";
  return { message, help, exitCode: EXIT.failure };
}

/** An error as it is written to a terminal. */
export function errorText({ message, help, stack }: ToldError, paint: Paint): string {
  const trace = stack === undefined ? "" : `${stack.split("\n").map(visibleText).join("\n")}\n`;
  const first = `${trace}${paint.bold(paint.red("error"))}: ${visibleText(message)}\n`;
  return help === undefined ? first : `${first}  ${paint.dim("=")} ${paint.bold("help")}: ${visibleText(help)}\n`;
}
