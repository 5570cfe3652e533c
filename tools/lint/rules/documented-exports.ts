import type { Rule } from "../rule.ts";
import { isUnpublished, ownerOf } from "../workspace.ts";

/** Everything a package's files offer each other says what it is, in a doc comment. */
export const documentedExports: Rule = {
  meta: {
    type: "suggestion",
    messages: { missing: "exported without a doc comment: say what it is or returns, its units and its source" },
  },
  create(context) {
    if (ownerOf(context.filename)?.shortName === undefined || isUnpublished(context.filename)) return {};
    const overloaded = new Set<string>();
    let lineAfterDocumented = 0;
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
        const isDocumented = comment?.type === "Block" && comment.value.startsWith("*");
        // Constants without a blank line between them share the comment above the first.
        const isInRun = declaration.type === "VariableDeclaration" && node.loc.start.line === lineAfterDocumented;
        if (isDocumented || isInRun) lineAfterDocumented = node.loc.end.line + 1;
        else context.report({ node, messageId: "missing" });
      },
    };
  },
};
