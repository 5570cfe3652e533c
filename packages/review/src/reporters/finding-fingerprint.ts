import { createHash } from "node:crypto";
import type { Finding } from "./file-findings.ts";

/**
 * Gives each finding of one file a fingerprint that stays the same when lines move: made of the code, the rule (its sid,
 * else the line without its blanks) and the text at fault. Those that have all of these in common are told apart by their
 * order. Lower-case hexadecimal, 32 digits.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = JSON.stringify(identity(finding));
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash("sha256").update(`${key}\n${ordinal}`).digest("hex").slice(0, 32);
  });
}

/** Text of a line that counts: whoever writes lines longer than that has them moved and changed at once. */
const MOST = 2000;

function identity({ located: { source, diagnostic }, sid }: Finding): readonly unknown[] {
  const { code, range } = diagnostic;
  const rule = sid ?? source.lineAt(source.positionAt(range.start).line).replaceAll(/[ \t\r]+/g, " ").trim().slice(0, MOST);
  return [code, rule, source.text.slice(range.start, range.end).slice(0, MOST)];
}
