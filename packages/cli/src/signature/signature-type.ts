import { closest, quoted } from "@sigwright/core";
import type { SignatureStore } from "@sigwright/core";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";
import type { Prompt } from "./prompt.ts";
import type { SignaturePreview } from "./signature-preview.ts";

/**
 * The type a signature gets: the one given, in the store's spelling; else that of the format it is; else the one that is
 * chosen from the store's list at the terminal. A type the store does not list is taken, with a word: administrators
 * can define types.
 *
 * @throws UsageError when none is given and none can be found.
 */
export async function chooseType(
  given: string | undefined,
  preview: SignaturePreview,
  store: SignatureStore,
  prompt: Prompt | undefined,
  { io, errPaint }: CommandContext,
): Promise<string> {
  const types = await store.types();
  if (given !== undefined) {
    const spelt = types.find((type) => type.toLowerCase() === given.toLowerCase());
    if (spelt !== undefined) return spelt;
    const near = closest(given, types);
    const meant = near === undefined ? "" : ` (is \`${near}\` meant?)`;
    io.err.write(`${errPaint.yellow("warning")}: ${quoted(given)} is none of the store's types${meant}: ${types.join(", ")}\n`);
    return given;
  }
  const found = preview.format?.signatureType;
  if (found !== undefined) return found;
  if (prompt !== undefined) {
    io.err.write(`${types.map((type, index) => `${String(index + 1).padStart(4)}  ${type}`).join("\n")}\n`);
    const answer = (await prompt.ask("Which type is it? Number or name:")) ?? "";
    const chosen = types[Number(answer) - 1] ?? types.find((type) => type.toLowerCase() === answer.toLowerCase());
    if (chosen !== undefined) return chosen;
  }
  throw new UsageError(`the type of ${quoted(preview.path)} can't be told from what it holds`, `give \`--type\`, one of ${types.join(", ")}`);
}
