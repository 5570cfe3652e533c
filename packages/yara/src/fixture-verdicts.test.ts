import { readdirSync, readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { yaraVerdicts } from "@sigwright/engines";
import { yaraForTests, yaraXForTests } from "@sigwright/engines/testing";
import { describe, expect, test } from "vitest";
import { YARA_TARGETS } from "./targets.ts";
import { yara } from "./yara.ts";

/** A tiny rule of our own with what each engine says of it. */
interface VerdictFixture {
  readonly "yara-x@1": string;
  readonly "yara@4.2": string;
  readonly rule: string;
  /** What a newer YARA-X says that says otherwise, by its version. */
  readonly [newer: `yara-x ${string}`]: string;
}

const FOLDER = new URL("../fixtures/verdicts/", import.meta.url);
const FIXTURES = readdirSync(FOLDER)
  .toSorted()
  .map((name) => {
    const lines = readFileSync(new URL(name, FOLDER), "utf8").split("\n");
    return [name, lines.filter((line) => line !== "").map((line) => JSON.parse(line) as VerdictFixture)] as const;
  });
const CONFIGURATION = { externalVariables: new Map([["filename", "string"] as const]) };
const TARGETS = YARA_TARGETS.map((target) => [`${target.engine}@${target.version}` as "yara-x@1" | "yara@4.2", target] as const);

describe.each(FIXTURES)("%s", (_, fixtures) => {
  test.each(TARGETS)("the check says what %s says", (name, target) => {
    const differing = fixtures.filter((fixture) => {
      const { document, diagnostics } = yara.parse(SourceText.fromString(fixture.rule));
      const found = [...diagnostics, ...yara.validate(document, { target, configuration: CONFIGURATION })];
      return fixture[name] !== "crash" && fixture[name] !== (found.some(({ rejects }) => rejects) ? "reject" : "accept");
    });
    expect(differing).toEqual([]);
  });
});

// A few of them: asking about all takes minutes.
const EVERY = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 0) > 0 ? 1 : 40;
const installed = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);

test.each(installed)("the installed $name still says the same", async (engine) => {
  const expected = (fixture: VerdictFixture): string =>
    engine.kind === "yara" ? fixture["yara@4.2"] : (fixture[`yara-x ${engine.version}`] ?? fixture["yara-x@1"]);
  const asked = FIXTURES.flatMap(([, fixtures]) => fixtures).filter((_, index) => index % EVERY === 0);
  const verdicts = await yaraVerdicts(asked.map(({ rule }) => rule), engine, { externals: { filename: "" } });
  const differing = asked.filter((fixture, index) => verdicts[index]!.verdict !== expected(fixture));
  expect(differing).toEqual([]);
}, 900_000);
