import { type Rule, visitModuleNames } from "../rule.ts";
import { isRoot, isUnpublished, ownerOf, resolveRelative } from "../workspace.ts";

/**
 * A relative import stays inside its package: what leads out of it is not in the tarball, and what leads into a sibling
 * goes round that package's public interface. Tests may reach the root's own files, tools for example.
 */
export const noRelativePackageImports: Rule = {
  meta: {
    type: "problem",
    messages: {
      sibling: "`{{specifier}}` leads into `{{target}}`: import it by its name",
      outside: "`{{specifier}}` leads out of the package, where it is not published",
    },
  },
  create(context) {
    const owner = ownerOf(context.filename);
    if (owner === undefined) return {};

    return visitModuleNames(({ value, node }) => {
      if (!value.startsWith(".")) return;
      const target = ownerOf(resolveRelative(context.filename, value));
      if (target === undefined || target.folder === owner.folder) return;
      if (!isRoot(target)) {
        const name = target.manifest.name ?? target.folder;
        context.report({ node, messageId: "sibling", data: { specifier: value, target: name } });
      } else if (!isUnpublished(context.filename)) {
        context.report({ node, messageId: "outside", data: { specifier: value } });
      }
    });
  },
};
