import type { RuleTester } from "oxlint/plugins-dev";

/** A rule as oxlint knows it; only its tester exports the type. */
export type Rule = Exclude<Parameters<RuleTester["run"]>[1], { createOnce: unknown }>;
type Visitor = ReturnType<Rule["create"]>;
type Literal = Parameters<NonNullable<Visitor["Literal"]>>[0];

/** The place of a string that names a module. */
export interface ModuleName {
  readonly value: string;
  readonly node: Literal;
}

/** Visits every place where a file names another module: imports of values and types, re-exports, `import()`. */
export function visitModuleNames(visit: (name: ModuleName) => void): Visitor {
  const see = (node: { readonly type: string } | null): void => {
    if (node?.type !== "Literal") return;
    const literal = node as Literal;
    if (typeof literal.value === "string") visit({ value: literal.value, node: literal });
  };
  return {
    ImportDeclaration: (node) => see(node.source),
    ExportNamedDeclaration: (node) => see(node.source),
    ExportAllDeclaration: (node) => see(node.source),
    ImportExpression: (node) => see(node.source),
    TSImportType: (node) => see(node.source),
  };
}
