import { observe, type Observation } from "@sigwright/core";
import { beforeAll, describe, expect, test } from "vitest";
import { suricataForTests } from "../testing/suricata-for-tests.ts";
import { planTraffic } from "./proof-plan.ts";
import type { Proof, ProofSubject } from "./proof-judge.ts";
import { proveInSuricata } from "./prove-suricata.ts";
import { indexSamples } from "./samples.ts";
import { signatureId } from "./traffic-proof.ts";

function observationOf(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

const HOST = observationOf("Host", "bad.example");
const ADDRESS = observationOf("Address", "203.0.113.7");
const LARGE_FILE = new Uint8Array(200_000).fill(0x41);
const MD5_OF_LARGE_FILE = "7f11a7875a8f7bd91f27b68878dd39dc";
const ONCE = (name: string): string => `flowbits:isnotset,${name}; flowbits:set,${name};`;

/** Rules, what they are for, and what must come of proving them. */
const RULES: readonly (readonly [sid: number, rule: string, subject: Omit<ProofSubject, "id">, status: Proof["status"], why?: string])[] = [
  [1, `alert dns any any -> any any (msg:"right"; dns.query; content:"bad.example"; nocase; bsize:11; ${ONCE("one")} sid:1;)`, dns(), "proven"],
  [2, `alert dns any any -> any any (msg:"another value"; dns.query; content:"good.example"; nocase; bsize:12; sid:2;)`, dns(), "not-fired", "silent on"],
  [3, `alert dns any any -> any any (msg:"too wide"; dns.query; content:"bad.example"; nocase; ${ONCE("three")} sid:3;)`, dns(), "near-miss-fired", "a sub-domain: www.bad.example"],
  [4, `alert dns any any -> any any (msg:"each question"; dns.query; content:"bad.example"; nocase; bsize:11; sid:4;)`, dns(), "noisy", "2 alerts"],
  [5, `alert dns any any -> any any (msg:"refused"; dns.qury; content:"bad.example"; sid:5;)`, dns(), "not-fired", "the engine does not load it"],
  [6, `alert ip [203.0.113.7] any <> any any (msg:"each packet"; sid:6;)`, { observations: [ADDRESS], channels: ["ip"], oncePerPair: true }, "noisy", "two connections to 203.0.113.7"],
  [7, `alert ip [203.0.113.7] any <> any any (msg:"each pair"; threshold:type limit,track by_both,count 1,seconds 3600; sid:7;)`, { observations: [ADDRESS], channels: ["ip"], oncePerPair: true }, "proven"],
  [8, `alert http any any -> any any (msg:"large file"; filemd5:large.lst; ${ONCE("eight")} sid:8;)`, { observations: [observationOf("File", MD5_OF_LARGE_FILE)], channels: ["file.content"], oncePerPair: false }, "proven"],
];

function dns(): Omit<ProofSubject, "id"> {
  return { observations: [HOST], channels: ["dns.query"], oncePerPair: false };
}

const engine = await suricataForTests();

describe.skipIf(engine === undefined)("a proof in Suricata", () => {
  let proofs: readonly Proof[] = [];
  let captured = 0;
  let planned = 0;
  beforeAll(async () => {
    const subjects = RULES.map(([sid, , subject]) => ({ ...subject, id: signatureId(1, sid) }));
    const text = RULES.map(([, rule]) => `${rule}\n`).join("");
    const plan = planTraffic(subjects, indexSamples([LARGE_FILE]));
    proofs = await proveInSuricata({ text, lists: { "large.lst": `${MD5_OF_LARGE_FILE}\n` } }, plan, {
      engine: engine!,
      onCapture: (_, cases) => {
        captured += cases.length;
        return Promise.resolve();
      },
    });
    planned = plan.cases.length;
  }, 60_000);

  test("every case is replayed", () => {
    expect(captured).toBe(planned);
  });

  // Most are for one name, so that each case is met by the first; a signature that never fires is silent all the same.
  test.each(RULES.map(([sid, rule, , status, why]) => ({ sid, rule, status, why })))("$rule: $status", ({ sid, status, why }) => {
    const proof = proofs.find(({ id }) => id === signatureId(1, sid))!;
    expect(proof).toMatchObject({ status });
    if (why !== undefined) expect(proof.why).toContain(why);
  });

  test("a large file is shown with raised limits, and says so", () => {
    expect(proofs.at(-1)!.remarks[0]).toContain("raised");
  });
});
