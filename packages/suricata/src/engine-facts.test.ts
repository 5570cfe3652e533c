import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadTest } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { suricataKeywords } from "./keywords/suricata-keywords.ts";
import { LONGEST_LINE } from "./targets.ts";
import { installedSuricata } from "./testing/engine.ts";
import { ENGINE_KEYWORDS } from "./testing/engine-keywords.ts";

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

  test("the list of keywords has the engine's keywords, no more and no fewer", () => {
    const list = execFileSync(engine!.path, ["--list-keywords=csv"], { encoding: "utf8" });
    const lines = list.slice(list.indexOf("name;")).trimEnd().split("\n").slice(1);
    const ours = ENGINE_KEYWORDS.filter(({ since }) => since === "7.0").map(({ name }) => name);
    expect(ours.toSorted()).toEqual(lines.map((line) => line.slice(0, line.indexOf(";"))).toSorted());
  });

  test("no alias is a keyword the engine does not know", async () => {
    const aliases = suricataKeywords("7.0").flatMap((keyword) => keyword.aliases ?? []);
    const rules = [...aliases, "no_such_keyword"].map((name, index) => `alert tcp any any -> any any (${name}:"x"; sid:${index + 1};)`);
    const { problems } = await loadTest(`${rules.join("\n")}\n`, { engine: engine! });
    const unknown = problems.filter(({ reasons }) => reasons.some((reason) => reason.includes("unknown rule keyword")));
    expect(unknown.map(({ line }) => line)).toEqual([aliases.length + 1]);
  });
});
