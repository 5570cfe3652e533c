import { type Diagnostic, quoted } from "@sigwright/core";
import type { Identifier } from "../nodes.ts";
import { UNKNOWN } from "../modules/value-type.ts";
import type { Value } from "../modules/value-type.ts";
import type { ConditionChecker } from "./condition-checker.ts";

/** What a name stands for; says so when it stands for nothing. */
export function identifierValue({ name, range }: Identifier, checker: ConditionChecker): Value {
  const { scope } = checker;
  const known = scope.lookup(name);
  if (known !== undefined) return known;
  const later = scope.ruleAt(name);
  if (later !== undefined && !scope.isOpen) {
    const isItself = later.text === checker.rule?.name?.text;
    checker.report("yara/rule-order", range, {
      message: isItself ? `the rule ${quoted(name)} uses itself` : `the rule ${quoted(name)} comes later in the file`,
      labels: [{ range: later.range, message: "declared here" }],
      ...(isItself ? {} : { help: "move it above the rule that uses it" }),
    });
    return UNKNOWN;
  }
  // What an included file declares is not known.
  if (!scope.isOpen) checker.report("yara/unknown-identifier", range, { message: `nothing is called ${quoted(name)}`, ...remedyFor(name, range, checker) });
  return UNKNOWN;
}

function remedyFor(name: string, range: Identifier["range"], { scope }: ConditionChecker): Pick<Diagnostic, "help" | "fixes"> {
  if (scope.isModule(name)) {
    const edits = [{ range: { start: 0, end: 0 }, newText: `import "${name}"\n` }];
    return { help: `it is a module: add \`import "${name}"\` at the top of the file`, fixes: [{ title: `import ${name}`, edits, safe: true }] };
  }
  const near = scope.nearest(name);
  if (near === undefined) return {};
  return { help: `did you mean \`${near}\`?`, fixes: [{ title: `change it to \`${near}\``, edits: [{ range, newText: near }], safe: false }] };
}
