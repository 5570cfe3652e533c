import { basename } from "node:path";
import type { Rule } from "../rule.ts";
import { ownerOf } from "../workspace.ts";

/**
 * What a package offers can be read in its index: names, no stars. An index holds nothing else, so that reading it is
 * reading the interface and importing it runs nothing.
 */
export const explicitReexports: Rule = {
  meta: {
    type: "problem",
    messages: {
      star: "name what is exported: `export *` makes the public interface by accident",
      code: "an index holds re-exports only: put this in a file of its own and re-export it here",
    },
  },
  create(context) {
    if (ownerOf(context.filename)?.shortName === undefined) return {};
    const isIndex = basename(context.filename) === "index.ts";
    return {
      ExportAllDeclaration: (node) => context.report({ node, messageId: "star" }),
      Program(program) {
        if (!isIndex) return;
        for (const node of program.body) {
          if (node.type === "ExportAllDeclaration") continue;
          if (node.type === "ExportNamedDeclaration" && node.declaration === null) continue;
          context.report({ node, messageId: "code" });
        }
      },
    };
  },
};
