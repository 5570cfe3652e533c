import { observe, type Observation } from "@sigwright/core";
import { expect, test } from "vitest";
import type { CaseFacts } from "./observation-case.ts";
import { judgeProof, observationName, type NumberedCase, type Proof, type ProofSubject } from "./proof-judge.ts";

const URL = observationOf("URL", "http://bad.example/x");

function observationOf(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

function subject(id: string, more: Partial<ProofSubject> = {}): ProofSubject {
  return { id, observations: [URL], channels: ["http.request"], oncePerPair: false, ...more };
}

function numbered(id: string, way: string, fires: boolean, more: Partial<CaseFacts> = {}): NumberedCase {
  return { id, observation: URL, facts: { name: `case ${id}`, channel: "http.request", way, fires, shows: [], ...more } };
}

const CASES = [numbered("d1", "direct", true), numbered("d2", "direct", true), numbered("p1", "proxied", true), numbered("near", "direct", false)];
const ALL_WELL = { origin: { d1: [1], d2: [1] }, absolute: { p1: [1] } };

type Fired = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

function judge(fired: Fired, options: { subjects?: readonly ProofSubject[]; cases?: readonly NumberedCase[]; meant?: boolean; refused?: string } = {}): readonly Proof[] {
  const { subjects = [subject("origin"), subject("absolute")], cases = CASES, meant = false, refused } = options;
  return judgeProof(subjects, {
    cases,
    firedIn: (caseId, subjectId) => fired[subjectId]?.[caseId] ?? [],
    notProvable: new Map(cases.length > 0 ? [] : [[observationName(URL), [{ channel: "http.request", reason: "no sample" }]]]),
    isMeant: () => meant,
    refusals: new Map(refused === undefined ? [] : [[refused, "unknown keyword"]]),
  });
}

test("two signatures that see one way each are proven", () => {
  expect(judge(ALL_WELL)).toEqual([
    { id: "origin", status: "proven", alerts: 2, cases: 4, why: undefined, remarks: [] },
    { id: "absolute", status: "proven", alerts: 1, cases: 4, why: undefined, remarks: [] },
  ]);
});

test("a signature that never fires is to blame for its way, and no other", () => {
  const [origin, absolute] = judge({ origin: ALL_WELL.origin });
  expect([origin!.status, absolute!.status]).toEqual(["proven", "not-fired"]);
  expect(absolute!.why).toBe("silent on case p1");
});

test("a signature that sees some cases of a way has to see all of it", () => {
  const [origin] = judge({ ...ALL_WELL, origin: { d1: [1] } });
  expect(origin).toMatchObject({ status: "not-fired", why: "silent on case d2" });
});

test("a way that no one sees is a remark", () => {
  const [origin] = judge({ origin: ALL_WELL.origin }, { subjects: [subject("origin")] });
  expect(origin).toMatchObject({ status: "proven", remarks: ["silent on: proxied"] });
});

test("a signature that fires in no case of its own is not fired, though others meet all of them", () => {
  const [, idle] = judge({ all: { d1: [1], d2: [1], p1: [1] } }, { subjects: [subject("all"), subject("idle")] });
  expect(idle).toMatchObject({ status: "not-fired", alerts: 0 });
});

test("a channel that is claimed and not seen is not fired", () => {
  const cases = [...CASES, numbered("q", "QUIC", true, { channel: "quic.sni" })];
  const [both] = judge({ both: { d1: [1], d2: [1], p1: [1] } }, { cases, subjects: [subject("both", { channels: ["http.request", "quic.sni"] })] });
  expect(both).toMatchObject({ status: "not-fired", why: "silent on case q" });
});

test("an alert on a near miss", () => {
  const fired = { ...ALL_WELL, origin: { ...ALL_WELL.origin, near: [1] } };
  expect(judge(fired)[0]).toMatchObject({ status: "near-miss-fired", why: "fired on case near", alerts: 3 });
  expect(judge(fired, { meant: true })[0]).toMatchObject({ status: "proven" });
});

test("several alerts on one flow", () => {
  expect(judge({ ...ALL_WELL, origin: { d1: [2], d2: [1] } })[0]).toMatchObject({ status: "noisy", why: "case d1: 2 alerts" });
});

test("an alert on each of two flows is noisy only for what may alert once for a pair", () => {
  const fired = { origin: { d1: [1, 1], d2: [1] } };
  expect(judge(fired, { subjects: [subject("origin")] })[0]).toMatchObject({ status: "proven" });
  expect(judge(fired, { subjects: [subject("origin", { oncePerPair: true })] })[0]).toMatchObject({ status: "noisy" });
});

test("what can't be shown is not provable, and says why", () => {
  expect(judge({}, { cases: [] })[0]).toMatchObject({ status: "not-provable", why: "no sample" });
  const beside = subject("beside", { observations: [], notProvable: "it is no rule" });
  expect(judge({}, { subjects: [beside] })[0]).toMatchObject({ status: "not-provable", why: "it is no rule" });
});

test("a signature that the engine refuses", () => {
  expect(judge(ALL_WELL, { refused: "origin" })[0]).toMatchObject({ status: "not-fired", why: "the engine does not load it: unknown keyword" });
});
