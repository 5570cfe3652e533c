/**
 * Writes the generated parts of `docs/`.
 *
 *     npm run docs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogues } from "./catalogues.ts";
import { renderCliReference } from "./cli-reference.ts";
import { renderReference } from "./diagnostics-reference.ts";
import { encodedFormats } from "./encodings.ts";
import { renderEncodings } from "./encodings-reference.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
writeFileSync(join(root, "docs/diagnostics.md"), renderReference(await catalogues(root)));
writeFileSync(join(root, "docs/encodings.md"), renderEncodings(await encodedFormats(root)));
writeFileSync(
  join(root, "docs/cli.md"),
  renderCliReference(readFileSync(join(root, "tools/docs/cli-introduction.md"), "utf8")),
);
