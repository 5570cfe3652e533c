import { visibleText, type ArtifactPart, type AssembleContext, type RenderedSignature } from "@sigwright/core";
import type { EmittedLanguage } from "./emitted-language.ts";

/** Signatures written in one part, so that a large rule set is not one string. */
const PART_SIZE = 64 * 1024;

/**
 * Writes signatures to one rule file, under comments that say what it was made from, and where asked which format it is;
 * and those that are no rules to the file beside it, which is written only when there are such. Another file shows how a
 * sensor is set to what the rules need, when they need anything, and to load them sooner, when they are many.
 */
export async function* assemble(
  { id, pinned, beside, sensorFile }: EmittedLanguage,
  signatures: AsyncIterable<RenderedSignature>,
  context: AssembleContext,
): AsyncIterable<ArtifactPart> {
  const path = `${context.name}.rules`;
  const pin = pinned === true ? [`sigwright: format=${id}`] : [];
  let text = comments([...pin, ...context.header], "#");
  if (text !== "") text += "\n";
  let entries = "";
  let hasEntries = false;
  const settings = new Set<string>();
  let rules = 0;
  const besidePart = (end: string): ArtifactPart => ({ path: `${context.name}${beside!.suffix}`, role: "sensor-settings", text: entries + end });
  for await (const signature of signatures) {
    if (signature.isBeside === true) {
      if (!hasEntries) entries = `${comments(context.header, beside!.comment)}${beside!.opening(context.name)}`;
      hasEntries = true;
      entries += signature.text;
      if (entries.length < PART_SIZE) continue;
      yield besidePart("");
      entries = "";
      continue;
    }
    if (++rules === sensorFile?.many?.from) settings.add(sensorFile.many.setting);
    for (const setting of signature.settings ?? []) settings.add(setting);
    text += `${signature.text}\n`;
    if (text.length >= PART_SIZE) {
      yield { path, role: "rules", text };
      text = "";
    }
  }
  // A file without signatures is written too: it replaces what was there before.
  yield { path, role: "rules", text };
  if (hasEntries) yield besidePart(beside!.closing);
  if (settings.size > 0 && sensorFile !== undefined) {
    const body = sensorFile.text([...settings].toSorted());
    yield { path: `${context.name}${sensorFile.suffix}`, role: "sensor-settings", text: `${comments(context.header, sensorFile.comment)}${body}` };
  }
}

function comments(lines: readonly string[], mark: string): string {
  return lines.map((line) => comment(line, mark)).join("");
}

/** Characters of a comment: what goes beyond the engine's line would be read as a line of its own. */
const LONGEST_COMMENT = 1000;

// A comment that ends in a backslash would swallow the line after it.
function comment(line: string, mark: string): string {
  const whole = visibleText(line.slice(0, LONGEST_COMMENT)).trimEnd();
  const text = line.length > LONGEST_COMMENT ? `${whole}…` : whole;
  return text === "" ? `${mark}\n` : `${mark} ${text}${text.endsWith("\\") ? "." : ""}\n`;
}
