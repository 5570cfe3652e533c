import type { Rule } from "../rule.ts";
import { isTestFile, ownerOf } from "../workspace.ts";

/** Everything a package's files offer each other says what it is, in a doc comment. */
export const documentedExports: Rule = {
  meta: {
    type: "suggestion",
    messages: { missing: "exported without a doc comment: say what it is or returns, its units and its source" },
  },
  create(context) {
    if (ownerOf(context.filename)?.shortName === undefined || isTestFile(context.filename)) return {};
    const overloaded = new Set<string>();
    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node;
        if (declaration === null) return;
        if ("id" in declaration && declaration.id?.type === "Identifier") {
          // Overloads and the type beside a constant of the same name share the first one's comment.
          if (overloaded.has(declaration.id.name)) return;
          overloaded.add(declaration.id.name);
        }
        const comment = context.sourceCode.getCommentsBefore(node).at(-1);
        if (comment?.type === "Block" && comment.value.startsWith("*")) return;
        context.report({ node, messageId: "missing" });
      },
    };
  },
};
