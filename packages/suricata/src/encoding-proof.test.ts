import type { EncodeContext, Encoding, Observation, Unsupported } from "@sigwright/core";
import { planTraffic, type Proof, proveInSuricata, type ProofSubject, signatureId } from "@sigwright/engines";
import type { CompiledTemplate } from "@sigwright/rule-language/template";
import { beforeAll, describe, expect, test } from "vitest";
import { SURICATA_EMISSION } from "./emission.ts";
import { commonValues, contextOf, tableRules } from "./testing/proven-rules.ts";
import { installedSuricata } from "./testing/engine.ts";
import { TABLE_SAMPLES, tableObservations } from "./testing/table-samples.ts";
import { SURICATA_TARGETS } from "./targets.ts";

const { encode, encodeFileList, listForm, render } = SURICATA_EMISSION;

const engine = await installedSuricata(["7.0", "8.0"]);
const target = engine?.target ?? SURICATA_TARGETS[0]!;

/** Ways of a channel that a row is silent on, and says so in its limits. */
const SILENT: Readonly<Record<string, readonly string[]>> =
  target.version === "7.0" ? { "url-origin": ["silent on: HTTP/2 in the clear"], "url-absolute": ["silent on: HTTP/2 in the clear"] } : {};

const ROWS = tableRules(target);

/** An observation by itself, or where that is not possible as the one member of a list in a file. */
function encoded(observation: Observation, context: EncodeContext<CompiledTemplate>, lists: Record<string, string>): Encoding | Unsupported {
  const single = encode(observation, context);
  if (single.status === "encoded") return single;
  const line = listForm(observation, context)?.line;
  if (line === undefined) return single;
  const path = `list-${Object.keys(lists).length}.lst`;
  lists[path] = `${line}\n`;
  return encodeFileList({ member: observation, path, lines: 1 }, context);
}

// The table decides what is proven here: a row without observations to prove it with is a failure, not a gap.
describe.skipIf(engine === undefined)("each row of the encoding table, in Suricata", () => {
  const proofs = new Map<string, Proof[]>(ROWS.map(({ id }) => [id, []]));

  beforeAll(async () => {
    const subjects: ProofSubject[] = [];
    const rowOf = new Map<string, string>();
    const lines: string[] = [];
    const lists: Record<string, string> = {};
    let sid = 1_000_000;
    for (const { id: row, observation: kind } of ROWS) {
      const context = contextOf(kind, target);
      const rules = context.rules.filter(({ id }) => id === row);
      for (const observation of tableObservations(kind)) {
        const encoding = encoded(observation, { ...context, rules }, lists);
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
    for (const proof of await proveInSuricata({ text: `${lines.join("\n")}\n`, lists }, plan, { engine: engine! })) proofs.get(rowOf.get(proof.id)!)!.push(proof);
  }, 180_000);

  test.each(ROWS.map(({ id }) => id))("%s fires where it should, once, and on no near miss", (row) => {
    const found = proofs.get(row)!;
    // A fingerprint of a hello over TCP can't be shown over QUIC, and the other way round.
    expect(found.filter(({ status }) => status !== "proven" && status !== "not-provable")).toEqual([]);
    expect(found.filter(({ status }) => status === "proven").length).toBeGreaterThan(0);
    expect([...new Set(found.flatMap(({ remarks }) => remarks))]).toEqual(SILENT[row] ?? []);
  });
});
