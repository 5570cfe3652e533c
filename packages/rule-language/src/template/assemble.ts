import { visibleText, type ArtifactPart, type AssembleContext, type RenderedSignature } from "@sigwright/core";
import type { EmittedLanguage } from "./emitted-language.ts";

/** Signatures written in one part, so that a large rule set is not one string. */
const PART_SIZE = 64 * 1024;

/** Writes signatures to one rule file, under comments that say what it was made from, and where asked which format it is. */
export async function* assemble(
  { id, pinned }: EmittedLanguage,
  signatures: AsyncIterable<RenderedSignature>,
  context: AssembleContext,
): AsyncIterable<ArtifactPart> {
  const path = `${context.name}.rules`;
  const pin = pinned === true ? [`sigwright: format=${id}`] : [];
  let text = [...pin, ...context.header].map(comment).join("");
  if (text !== "") text += "\n";
  for await (const signature of signatures) {
    text += `${signature.text}\n`;
    if (text.length >= PART_SIZE) {
      yield { path, role: "rules", text };
      text = "";
    }
  }
  // A file without signatures is written too: it replaces what was there before.
  yield { path, role: "rules", text };
}

/** Characters of a comment: what goes beyond the engine's line would be read as a line of its own. */
const LONGEST_COMMENT = 1000;

// A comment that ends in a backslash would swallow the line after it.
function comment(line: string): string {
  const whole = visibleText(line.slice(0, LONGEST_COMMENT)).trimEnd();
  const text = line.length > LONGEST_COMMENT ? `${whole}…` : whole;
  return text === "" ? "#\n" : `# ${text}${text.endsWith("\\") ? "." : ""}\n`;
}
