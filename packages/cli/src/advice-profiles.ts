import { closest } from "@sigwright/core";
import { knownNames } from "./configuration/known-names.ts";
import { diagnosticCatalogue } from "./diagnostic-catalogue.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The profiles whose advice is asked for; each may name several, with commas.
 *
 * @throws UsageError when there is none of a name.
 */
export function adviceProfiles(given: readonly string[]): ReadonlySet<string> {
  const names = given.flatMap((each) => each.split(",")).map((each) => each.trim());
  if (names.length === 0) return new Set();
  const known = [...knownNames(diagnosticCatalogue()).profiles];
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new UsageError(`there is no profile \`${name}\``, near === undefined ? `there are: ${known.join(", ")}` : `did you mean \`${near}\`?`);
  }
  return new Set(names);
}
