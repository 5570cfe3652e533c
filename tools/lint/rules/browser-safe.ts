import { layerOf } from "../layers.ts";
import { type Rule, visitModuleNames } from "../rule.ts";
import { isNodeModule, isUnpublished, ownerOf } from "../workspace.ts";

/** Globals that Node has and browsers have not. */
const NODE_GLOBALS: ReadonlySet<string> = new Set([
  "Buffer",
  "__dirname",
  "__filename",
  "clearImmediate",
  "global",
  "process",
  "require",
  "setImmediate",
]);

/** Packages that are not marked for Node use nothing that only Node has. */
export const browserSafe: Rule = {
  meta: {
    type: "problem",
    messages: {
      module: "`{{name}}` is Node's, and `{{importer}}` must run in browsers: take what it gives as an argument",
      global: "`{{name}}` is Node's, and `{{importer}}` must run in browsers",
    },
  },
  create(context) {
    const importer = ownerOf(context.filename)?.shortName;
    if (importer === undefined || layerOf(importer).node === true || isUnpublished(context.filename)) return {};

    return {
      ...visitModuleNames(({ value, node }) => {
        if (isNodeModule(value)) context.report({ node, messageId: "module", data: { name: value, importer } });
      }),
      "Program:exit"() {
        const scope = context.sourceCode.scopeManager.globalScope;
        if (scope === null) return;
        const unresolved = scope.through;
        const global = scope.variables.filter((variable) => variable.defs.length === 0);
        for (const { identifier } of [...unresolved, ...global.flatMap((variable) => variable.references)]) {
          const { name } = identifier;
          if (typeof name !== "string" || !NODE_GLOBALS.has(name)) continue;
          context.report({ node: identifier, messageId: "global", data: { name, importer } });
        }
      },
    };
  },
};
