import type { RenderedSignature, SignatureFormat } from "@sigwright/core";
import { expect, test } from "vitest";
import type { Manifest } from "../manifest/manifest.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, toyRun } from "../testing/toy-run.ts";

const SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** The toy format, which puts files beside its rules. */
function besideFormat(): SignatureFormat {
  const toy: SignatureFormat = toyFormat();
  return {
    ...toy,
    encode(observation, context) {
      if (observation.kind !== "file") return toy.encode!(observation, context);
      if (context.selfContained === true) return { status: "unsupported", reason: "it needs a file beside the rules" };
      const signatures = [{ rule: "file", channels: observation.channels, fields: { key: observation.key }, isBeside: true as const }];
      return { status: "encoded", signatures, uncovered: [], requires: ["It is included."], limits: [] };
    },
    render(signature, values, context) {
      if (signature.isBeside === undefined) return toy.render!(signature, values, context);
      const text = `digest ${signature.fields["key"]!}\n`;
      return { status: "rendered", text, fingerprint: text, isBeside: true };
    },
    async *assemble(signatures, context) {
      const beside: RenderedSignature[] = [];
      yield* toy.assemble!(rulesOf(signatures, beside), context);
      for (const { text } of beside) yield { path: `${context.name}.settings`, role: "sensor-settings", text };
    },
  };
}

async function* rulesOf(signatures: AsyncIterable<RenderedSignature>, beside: RenderedSignature[]): AsyncIterable<RenderedSignature> {
  for await (const signature of signatures) {
    if (signature.isBeside === true) beside.push(signature);
    else yield signature;
  }
}

const ROWS = [rowOf(indicatorOf("File", SHA256)), rowOf(indicatorOf("Host", "bad.com")), rowOf(indicatorOf("URL", "http://bad.com/x"))];

test("what is no rule stands beside the rules, has no sid, and is accounted for", async () => {
  const run = await toyRun(ROWS, { rulesets: [{ format: besideFormat() }] });
  expect(run.result).toMatchObject({ status: "generated", rulesets: [{ signatures: 4, counts: { read: 3, emitted: 3 } }] });
  expect(run.files.get("out.settings")).toBe(`digest ${SHA256}\n`);
  expect(run.files.get("out.toy")).not.toContain("digest");
  const { files, signatures } = JSON.parse(run.files.get("manifest.json") ?? "") as Manifest;
  expect(files.map(({ path, role }) => [path, role])).toContainEqual(["out.settings", "sensor-settings"]);
  expect(signatures).toContainEqual({ gid: null, sid: null, rev: null, observation: "file", kind: "beside", entries: 1, approximate: null, requires: ["It is included."], rule: "file", value: SHA256 });
  const rules = signatures.filter(({ kind }) => kind === "rule");
  expect(rules.map(({ gid, sid, rev }) => [gid, typeof sid, rev])).toEqual([1, 1, 1].map((gid) => [gid, "number", 1]));
  const line = run.files.get("manifest.ndjson")!.split("\n").find((text) => text.includes(SHA256))!;
  expect(JSON.parse(line)).toMatchObject({ type: "File", outcome: { status: "emitted" }, sids: [] });
});

test("it takes no sid: the rules have the ones they have without it", async () => {
  const [run, alone] = await Promise.all([ROWS, ROWS.slice(1)].map((rows) => toyRun(rows, { rulesets: [{ format: besideFormat() }] })));
  expect(run!.files.get("out.toy")).toBe(alone!.files.get("out.toy"));
});

test("where everything has to stand in the rules it is unsupported, and there is no file beside them", async () => {
  const run = await toyRun(ROWS, { rulesets: [{ format: besideFormat(), selfContained: true }] });
  expect([...run.files.keys()]).not.toContain("out.settings");
  expect(run.result).toMatchObject({ rulesets: [{ counts: { emitted: 2, unsupported: 1 } }] });
});
