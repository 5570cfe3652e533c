import { type Agreement, shapeOf, tally } from "./agreement.ts";
import { type CorpusSet, RELEASES, type Series } from "./corpus-rules.ts";
import type { KnownDisagreement } from "./known-disagreements.ts";

const SET_NAMES: Readonly<Record<CorpusSet, string>> = { real: "real rules", mutants: "mutants" };

/** The page with the text between `<!-- fidelity:NAME -->` and `<!-- /fidelity -->` made anew; what is around stays. */
export function renderFidelityPage(page: string, agreements: readonly Agreement[], known: readonly KnownDisagreement[]): string {
  const parts: Readonly<Record<string, string>> = {
    agreement: agreementTable(agreements),
    errors: errorTable(agreements),
    kinds: kindTable(agreements),
    disagreements: known.map((each) => section(each)).join("\n\n"),
  };
  return page.replaceAll(/(<!-- fidelity:(\w+) -->\n)[^]*?(<!-- \/fidelity -->)/g, (_, start: string, name: string, end: string) => {
    const part = parts[name];
    if (part === undefined) throw new RangeError(`the page wants \`fidelity:${name}\`; there are ${Object.keys(parts).join(", ")}`);
    return `${start}${part}\n${end}`;
  });
}

function agreementTable(agreements: readonly Agreement[]): string {
  return table(
    ["", "engine", "accepted", "false rejects", "refused", "caught", "left out"],
    agreements.map(({ set, series, accepted, refused, leftOut, falseRejects, missed }) => [
      SET_NAMES[set],
      RELEASES[series],
      count(accepted),
      share(falseRejects.length, accepted),
      count(refused),
      share(refused - missed.length, refused),
      count(leftOut),
    ]),
    2,
  );
}

function errorTable(agreements: readonly Agreement[]): string {
  const rows = agreements.flatMap(({ set, series, falseRejects, missed }) => [
    ...tally(missed, ({ words }) => shapeOf(words)).map(([shape, number]) => ["refused", `\`${shape}\``, SET_NAMES[set], RELEASES[series], count(number)]),
    ...tally(falseRejects, ({ codes }) => codes[0] ?? "").map(([code, number]) => ["loaded", `(we say \`${code}\`)`, SET_NAMES[set], RELEASES[series], count(number)]),
  ]);
  return table(["the engine", "its words", "", "engine", "rules"], rows, 4);
}

function kindTable(agreements: readonly Agreement[]): string {
  const rows = agreements
    .filter(({ set }) => set === "mutants")
    .flatMap(({ series, kinds, falseRejects, missed }) => {
      const differing = [...new Set([...missed, ...falseRejects].map(({ rule }) => rule.kind))].toSorted();
      return differing.map((kind) => {
        const { accepted, refused } = kinds.get(kind)!;
        const ofKind = ({ rule }: { readonly rule: { readonly kind: string } }): boolean => rule.kind === kind;
        const caught = refused - missed.filter(ofKind).length;
        return [`\`${kind}\``, RELEASES[series], count(accepted), count(falseRejects.filter(ofKind).length), count(refused), count(caught)];
      });
    });
  return table(["mistake", "engine", "accepted", "false rejects", "refused", "caught"], rows, 2);
}

function section({ title, example, engine, ours, why, rules }: KnownDisagreement): string {
  const counts = (Object.keys(RELEASES) as Series[]).map((series) => `${rules[series].length} on ${RELEASES[series]}`);
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
