import { readFileSync } from "node:fs";
import type { Indicator } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import type { Filter } from "./ast.ts";
import { FILTER_DIAGNOSTICS } from "./diagnostics.ts";
import { evaluateFilter } from "./evaluate.ts";
import { FILTER_FIELDS, OPERATORS_BY_TYPE } from "./fields.ts";
import { DEFAULT_FILTER, parseFilter } from "./parse.ts";

const guide = readFileSync(new URL("../../../docs/filter.md", import.meta.url), "utf8");
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

interface Block {
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown text, without the fences. */
function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(.*)\n([^]*?)\n```$/gm)].map((match) => ({ info: match[1] ?? "", text: match[2] ?? "" }));
}

const blocks = blocksOf(guide);

/** The text of the block with this info string, and of the first block of another one after it. */
function blockAfter(info: string, following: string): readonly [string, string] {
  const at = blocks.findIndex((block) => block.info === info);
  const next = blocks.slice(at + 1).find((block) => block.info === following);
  return [blocks[at]?.text ?? "", next?.text ?? ""];
}

function filterOf(text: string): Filter {
  const { filter, diagnostics } = parseFilter(text);
  if (filter === undefined) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("; "));
  return filter;
}

const now = new Date("2026-01-31T12:00:00Z");
const nothing: Indicator = { type: "Host", value: "a.example", tags: [], labels: [], attributes: [], groups: [], provenance: { source: "guide" } };

describe("docs/filter.md", () => {
  const filters = blocks.filter((block) => block.info === "filter" || block.info === "filter applied");

  test.each(filters.flatMap((block) => block.text.split("\n")))("%s", (text) => {
    expect(parseFilter(text).diagnostics).toEqual([]);
  });

  test("shows every operator and every kind of field", () => {
    const words = filters.map((block) => block.text).join("\n");
    expect([...new Set(Object.values(OPERATORS_BY_TYPE).flat())].filter((operator) => !words.includes(` ${operator}`))).toEqual([]);
    const kinds = new Set(FILTER_FIELDS.filter((field) => words.includes(field.name)).map((field) => field.type));
    expect(kinds.size).toBe(Object.keys(OPERATORS_BY_TYPE).length);
  });

  test("names the default", () => {
    expect(blocks[1]).toEqual({ info: "filter", text: DEFAULT_FILTER });
  });

  test("shows the messages that its mistakes give", () => {
    const [wrong, messages] = blockAfter("filter wrong", "text");
    const lines = wrong.split("\n").flatMap((text, index) => {
      const source = SourceText.fromString(text, { firstLine: index + 1 });
      return parseFilter(text).diagnostics.map(({ range, message, help }) => {
        const { line, column } = source.positionAt(range.start);
        return `${line}:${column}: ${message}${help === undefined ? "" : `; ${help}`}`;
      });
    });
    expect(lines).toEqual(messages.split("\n"));
  });

  test("shows the verdicts that the evaluator gives", () => {
    const [text, rows] = blockAfter("filter applied", "json");
    const [, verdicts] = blockAfter("filter applied", "text");
    const filter = filterOf(text);
    const lines = rows.split("\n").map((row) => {
      const indicator = { ...nothing, ...(JSON.parse(row) as Partial<Indicator>) };
      const verdict = evaluateFilter(filter, indicator, { now });
      return `${indicator.value}: ${verdict.passes ? "passes" : `${verdict.clause}: ${verdict.reason}`}`;
    });
    expect(lines).toEqual(verdicts.split("\n"));
  });

  test("says rightly what passes when a rating is not known", () => {
    const rows = [...guide.matchAll(/^\| `(.*)` \| (passes)? ?\| (passes)? ?\| (passes)? ?\|$/gm)];
    expect(rows).toHaveLength(5);
    for (const [, text = "", ...cells] of rows) {
      const filter = filterOf(text);
      const verdicts = [{ rating: 4 }, { rating: 1 }, {}].map((rating) => evaluateFilter(filter, { ...nothing, ...rating }, { now }));
      expect([text, ...verdicts.map((verdict) => verdict.passes)]).toEqual([text, ...cells.map((cell) => cell === "passes")]);
    }
  });
});

describe("README.md", () => {
  test("lists the fields as the language has them", () => {
    const rows = FILTER_FIELDS.map((field) => {
      const aliases = field.aliases.map((alias) => `\`${alias}\``).join(", ");
      const kind = field.type === "number" && field.name !== "fileSize" ? `number, ${field.minimum} to ${field.maximum}` : field.type;
      return `| \`${field.name}\` | ${aliases} | ${kind} | ${field.tql === undefined ? "" : `\`${field.tql}\``} | ${field.pushable ? "yes" : ""} | ${field.summary} |`;
    });
    expect(readme).toContain(["| field | also | kind | TQL | pushed down | what it is |", "| --- | --- | --- | --- | --- | --- |", ...rows].join("\n"));
  });

  test("lists the operators as the language has them", () => {
    const rows = Object.entries(OPERATORS_BY_TYPE).map(([type, operators]) => `| ${type} | ${operators.map((operator) => `\`${operator}\``).join(", ")} |`);
    expect(readme).toContain(["| kind | operators |", "| --- | --- |", ...rows].join("\n"));
  });

  test("lists the diagnostics", () => {
    const listed = [...readme.matchAll(/`(filter\/[a-z-]+)`/g)].map((match) => match[1]);
    expect([...new Set(listed)].toSorted()).toEqual(FILTER_DIAGNOSTICS.map(({ code }) => code as string).toSorted());
  });
});

describe("diagnostics", () => {
  const withExample = FILTER_DIAGNOSTICS.flatMap(({ code, severity, example }) => (example === undefined ? [] : [{ code, severity, example }]));

  test.each(withExample)("$code is given by its bad example, and not by its good one", ({ code, severity, example }) => {
    expect(parseFilter(example.bad).diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.severity])).toEqual([[code, severity]]);
    expect(parseFilter(example.good).diagnostics).toEqual([]);
  });

  test("all have an example, but for those that take a book", () => {
    expect(FILTER_DIAGNOSTICS.filter(({ example }) => example === undefined).map(({ code }) => code)).toEqual(["filter/too-long", "filter/too-deep"]);
  });
});
