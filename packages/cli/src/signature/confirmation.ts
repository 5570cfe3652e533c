import { UsageError } from "../usage-error.ts";
import type { Prompt } from "./prompt.ts";

/**
 * Whether to go on: yes when the user said so beforehand, else as the person at the terminal answers.
 *
 * @throws UsageError when there is nobody to ask.
 */
export async function confirmed(question: string, isYes: boolean, prompt: Prompt | undefined): Promise<boolean> {
  if (isYes) return true;
  if (prompt === undefined) {
    throw new UsageError("standard input is no terminal, so nobody can be asked", "give `--yes` to go on without a question");
  }
  return prompt.confirm(question);
}
