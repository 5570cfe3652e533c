import { layerOf, mayImport, testsMayImport } from "../layers.ts";
import { type Rule, visitModuleNames } from "../rule.ts";
import { isUnpublished, isTestingCode, ownerOf, SCOPE, shortNameOf } from "../workspace.ts";

/** Our packages import each other only downwards, as the table in `layers.ts` says. */
export const packageLayers: Rule = {
  meta: {
    type: "problem",
    messages: {
      layer: "`{{importer}}` may not import `{{imported}}`: of ours it may import {{allowed}} (tools/lint/layers.ts)",
      cycle: "tests of `{{importer}}` may not import `{{imported}}`, which stands on `{{importer}}` itself",
      testing: "`{{specifier}}` is for tests; published code may not import it",
    },
  },
  create(context) {
    const importer = ownerOf(context.filename)?.shortName;
    if (importer === undefined) return {};
    const isTest = isUnpublished(context.filename);
    const isForTests = isTest || isTestingCode(context.filename);

    return visitModuleNames(({ value, node }) => {
      const imported = shortNameOf(value);
      if (imported === undefined) return;
      if (!isForTests && value.startsWith(`${SCOPE}${imported}/testing`)) {
        context.report({ node, messageId: "testing", data: { specifier: value } });
      } else if (isTest ? !testsMayImport(importer, imported) : !mayImport(importer, imported)) {
        const allowed = layerOf(importer).imports.join(", ") || "nothing";
        context.report({ node, messageId: isTest ? "cycle" : "layer", data: { importer, imported, allowed } });
      }
    });
  },
};
