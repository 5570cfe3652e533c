import { observe } from "@sigwright/core";
import { beforeAll, describe, expect, test } from "vitest";
import { replayInSnort3 } from "../snort3/replay-snort3.ts";
import type { Snort3Engine } from "../snort3/snort3-engine.ts";
import { snort3ForTests } from "../testing/snort3-for-tests.ts";
import type { Proof } from "./proof-judge.ts";
import { planTraffic } from "./proof-plan.ts";
import { proveInSnort3 } from "./prove-snort3.ts";
import { indexSamples } from "./samples.ts";
import { signatureId } from "./traffic-proof.ts";

const engine = await snort3ForTests();

/** Rules for the URL `http://bad.example/x`, and what must come of proving them. */
const RULES: readonly (readonly [rule: string, status: Proof["status"], why?: string])[] = [
  [
    String.raw`http_header: field host; content:"bad.example",nocase; pcre:"/^bad\x2eexample(?:\x3a\d{1,5})?$/i"; http_raw_uri; bufferlen:2; content:"/x",fast_pattern; flowbits:isnotset,one; flowbits:set,one;`,
    "proven",
  ],
  ['http_raw_uri; content:"/y"; bufferlen:2;', "not-fired", "silent on"],
  ['http_header: field host; content:"bad.example"; flowbits:isnotset,three; flowbits:set,three;', "near-miss-fired", "a request, a longer target"],
  ['http_no_such_buffer; content:"/x";', "not-fired", "the engine does not load it"],
];

describe.skipIf(engine === undefined)("a proof in Snort 3", () => {
  let proofs: readonly Proof[] = [];
  beforeAll(async () => {
    const observed = observe({ type: "URL", value: "http://bad.example/x" });
    if (observed.status !== "observed") throw new Error(observed.reason);
    const text = RULES.map(([options], index) => `alert http (msg:"rule"; flow:to_server,established; ${options} classtype:trojan-activity; reference:url,a.example; sid:${index + 1};)\n`).join("");
    const subjects = RULES.map((_, index) => ({ id: signatureId(1, index + 1), observations: observed.observations, channels: ["http.request"] as const, oncePerPair: false }));
    proofs = await proveInSnort3(text, planTraffic(subjects, indexSamples([])), engine!);
  }, 60_000);

  test.each(RULES.map(([options, status, why], index) => ({ options, status, why, index })))("$options: $status", ({ status, why, index }) => {
    expect(proofs[index]).toMatchObject({ status });
    if (why !== undefined) expect(proofs[index]!.why).toContain(why);
  });
});

test("rules that include other files are never given to the engine", async () => {
  const nowhere: Snort3Engine = { path: "/nonexistent", version: "3.0.0", target: { engine: "snort", version: "3.0" } };
  await expect(replayInSnort3("include /etc/passwd\n", new Uint8Array(0), nowhere)).rejects.toMatchObject({ kind: "rules-refused" });
});
