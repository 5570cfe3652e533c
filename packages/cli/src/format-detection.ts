import { extname } from "node:path";
import type { SignatureFormat } from "@sigwright/core";
import { formatPin } from "./format-pin.ts";

/** The format a file is taken for, and what says so: completes "taken for Suricata because …". */
export interface DetectedFormat {
  readonly format: SignatureFormat;
  readonly reason: string;
}

/**
 * Finds the format of a text: the one that a line near its top pins, else by what it holds; where that says nothing (an empty file, one with comments only), by the
 * extension of its name. `undefined` when neither says anything.
 */
export function detectFormat(path: string, text: string, formats: readonly SignatureFormat[]): DetectedFormat | undefined {
  const pin = formatPin(text);
  const pinned = pin === undefined ? undefined : formats.find(({ id }) => id === pin.id);
  if (pinned !== undefined) return { format: pinned, reason: `a comment at its top says \`format=${pinned.id}\`` };
  const extension = extname(path).toLowerCase();
  const ofExtension = formats.filter(({ extensions }) => extensions.includes(extension));
  // Among formats that the text speaks for equally, the extension decides, then the order of the list.
  const candidates = [...ofExtension, ...formats.filter((format) => !ofExtension.includes(format))];
  let best: (DetectedFormat & { readonly score: number }) | undefined;
  for (const format of candidates) {
    const { score, reason } = format.detect?.(text) ?? { score: 0, reason: "" };
    if (score > (best?.score ?? 0)) best = { format, reason, score };
  }
  if (best !== undefined) return { format: best.format, reason: best.reason };
  const [byName] = ofExtension;
  return byName === undefined ? undefined : { format: byName, reason: `its name ends in ${extension}` };
}
