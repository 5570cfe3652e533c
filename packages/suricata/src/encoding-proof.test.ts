import type { EncodeContext, Encoding, Observation, TemplateRule, Unsupported } from "@sigwright/core";
import { planTraffic, type Proof, proveInSuricata, type ProofSubject, signatureId } from "@sigwright/engines";
import type { CompiledTemplate } from "@sigwright/rule-language/template";
import { beforeAll, describe, expect, test } from "vitest";
import { SURICATA_EMISSION } from "./emission.ts";
import { SURICATA_ENCODINGS } from "./encoding/encoding-description.ts";
import { commonValues, contextOf, tableRules } from "./testing/proven-rules.ts";
import { type AskedTarget, askedTargets } from "./testing/engine.ts";
import { TABLE_SAMPLES, tableObservations } from "./testing/table-samples.ts";
import type { EngineVersion } from "./targets.ts";

const { encode, encodeFileList, encodeList, listForm, render } = SURICATA_EMISSION;

const ASKED = await askedTargets();

type Context = EncodeContext<CompiledTemplate>;
/** Makes signatures of an observation; what has to lie beside the rules goes to `lists`. */
type Encode = (observation: Observation, context: Context, lists: Record<string, string>) => Encoding | Unsupported | undefined;

/** An observation as the one member of a list, where there is that form. */
function encodeAsList(observation: Observation, context: Context, lists: Record<string, string>): Encoding | Unsupported | undefined {
  const form = listForm(observation, context);
  if (form === undefined) return undefined;
  if (form.line === undefined) return encodeList([observation], context);
  const path = `list-${Object.keys(lists).length}.lst`;
  lists[path] = `${form.line}\n`;
  return encodeFileList({ member: observation, name: path, path, lines: 1 }, context);
}

/** Proves each row by itself: what another row sees of the same observation does not make up for it. */
async function proofsOf(encodeOne: Encode, { target, engine }: AskedTarget): Promise<ReadonlyMap<string, readonly Proof[]>> {
  const subjects: ProofSubject[] = [];
  const rowOf = new Map<string, string>();
  const lines: string[] = [];
  const lists: Record<string, string> = {};
  let sid = 1_000_000;
  const rows = tableRules(target);
  for (const { id: row, observation: kind } of rows) {
    const context = contextOf(kind, target);
    const rules = context.rules.filter(({ id }) => id === row);
    for (const observation of tableObservations(kind)) {
      const encoding = encodeOne(observation, { ...context, rules }, lists);
      if (encoding === undefined || encoding.status === "unsupported") continue;
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
  const proofs = await proveInSuricata({ text: `${lines.join("\n")}\n`, lists }, plan, { engine: engine! });
  return new Map(rows.map(({ id: row }) => [row, proofs.filter(({ id }) => rowOf.get(id) === row)]));
}

/** What is wrong with the proofs of a row, `undefined` when it is proven. */
function faultOf(proofs: readonly Proof[]): unknown {
  // A fingerprint of a hello over TCP can't be shown over QUIC, and the other way round.
  const wrong = proofs.filter(({ status }) => status !== "proven" && status !== "not-provable");
  if (wrong.length > 0) return wrong;
  return proofs.some(({ status }) => status === "proven") ? undefined : "nothing was proven";
}

function remarksOf(proofs: readonly Proof[]): readonly string[] {
  return [...new Set(proofs.flatMap(({ remarks }) => remarks))].toSorted();
}

const HTTP_2 = ["silent on: HTTP/2 in the clear"];
/** Ways of a channel that a row is silent on, and says so in its limits. */
const SILENT: Readonly<Record<EngineVersion, Readonly<Record<string, readonly string[]>>>> = { "7.0": { "url-origin": HTTP_2, "url-absolute": HTTP_2 }, "8.0": {} };
// Only requests to a proxy have a list of URLs.
const SILENT_LISTS: Readonly<Record<string, readonly string[]>> = {
  "url-absolute": ["silent on: HTTP/2 in the clear", "silent on: request to a proxy with the host in capitals", "silent on: request to the server"],
};

/** Rows that have one form only: a digest of a file has no other than a list. */
const LISTS_ONLY: readonly string[] = ["file-sha256", "file-sha1", "file-md5"];

function hasList({ observation, variant }: TemplateRule): boolean {
  return SURICATA_ENCODINGS.some((row) => row.observation === observation && row.variant === variant && row.list !== undefined);
}

// The table decides what is proven here: a row without observations to prove it with is a failure, not a gap.
describe.each(ASKED)("each row of the encoding table, in Suricata $target.version", (asked) => {
  const { target, engine } = asked;
  const rows = tableRules(target);
  const singleRows = rows.map(({ id }) => id).filter((id) => !LISTS_ONLY.includes(id));
  const listRows = rows.filter(hasList).map(({ id }) => id);
  let singles: ReadonlyMap<string, readonly Proof[]> = new Map();
  let lists: ReadonlyMap<string, readonly Proof[]> = new Map();

  beforeAll(async () => {
    if (engine === undefined) return;
    singles = await proofsOf(encode, asked);
    lists = await proofsOf(encodeAsList, asked);
  }, 240_000);

  test.skipIf(engine === undefined).each(singleRows)("%s fires where it should, once, and on no near miss", (row) => {
    expect(faultOf(singles.get(row)!)).toBeUndefined();
    expect(remarksOf(singles.get(row)!)).toEqual(SILENT[target.version][row] ?? []);
  });

  test.skipIf(engine === undefined).each(listRows)("%s does as a list, too", (row) => {
    expect(faultOf(lists.get(row)!)).toBeUndefined();
    expect(remarksOf(lists.get(row)!)).toEqual(SILENT_LISTS[row] ?? []);
  });
});
