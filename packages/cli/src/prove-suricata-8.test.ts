import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suricataForTests } from "@sigwright/engines/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { NO_RESERVED_GUARDS } from "./testing/simulated-platform.ts";
import { temporaryFolder, type TemporaryFolder } from "./testing/temporary-folder.ts";

interface ProofJson {
  readonly engines: readonly { readonly engine: string; readonly remarks: readonly string[] }[];
  readonly signatures: readonly { readonly rule: string; readonly kind: string; readonly value: string | null; readonly status: string }[];
}

const FEED = [
  ["Host", "bad.example"],
  ["Host", "worse.example"],
  ["URL", "http://bad.example/Path?q=1"],
  ["URL", "http://worse.example/"],
  ["UserAgent", "Evil/1.0 (x)"],
  ["Address", "203.0.113.7"],
].map(([type, value]) => `${JSON.stringify({ type, value, rating: 4, confidence: 80 })}\n`).join("");
const TEMPLATE = "version: 1\nid: lists\nextends: default\nlists: { host: 2, url: 2 }\n";

const engine = await suricataForTests("8.0");

describe.skipIf(engine === undefined)("a ruleset for suricata@8.0, in Suricata 8", () => {
  let folder: TemporaryFolder;
  let proofs: readonly ProofJson[];
  let calls: readonly CliCall[];

  async function prove(): Promise<CliCall> {
    return await callCli(["prove", join(folder.path, "rules"), "--reporter", "json"], { env: { ...process.env, SIGWRIGHT_SURICATA: engine!.path } });
  }

  beforeAll(async () => {
    folder = await temporaryFolder();
    const template = join(folder.path, "lists.yaml");
    await writeFile(template, TEMPLATE);
    const generated = await callCli(["generate", "--source", "-", "--format", "suricata", "--target", "suricata@8.0", "--template", template, "--out", join(folder.path, "rules"), NO_RESERVED_GUARDS], { input: FEED });
    if (generated.exitCode !== 0) throw new Error(generated.stdout + generated.stderr);
    const whole = await prove();
    const rules = join(folder.path, "rules", "sigwright.rules");
    const text = await readFile(rules, "utf8");
    // A list that tells of the indicator, looked up in another buffer.
    await writeFile(rules, text.replace("tls.sni; to_lowercase; dataset", "tls.cert_subject; to_lowercase; dataset"));
    calls = [whole, await prove()];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is what is tested
    proofs = calls.map(({ stdout }) => JSON.parse(stdout) as ProofJson);
  }, 60_000);
  afterAll(async () => await folder[Symbol.asyncDispose]());

  test("is proven, lists with context too, and the engine is the one it is for", () => {
    expect(calls[0]!.exitCode).toBe(0);
    const [proof] = proofs;
    expect(proof!.engines).toMatchObject([{ engine: `Suricata ${engine!.version}`, remarks: [] }]);
    expect(proof!.signatures.filter(({ status }) => status !== "proven")).toEqual([]);
    const lists = proof!.signatures.filter(({ kind }) => kind === "list").map(({ rule }) => rule);
    expect(lists.toSorted()).toEqual(["host-dns", "host-http", "host-quic", "host-tls", "url-absolute"]);
  });

  test("is not proven where a list is looked up elsewhere", () => {
    expect(calls[1]!.exitCode).toBe(1);
    expect(proofs[1]!.signatures.filter(({ status }) => status !== "proven")).toMatchObject([{ rule: "host-tls", kind: "list", status: "not-fired" }]);
  });
});
