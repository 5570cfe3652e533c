import { quoted } from "@sigwright/core";
import { UsageError } from "./usage-error.ts";

/** Letters, digits, dots, hyphens and underscores, not with a dot or hyphen first: a file name everywhere. */
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
const DEFAULT_NAME = "sigwright";

/**
 * The name of the output's files: what the user gave, else the source's name made safe, else `sigwright`.
 *
 * @throws UsageError when the user's is no safe file name.
 */
export function outputName(given: string | undefined, ofSource: string | undefined): string {
  if (given !== undefined) {
    if (SAFE.test(given)) return given;
    throw new UsageError(
      `${quoted(given)} can't be the name of the files`,
      "use letters, digits, dots, hyphens and underscores, 100 at most, not beginning with a dot or hyphen",
    );
  }
  return safeName(ofSource ?? "") || DEFAULT_NAME;
}

/** A name with every run of other characters replaced by a hyphen, in lower case; empty when nothing is left. */
function safeName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, "-")
    .replace(/^[-.]+/, "")
    .slice(0, 60)
    .replace(/[-.]+$/, "");
}
