import { planTraffic, type Proof, proveInSuricata, type ProofSubject, signatureId } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { SURICATA_EMISSION } from "./emission.ts";
import { commonValues, contextOf, tableRules } from "./testing/proven-rules.ts";
import { installedSuricata } from "./testing/engine.ts";
import { TABLE_SAMPLES, tableObservations } from "./testing/table-samples.ts";
import { SURICATA_TARGETS } from "./targets.ts";

const { encode, render } = SURICATA_EMISSION;

const engine = await installedSuricata(["7.0", "8.0"]);
const target = engine?.target ?? SURICATA_TARGETS[0]!;

/** Rows that are proven with lists beside the rules, by tests of their own. */
const LISTED: ReadonlySet<string> = new Set(["file-sha256", "file-sha1", "file-md5"]);

const ROWS = tableRules(target).filter(({ id }) => !LISTED.has(id));

// The table decides what is proven here: a row without observations to prove it with is a failure, not a gap.
describe.skipIf(engine === undefined)("each row of the encoding table, in Suricata", () => {
  const proofs = new Map<string, Proof[]>(ROWS.map(({ id }) => [id, []]));

  beforeAll(async () => {
    const subjects: ProofSubject[] = [];
    const rowOf = new Map<string, string>();
    const lines: string[] = [];
    let sid = 1_000_000;
    for (const { id: row, observation: kind } of ROWS) {
      const context = contextOf(kind, target);
      const rules = context.rules.filter(({ id }) => id === row);
      for (const observation of tableObservations(kind)) {
        const encoding = encode(observation, { ...context, rules });
        if (encoding.status === "unsupported") continue;
        for (const signature of encoding.signatures) {
          const rendered = render(signature, commonValues(++sid), context);
          if (rendered.status === "unsupported") throw new Error(rendered.reason);
          lines.push(rendered.text);
          const id = signatureId(1, sid);
          rowOf.set(id, row);
          subjects.push({ id, observations: [observation], channels: signature.channels, oncePerPair: false });
        }
      }
    }
    const plan = planTraffic(subjects, TABLE_SAMPLES);
    for (const proof of await proveInSuricata(`${lines.join("\n")}\n`, plan, { engine: engine! })) proofs.get(rowOf.get(proof.id)!)!.push(proof);
  }, 180_000);

  test.each(ROWS.map(({ id }) => id))("%s fires where it should, once, and on no near miss", (row) => {
    const found = proofs.get(row)!;
    // A fingerprint of a hello over TCP can't be shown over QUIC, and the other way round.
    expect(found.filter(({ status }) => status !== "proven" && status !== "not-provable")).toEqual([]);
    expect(found.filter(({ status }) => status === "proven").length).toBeGreaterThan(0);
  });
});
