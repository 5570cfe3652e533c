import type { Diagnostic } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import { problem } from "./diagnostics.ts";
import { findField, plainWord } from "./fields.ts";
import type { FilterFieldName } from "./ast.ts";
import type { SyntaxClause, SyntaxNested, SyntaxNode } from "./syntax.ts";
import { reportUnknownField } from "./unknown-field.ts";

/** TQL's nested queries that ask for one name: the field that holds it, and what the inner query may call the name. */
const QUERIES: ReadonlyMap<string, { field: FilterFieldName; names: readonly string[]; instead: string }> = new Map([
  ["hastag", { field: "tag", names: ["name", "summary"], instead: 'write `tag = "…"`' }],
  ["hassecuritylabel", { field: "label", names: ["name", "summary"], instead: 'write `label = "…"`' }],
  ["hasgroup", { field: "group", names: ["summary"], instead: 'write `group = "…"`, or read the group itself as the source' }],
  ["hasattribute", { field: "attribute", names: ["text", "shorttext"], instead: 'write `attribute."…" = "…"`' }],
]);

/**
 * Reads `hasTag(name = "x")` as the clause `tag = "x"`, and so on. Anything that asks for more is reported: it could
 * only be guessed at from one indicator.
 */
export function readNestedQuery(
  query: SyntaxNested,
  report: (diagnostic: Diagnostic) => void,
): SyntaxClause | undefined {
  const known = QUERIES.get(plainWord(query.name.text));
  if (known === undefined) {
    const field = findField(query.name.text);
    if (field === undefined) reportUnknownField(query.name, report);
    else {
      report(
        problem("filter/unread-query", query.range, `\`${field.name}\` takes no query`, {
          help: `compare it: \`${field.name} = …\``,
        }),
      );
    }
    return undefined;
  }
  const parts = query.inner.kind === "and" ? query.inner.operands : [query.inner];
  const type = known.field === "attribute" ? parts.find(isTypeNameTest) : undefined;
  const tests = parts.filter((part) => part !== type);
  const name = { text: known.field, range: query.name.range };
  const part = type && { text: type.test.values[0]!.text, range: type.test.values[0]!.range };
  const test = tests[0];
  if (tests.length === 0) {
    return { kind: "clause", name, part, test: { kind: "exists", negated: false }, range: query.range };
  }
  if (tests.length === 1 && isPositiveTest(test, known.names)) {
    return { kind: "clause", name, part, test: test.test, range: query.range };
  }
  report(
    problem(
      "filter/unread-query",
      query.range,
      `this query of ${quoted(query.name.text)} can't be answered from an indicator`,
      { help: `an indicator carries names only: ${known.instead}` },
    ),
  );
  return undefined;
}

type TestedClause = SyntaxClause & { readonly test: NonNullable<SyntaxClause["test"]> & { kind: "compare" } };

function isTypeNameTest(node: SyntaxNode): node is TestedClause {
  return (
    isPositiveTest(node, ["typename"]) && node.test.operator.name === "=" && node.test.values.length === 1
  );
}

/** `hasTag(name != "x")` holds when some tag is not x, which no clause of ours says; so negations are left out. */
function isPositiveTest(node: SyntaxNode | undefined, names: readonly string[]): node is TestedClause {
  return (
    node?.kind === "clause" &&
    node.part === undefined &&
    names.includes(plainWord(node.name.text)) &&
    node.test?.kind === "compare" &&
    !node.test.negated &&
    node.test.operator.name !== "!="
  );
}
