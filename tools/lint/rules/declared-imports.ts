import { type Rule, visitModuleNames } from "../rule.ts";
import { isNodeModule, isRoot, isUnpublished, ownerOf, packageNameOf, SCOPE } from "../workspace.ts";

/**
 * What is imported must be declared by the package that imports it. npm links every package of the workspace where all
 * can see it, so an undeclared one works here and breaks for whoever installs it.
 */
export const declaredImports: Rule = {
  meta: {
    type: "problem",
    messages: {
      undeclared: "`{{name}}` is imported but {{manifest}} does not declare it: add it to {{fields}}",
      undeclaredAlias: "`{{name}}` is imported but {{manifest}} has no such entry under imports",
    },
  },
  create(context) {
    const owner = ownerOf(context.filename);
    if (owner === undefined) return {};
    const { manifest } = owner;
    const forTests = isUnpublished(context.filename) || isRoot(owner);
    const declared = new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.peerDependencies ?? {}),
      ...Object.keys(manifest.optionalDependencies ?? {}),
      ...(forTests ? Object.keys(manifest.devDependencies ?? {}) : []),
      ...(manifest.name === undefined ? [] : [manifest.name]),
    ]);
    const rootDevelopment = forTests ? rootDevDependencies(owner.folder) : new Set<string>();

    return visitModuleNames(({ value, node }) => {
      if (value.startsWith(".") || value.startsWith("/") || isNodeModule(value)) return;
      const file = `${manifest.name ?? "the nearest"} package.json`;
      if (value.startsWith("#")) {
        if (manifest.imports?.[value] === undefined && !hasPattern(manifest.imports, value)) {
          context.report({ node, messageId: "undeclaredAlias", data: { name: value, manifest: file } });
        }
        return;
      }
      const name = packageNameOf(value);
      if (declared.has(name) || rootDevelopment.has(name)) return;
      // The root can't declare its own members, and tools that have no manifest belong to the root.
      if (isRoot(owner) && name.startsWith(SCOPE)) return;
      const fields = forTests ? "devDependencies" : "dependencies";
      context.report({ node, messageId: "undeclared", data: { name, manifest: file, fields } });
    });
  },
};

/** Test tools are declared once for all, at the root. */
function rootDevDependencies(folder: string): ReadonlySet<string> {
  for (let owner = ownerOf(folder); owner !== undefined; owner = ownerOf(owner.folder)) {
    if (isRoot(owner)) return new Set(Object.keys(owner.manifest.devDependencies ?? {}));
  }
  return new Set();
}

function hasPattern(imports: Readonly<Record<string, unknown>> | undefined, specifier: string): boolean {
  return Object.keys(imports ?? {}).some((key) => key.endsWith("*") && specifier.startsWith(key.slice(0, -1)));
}
