import type { Diagnostic } from "@sigwright/core";
import { closest, quoted } from "@sigwright/core";
import { problem } from "./diagnostics.ts";
import { FILTER_FIELDS, plainWord, TQL_ONLY_KEYWORDS } from "./fields.ts";
import type { SyntaxWord } from "./syntax.ts";

/** Says that a field is not known, and which one was perhaps meant. */
export function reportUnknownField(name: SyntaxWord, report: (diagnostic: Diagnostic) => void): void {
  const plain = plainWord(name.text);
  if (TQL_ONLY_KEYWORDS.some((keyword) => plainWord(keyword) === plain)) {
    report(
      problem("filter/unread-field", name.range, `TQL's ${quoted(name.text)} can't be answered from an indicator`, {
        help: "ask the platform for it where the indicators are read, or tag them there",
      }),
    );
    return;
  }
  const words = FILTER_FIELDS.flatMap((field) => [field.name, ...field.aliases]);
  const meant = closest(name.text, words);
  report(
    problem("filter/unknown-field", name.range, `there is no field ${quoted(name.text)}`, {
      help: meant === undefined ? `fields are ${FILTER_FIELDS.map((field) => field.name).join(", ")}` : `did you mean \`${meant}\`?`,
      expected: meant === undefined ? FILTER_FIELDS.map((field) => field.name) : [meant],
      ...(meant === undefined
        ? {}
        : { fixes: [{ title: `write \`${meant}\``, edits: [{ range: name.range, newText: meant }], safe: false }] }),
    }),
  );
}
