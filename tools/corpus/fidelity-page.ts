import { type Agreement, shapeOf, tally } from "./agreement.ts";
import { type CorpusRule, type CorpusSet, RELEASES, type Series } from "./corpus-rules.ts";
import type { KnownDisagreement } from "./known-disagreements.ts";

/** What a family of engines is called on the page. */
export interface FidelityFamily<Set extends string, Key extends string> {
  /** What stands before the names of its marks: `` or `snort3-`. */
  readonly prefix: string;
  readonly sets: Readonly<Record<Set, string>>;
  readonly releases: Readonly<Record<Key, string>>;
}

/** Suricata, the first on the page. */
export const SURICATA_FAMILY: FidelityFamily<CorpusSet, Series> = { prefix: "", sets: { real: "real rules", mutants: "mutants" }, releases: RELEASES };

/**
 * The page with the text between the family's marks, `<!-- fidelity:NAME -->` and `<!-- /fidelity -->`, made anew; what
 * is around stays.
 */
export function renderFidelityPage<Set extends string, Key extends string, Rule extends CorpusRule<never>>(
  page: string,
  family: FidelityFamily<Set, Key>,
  agreements: readonly Agreement<Set, Key, Rule>[],
  known: readonly KnownDisagreement<Key>[],
): string {
  const parts: Readonly<Record<string, string>> = {
    agreement: agreementTable(family, agreements),
    errors: errorTable(family, agreements),
    kinds: kindTable(family, agreements),
    disagreements: known.map((each) => section(family, each)).join("\n\n"),
  };
  const marks = new RegExp(`(<!-- fidelity:${family.prefix}(\\w+) -->\\n)[^]*?(<!-- /fidelity -->)`, "g");
  return page.replaceAll(marks, (_, start: string, name: string, end: string) => {
    const part = parts[name];
    if (part === undefined) throw new RangeError(`the page wants \`fidelity:${family.prefix}${name}\`; there are ${Object.keys(parts).join(", ")}`);
    return `${start}${part}\n${end}`;
  });
}

type AnyAgreements<Set extends string, Key extends string> = readonly Agreement<Set, Key, CorpusRule<never>>[];

function agreementTable<Set extends string, Key extends string>({ sets, releases }: FidelityFamily<Set, Key>, agreements: AnyAgreements<Set, Key>): string {
  return table(
    ["", "engine", "accepted", "false rejects", "refused", "caught", "left out"],
    agreements.map(({ set, series, accepted, refused, leftOut, falseRejects, missed }) => [
      sets[set],
      releases[series],
      count(accepted),
      share(falseRejects.length, accepted),
      count(refused),
      share(refused - missed.length, refused),
      count(leftOut),
    ]),
    2,
  );
}

function errorTable<Set extends string, Key extends string>({ sets, releases }: FidelityFamily<Set, Key>, agreements: AnyAgreements<Set, Key>): string {
  const rows = agreements.flatMap(({ set, series, falseRejects, missed }) => [
    ...tally(missed, ({ words }) => shapeOf(words)).map(([shape, number]) => ["refused", `\`${shape}\``, sets[set], releases[series], count(number)]),
    ...tally(falseRejects, ({ codes }) => codes[0] ?? "").map(([code, number]) => ["loaded", `(we say \`${code}\`)`, sets[set], releases[series], count(number)]),
  ]);
  return table(["the engine", "its words", "", "engine", "rules"], rows, 4);
}

function kindTable<Set extends string, Key extends string>({ releases }: FidelityFamily<Set, Key>, agreements: AnyAgreements<Set, Key>): string {
  const rows = agreements
    .filter(({ set }) => set === "mutants")
    .flatMap(({ series, kinds, falseRejects, missed }) => {
      const differing = [...new Set([...missed, ...falseRejects].map(({ rule }) => rule.kind))].toSorted();
      return differing.map((kind) => {
        const { accepted, refused } = kinds.get(kind)!;
        const ofKind = ({ rule }: { readonly rule: { readonly kind: string } }): boolean => rule.kind === kind;
        const caught = refused - missed.filter(ofKind).length;
        return [`\`${kind}\``, releases[series], count(accepted), count(falseRejects.filter(ofKind).length), count(refused), count(caught)];
      });
    });
  return table(["mistake", "engine", "accepted", "false rejects", "refused", "caught"], rows, 2);
}

function section<Key extends string>({ releases }: FidelityFamily<string, Key>, { title, example, engine, ours, why, rules }: KnownDisagreement<Key>): string {
  const counts = (Object.keys(releases) as Key[]).map((series) => `${rules[series].length} on ${releases[series]}`);
  return [
    `### ${title}`,
    `\`\`\`\n${example}\n\`\`\``,
    [`- The engine: ${engine}`, `- We: ${ours}`, `- Why: ${why}`, `- Rules: ${counts.join(", ")}.`].join("\n"),
  ].join("\n\n");
}

/** A Markdown table; the columns from `numbers` on are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], numbers: number): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column < numbers ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function share(part: number, whole: number): string {
  return whole === 0 ? count(part) : `${count(part)} (${((100 * part) / whole).toFixed(2)} %)`;
}
