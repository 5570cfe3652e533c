import type { ListMemberFacts, Observation, ObservationKind } from "@sigwright/core";
import { type CaseAlert, planTraffic, type ProofPlan, type ProofSubject, replayCases, signatureId, type TrafficObservationCase } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { SURICATA_EMISSION } from "./emission.ts";
import { SURICATA_ENCODINGS } from "./encoding/encoding-description.ts";
import { SURICATA_TARGETS } from "./targets.ts";
import { installedSuricata } from "./testing/engine.ts";
import { commonValues, contextOf } from "./testing/proven-rules.ts";
import { TABLE_SAMPLES, tableObservations } from "./testing/table-samples.ts";

const { encodeFileList, listForm, render } = SURICATA_EMISSION;

const target = SURICATA_TARGETS.find(({ version }) => version === "8.0")!;
const engine = await installedSuricata("8.0");

/** Kinds that have a list in JSON, and how many rules look into it. */
const KINDS: readonly (readonly [kind: ObservationKind, rules: number])[] = [
  ["host", 4],
  ["url", 1],
  ["user-agent", 1],
  ["ja3", 2],
  ["ja3s", 1],
  ["ja4", 2],
  ["certificate-fingerprint", 1],
];

/** What a source says of the member at a place of its list, each another thing. */
function factsOf({ kind, key }: Observation, place: number): ListMemberFacts {
  return { type: kind, value: key, rating: 1 + (place % 5), confidence: 80.5, id: `id-${place}`, owner: 'A "feed" für alle', tags: ["one", "two; \\three"], groups: ["Group"], link: "https://platform.invalid/1" };
}

interface ListOfKind {
  readonly kind: ObservationKind;
  /** Sids of the rules that look into it. */
  readonly sids: readonly number[];
  /** By key of the member, the object of its line. */
  readonly lines: ReadonlyMap<string, unknown>;
}

/** The lists of each kind, of all observations of the table that can be a member. */
function listsOfKinds(): { readonly text: string; readonly files: Record<string, string>; readonly lists: readonly ListOfKind[]; readonly plan: ProofPlan<TrafficObservationCase> } {
  const texts: string[] = [];
  const files: Record<string, string> = {};
  const subjects: ProofSubject[] = [];
  let sid = 0;
  const lists = KINDS.map(([kind]): ListOfKind => {
    const context = contextOf(kind, target);
    const members = tableObservations(kind).flatMap((member, place) => {
      const form = listForm(member, context, factsOf(member, place));
      return form?.line === undefined ? [] : [{ member, group: form.group, line: form.line }];
    });
    const groups = [...new Set(members.map(({ group }) => group))];
    const sids = groups.flatMap((group) => {
      const own = members.filter((member) => member.group === group);
      const path = `proof-${group}.lst`;
      files[path] = own.map(({ line }) => `${line}\n`).join("");
      const encoding = encodeFileList({ member: own[0]!.member, name: `proof-${group}`, path, lines: own.length }, context);
      if (encoding.status === "unsupported") throw new Error(encoding.reason);
      return encoding.signatures.map((signature) => {
        const rendered = render(signature, commonValues(++sid), context);
        if (rendered.status === "unsupported") throw new Error(rendered.reason);
        texts.push(rendered.text);
        subjects.push({ id: signatureId(1, sid), observations: own.map(({ member }) => member), channels: signature.channels, oncePerPair: false });
        return sid;
      });
    });
    return { kind, sids, lines: new Map(members.map(({ member, line }) => [member.key, JSON.parse(line)])) };
  });
  return { text: `${texts.join("\n")}\n`, files, lists, plan: planTraffic(subjects, TABLE_SAMPLES) };
}

describe.skipIf(engine === undefined)("alerts of lists name the indicator, in Suricata 8.0", () => {
  const { text, files, lists, plan } = listsOfKinds();
  const cases = plan.cases.filter(({ facts }) => facts.fires);
  let alerts: ReadonlyMap<string, readonly CaseAlert[]> = new Map();

  beforeAll(async () => {
    alerts = await replayCases({ text, lists: files }, cases.map(({ id, facts }) => ({ id, conversations: facts.conversations })), { engine: engine! });
  }, 120_000);

  test("every kind that has a list in JSON is here", () => {
    const inJson = SURICATA_ENCODINGS.filter(({ list }) => list?.includes("JSON") === true).map(({ observation }) => observation);
    expect(new Set(KINDS.map(([kind]) => kind))).toEqual(new Set(inJson));
  });

  test.each(KINDS)("%s: each of its %d rules, for each member", (kind, rules) => {
    const { sids, lines } = lists.find((list) => list.kind === kind)!;
    expect(sids).toHaveLength(rules);
    expect(lines.size).toBeGreaterThan(0);
    const named = new Set<number>();
    const seen = new Set<string>();
    for (const { id, observation, facts } of cases) {
      if (observation.kind !== kind) continue;
      for (const { sid, count, contexts } of alerts.get(id)!) {
        if (!sids.includes(sid)) continue;
        named.add(sid);
        seen.add(observation.key);
        const expected = { name: facts.name, contexts: Array.from({ length: count }, () => ({ sigwright: lines.get(observation.key) })) };
        expect({ name: facts.name, contexts }).toEqual(expected);
      }
    }
    expect(named).toEqual(new Set(sids));
    expect(seen).toEqual(new Set(lines.keys()));
  });
});
