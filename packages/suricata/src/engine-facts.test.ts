import { readFileSync } from "node:fs";
import { loadTest } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { LONGEST_LINE } from "./targets.ts";
import { installedSuricata } from "./testing/engine.ts";

interface Fact {
  readonly fact: string;
  readonly version: string;
  readonly verdict: "accept" | "reject";
  readonly rule: string;
}

const facts = JSON.parse(readFileSync(new URL("../fixtures/engine-facts.json", import.meta.url), "utf8")) as readonly Fact[];
const engine = await installedSuricata();

describe.skipIf(engine === undefined)("what the encodings rely on holds in the installed Suricata", () => {
  const refused = new Set<number>();

  beforeAll(async () => {
    const { problems } = await loadTest(`${facts.map(({ rule }) => rule).join("\n")}\n`, { engine: engine! });
    for (const { line } of problems) if (line !== undefined) refused.add(line);
  });

  test.each(facts.map((fact, index) => ({ ...fact, line: index + 1 })))("$fact: $verdict", ({ line, verdict }) => {
    expect(refused.has(line) ? "reject" : "accept").toBe(verdict);
  });

  test("a line may have the bytes we allow it, and the rule after it is read", async () => {
    const [before, after] = ['alert dns any any -> any any (msg:"', '"; sid:1;)'];
    const rule = `${before}${"x".repeat(LONGEST_LINE - before.length - after.length)}${after}`;
    const text = `${rule}\nalert dns any any -> any any (sid:2;)\n`;
    expect(await loadTest(text, { engine: engine! })).toMatchObject({ accepted: true, loaded: 2 });
  });

  test("the same rule thrice: a higher rev replaces it, an equal or lower one is refused", async () => {
    const rules = [1, 2, 2, 1].map((rev) => `alert dns any any -> any any (msg:"x"; sid:1; rev:${rev};)`);
    const { problems } = await loadTest(`${rules.join("\n")}\n`, { engine: engine! });
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
  });
});
