import type { PlacedView, SignatureFormat } from "../signature-format.ts";
import { SourceText } from "../source-text.ts";
import { applyEdits } from "../text-edit.ts";
import { attempt, demand, demandSame, excerpt } from "./conformance-case.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

/** Cases about telling what changed and about laying out; none for a format that does neither. */
export function changeCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  const own = fixtures.texts ?? [];
  return [...compareCases(format, [...own, ...HOSTILE_TEXTS], fixtures), ...formatCases(format, [...own, ...HOSTILE_TEXTS])];
}

function compareCases(format: SignatureFormat, texts: readonly string[], fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.compare === undefined || format.parse === undefined || format.rules === undefined) return [];
  const viewsOf = (text: string): readonly PlacedView<unknown>[] => {
    const { document } = format.parse!(SourceText.fromString(text));
    return format.rules!(document).map((rule) => ({ document, rule }));
  };
  const changesOf = (before: PlacedView<unknown>, after: PlacedView<unknown>, text: string): readonly unknown[] =>
    attempt("compare", text, () => format.compare!(before, after)).changes;
  const single = (text: string): PlacedView<unknown> => {
    const [view, ...others] = viewsOf(text);
    demand(view !== undefined && others.length === 0, `${excerpt(text)} is not one rule`);
    return view;
  };
  return [
    {
      name: "finds no change between a rule and itself, wherever it stands",
      run: () => {
        for (const text of texts) {
          const moved = viewsOf(`\n${text}`);
          for (const [index, view] of viewsOf(text).entries()) {
            const other = moved[index];
            if (other?.rule.fingerprint !== view.rule.fingerprint) continue;
            demandSame(changesOf(view, other, text), [], `changes of ${excerpt(text)}`);
          }
        }
      },
    },
    {
      name: "finds a change between rules that mean different things, and none between those that mean the same",
      run: () => {
        for (const [a, b] of fixtures.sameMeaning ?? []) demandSame(changesOf(single(a), single(b), b), [], `changes of ${excerpt(b)}`);
        for (const [a, b] of fixtures.otherMeaning ?? []) {
          demand(changesOf(single(a), single(b), b).length > 0, `no change is found between ${excerpt(a)} and ${excerpt(b)}`);
        }
      },
    },
  ];
}

function formatCases(format: SignatureFormat, texts: readonly string[]): readonly ConformanceCase[] {
  if (format.format === undefined || format.parse === undefined) return [];
  const laidOut = (text: string): string => {
    const { document } = format.parse!(SourceText.fromString(text));
    return applyEdits(text, attempt("format", text, () => format.format!(document, { indentation: "  " })));
  };
  return [
    {
      name: "lays out what is laid out the same way",
      run: () => {
        for (const text of texts) {
          const once = laidOut(text);
          demandSame(laidOut(once), once, `the layout of ${excerpt(text)}`);
        }
      },
    },
  ];
}
