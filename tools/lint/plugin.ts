import type { Rule } from "./rule.ts";
import { browserSafe } from "./rules/browser-safe.ts";
import { declaredImports } from "./rules/declared-imports.ts";
import { documentedExports } from "./rules/documented-exports.ts";
import { explicitReexports } from "./rules/explicit-reexports.ts";
import { fileNames } from "./rules/file-names.ts";
import { noRelativePackageImports } from "./rules/no-relative-package-imports.ts";
import { packageLayers } from "./rules/package-layers.ts";

const rules: Readonly<Record<string, Rule>> = {
  "browser-safe": browserSafe,
  "declared-imports": declaredImports,
  "documented-exports": documentedExports,
  "explicit-reexports": explicitReexports,
  "file-names": fileNames,
  "no-relative-package-imports": noRelativePackageImports,
  "package-layers": packageLayers,
};

/** The house rules for oxlint, which wants a default export. */
export default { meta: { name: "sigwright" }, rules };
