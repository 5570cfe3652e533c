import { type ArtifactPart, type AssembleContext, type RenderedSignature, visibleText } from "@sigwright/core";

/** Signatures written in one part, so that a large rule set is not one string. */
const PART_SIZE = 64 * 1024;

/** Writes signatures to one file of rules, under comments that say what it was made from; imports before the first rule that needs them. */
export async function* assemble(signatures: AsyncIterable<RenderedSignature>, { name, header }: AssembleContext): AsyncIterable<ArtifactPart> {
  const path = `${name}.yar`;
  const imported = new Set<string>();
  let text = header.map(comment).join("");
  for await (const signature of signatures) {
    for (const line of signature.preamble ?? []) {
      if (imported.has(line)) continue;
      imported.add(line);
      text += `${text === "" || text.endsWith("\n\n") ? "" : "\n"}${line}\n`;
    }
    text += `\n${signature.text}\n`;
    if (text.length < PART_SIZE) continue;
    yield { path, role: "rules", text };
    text = "";
  }
  // A file without signatures is written too: it replaces what was there before.
  yield { path, role: "rules", text };
}

/** Characters of a comment: nobody reads more. */
const LONGEST_COMMENT = 1000;

function comment(line: string): string {
  const whole = visibleText(line.slice(0, LONGEST_COMMENT)).trimEnd();
  return `// ${whole}${line.length > LONGEST_COMMENT ? "…" : ""}`.trimEnd() + "\n";
}
