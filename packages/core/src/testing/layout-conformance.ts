import type { SignatureFormat } from "../signature-format.ts";
import { SourceText } from "../source-text.ts";
import { applyEdits } from "../text-edit.ts";
import { attempt, demand, excerpt } from "./conformance-case.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

const STYLE = { indentation: "  " };

/** Cases about laying files out; none for a format that does not. */
export function layoutCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.format === undefined || format.parse === undefined) return [];
  const texts = [...(fixtures.texts ?? []), ...HOSTILE_TEXTS];
  const laidOut = (text: string): string => {
    const { document } = format.parse!(SourceText.fromString(text));
    return applyEdits(text, attempt("format", text, () => format.format!(document, STYLE)));
  };
  const fingerprints = (text: string): readonly string[] =>
    (format.rules?.(format.parse!(SourceText.fromString(text)).document) ?? []).map(({ fingerprint }) => fingerprint);
  return [
    {
      name: "laying out twice is laying out once, whatever the text",
      run: () => {
        for (const text of texts) {
          const once = laidOut(text);
          demand(laidOut(once) === once, `the text ${excerpt(text)} is laid out as ${excerpt(once)}, and that as something else`);
        }
      },
    },
    {
      name: "laying out changes no rule's meaning",
      run: () => {
        for (const text of fixtures.texts ?? []) {
          const { diagnostics } = format.parse!(SourceText.fromString(text));
          if (diagnostics.some(({ rejects }) => rejects)) continue;
          demand(fingerprints(laidOut(text)).join() === fingerprints(text).join(), `laying out ${excerpt(text)} changes what a rule means`);
        }
      },
    },
  ];
}
