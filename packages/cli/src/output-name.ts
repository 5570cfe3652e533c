import { quoted } from "@sigwright/core";
import { UsageError } from "./usage-error.ts";

/** Letters, digits, dots, hyphens and underscores, not with a dot or hyphen first: a file name everywhere. */
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
/** Names of devices on Windows, whatever is behind a dot; and dots that it leaves off. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout|clock)(?:\.|$)/i;
const DEFAULT_NAME = "sigwright";

/**
 * The name of the output's files: what the user gave, else the source's name made safe, else `sigwright`.
 *
 * @throws UsageError when the user's is no safe file name.
 */
export function outputName(given: string | undefined, ofSource: string | undefined): string {
  if (given !== undefined) {
    if (RESERVED.test(given)) {
      throw new UsageError(`${quoted(given)} can't be the name of the files: on Windows it names a device`, "choose another name: a letter more is enough");
    }
    if (given.endsWith(".")) {
      throw new UsageError(`${quoted(given)} can't be the name of the files: Windows leaves off a dot at the end`, "leave off the dot");
    }
    if (SAFE.test(given)) return given;
    throw new UsageError(
      `${quoted(given)} can't be the name of the files`,
      "use letters, digits, dots, hyphens and underscores, 100 at most, not beginning with a dot or hyphen",
    );
  }
  const name = safeName(ofSource ?? "");
  if (name === "") return DEFAULT_NAME;
  return RESERVED.test(name) ? `${DEFAULT_NAME}-${name}` : name;
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
