import { createHash } from "node:crypto";
import { SourceText } from "@sigwright/core";
import type { RuleView, SignatureFormat } from "@sigwright/core";
import { checkFile } from "@sigwright/review";
import type { CheckedFile } from "@sigwright/review";
import { detectFormat } from "../format-detection.ts";
import { FORMATS } from "../formats.ts";

/** What is to be known of a text before it is stored. */
export interface SignaturePreview {
  /** What reports call the file by. */
  readonly path: string;
  readonly text: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly lineEnds: "none" | "LF" | "CRLF" | "mixed";
  /** Absent when no format of ours is like it; then nothing is known of its rules. */
  readonly format?: SignatureFormat;
  /** Why it is taken for that format. */
  readonly reason?: string;
  readonly rules: readonly RuleView[];
  readonly checked?: CheckedFile;
}

/**
 * Looks at a text: which format it is, its rules, what the engine would make of them. A type that was chosen decides
 * among the formats of that type.
 */
export function previewSignature(path: string, text: string, type: string | undefined): SignaturePreview {
  const known = FORMATS.filter((format) => format.parse !== undefined);
  const ofType = known.filter(({ signatureType }) => signatureType === type);
  const candidates = type === undefined ? known : ofType;
  const detected = detectFormat(path, text, candidates) ?? onlyOne(ofType);
  const bytes = new TextEncoder().encode(text);
  const about = {
    path,
    text,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    lineEnds: lineEndsOf(text),
  };
  if (detected === undefined) return { ...about, rules: [] };
  const { format, reason } = detected;
  const source = SourceText.fromString(text, { path });
  const [checked] = checkFile(path, source, format, format.targets?.slice(0, 1) ?? []);
  const rules = format.rules?.(format.parse!(source).document) ?? [];
  return { ...about, format, reason, rules, ...(checked === undefined ? {} : { checked }) };
}

function onlyOne(formats: readonly SignatureFormat[]): { readonly format: SignatureFormat; readonly reason: string } | undefined {
  return formats[0] === undefined ? undefined : { format: formats[0], reason: "that is its type" };
}

function lineEndsOf(text: string): SignaturePreview["lineEnds"] {
  const crlf = text.split("\r\n").length - 1;
  const all = text.split("\n").length - 1;
  if (all === 0) return "none";
  if (crlf === 0) return "LF";
  return crlf === all ? "CRLF" : "mixed";
}
