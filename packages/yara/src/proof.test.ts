import { yaraForTests, yaraXForTests } from "@sigwright/engines/testing";
import { type YaraEngine, yaraVerdicts } from "@sigwright/engines";
import { describe, expect, test } from "vitest";
import { YARA_ENCODINGS } from "./encoding/encodings.ts";
import { findingsIn, listRuleOf, ruleOf } from "./testing/emitted-rules.ts";
import { fileList, type ProofCase, proofSubjects } from "./testing/proof-cases.ts";

const engines = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);
const SUBJECTS = proofSubjects();

test("every encoding has a proof", () => {
  const proven = new Set(SUBJECTS.map(({ observation }) => observation.kind));
  expect(YARA_ENCODINGS.filter(({ observation }) => !proven.has(observation))).toEqual([]);
});

test.each(SUBJECTS)("nothing is said of the rule of $name", ({ observation }) => {
  expect(findingsIn(ruleOf(observation).text)).toEqual([]);
});

/** What went otherwise than it should, with the rule's text left to look at. */
async function differences(text: string, name: string, cases: readonly ProofCase[], engine: YaraEngine): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { what, bytes, fires } of cases) {
    // oxlint-disable-next-line no-await-in-loop -- one engine at a time takes the whole machine
    const [verdict] = await yaraVerdicts([text], engine, { sample: bytes });
    const told = [...verdict!.errors, ...verdict!.warnings].map(({ message }) => message);
    if (verdict!.verdict !== "accept" || told.length > 0) return [`${verdict!.verdict}: ${told.join("; ")}`];
    const fired = verdict!.matches!.some(({ rule }) => rule === name);
    if (fired !== fires) found.push(`${fired ? "fired" : "silent"}: ${what}`);
  }
  return found;
}

describe.each(engines)("$name $version", (engine) => {
  // The installed YARA is started anew for each sample; every third of them is asked of it.
  const share = (cases: readonly ProofCase[], offset: number): readonly ProofCase[] =>
    engine.kind === "yara-x" || process.env["SIGWRIGHT_FUZZ_RUNS"] !== undefined ? cases : cases.filter((_, index) => index % 3 === offset % 3);

  test.each(SUBJECTS.map((subject, index) => ({ ...subject, index })))("$name: fires, and near misses don't", async ({ observation, cases, index }) => {
    const { text, name } = ruleOf(observation);
    expect(await differences(text, name, share(cases, index), engine)).toEqual([]);
  });

  test.each([
    [25, "sha256"],
    [700, "sha256"],
    [700, "sha1"],
    [700, "md5"],
  ] as const)("a list of %i files by %s has each of them, and no other", async (count, kind) => {
    const files = fileList(count, kind);
    const { text, name } = listRuleOf(files.map(({ observation }) => observation), "list file");
    expect(findingsIn(text)).toEqual([]);
    const cases = [0, 1, count - 1].map((at) => ({ what: `file ${at}`, bytes: files[at]!.bytes, fires: true }));
    const others = ["file", "file -1", `file ${count}`].map((other) => ({ what: other, bytes: Buffer.from(other), fires: false }));
    expect(await differences(text, name, [...cases, ...others], engine)).toEqual([]);
  });
});
