import { appendFile, mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suricataForTests } from "@sigwright/engines/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { NO_RESERVED_GUARDS } from "./testing/simulated-platform.ts";
import { filesIn, temporaryFolder, type TemporaryFolder } from "./testing/temporary-folder.ts";

interface ProofJson {
  readonly engines: readonly { readonly engine: string; readonly remarks: readonly string[]; readonly unknownRules: readonly string[] }[];
  readonly signatures: readonly { readonly sid: number; readonly rule: string; readonly kind: string; readonly value: string; readonly status: string; readonly why: string | null; readonly cases: number; readonly alerts: number }[];
  readonly summary: Readonly<Record<string, number>>;
}

const INDICATORS: readonly (readonly [type: string, value: string])[] = [
  ["Host", "bad.example"],
  ["Host", "worse.example"],
  ["URL", "http://bad.example/Path?q=1"],
  ["EmailAddress", "bad@evil.example"],
  ["UserAgent", "Evil/1.0 (x)"],
  ["File", "d41d8cd98f00b204e9800998ecf84270"],
  // Enough for a list, some of them neighbours of each other.
  ...Array.from({ length: 25 }, (_, i): [string, string] => ["Address", `198.51.100.${i < 20 ? i + 10 : i * 5}`]),
];
const FEED = INDICATORS.map(([type, value]) => `${JSON.stringify({ type, value, rating: 4, confidence: 80 })}\n`).join("");

async function generate(folder: string, format = "suricata", feed = FEED): Promise<string> {
  const out = join(folder, "rules");
  const call = await callCli(["generate", "--source", "-", "--format", format, "--out", out, NO_RESERVED_GUARDS], { input: feed });
  if (call.exitCode !== 0) throw new Error(call.stdout + call.stderr);
  return out;
}

function read(call: CliCall): ProofJson {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is what is tested
  return JSON.parse(call.stdout) as ProofJson;
}

const engine = await suricataForTests();

describe.skipIf(engine === undefined)("a ruleset as it was generated", () => {
  let folder: TemporaryFolder;
  let call: CliCall;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const out = await generate(folder.path);
    call = await callCli(["prove", out, "--reporter", "json", "--keep-pcaps", join(folder.path, "kept")], { env: process.env });
  }, 60_000);
  afterAll(async () => await folder[Symbol.asyncDispose]());

  test("is proven, but for what only a sample could show", () => {
    const { signatures, summary } = read(call);
    expect(signatures.filter(({ status }) => status !== "proven").map(({ rule, status, why }) => ({ rule, status, why }))).toEqual(
      signatures.filter(({ rule }) => rule.startsWith("file")).map(({ rule }) => ({ rule, status: "not-provable", why: "a file can't be made from its digest: give the file as a sample" })),
    );
    expect(summary["proven"]).toBeGreaterThan(10);
    expect(call.exitCode).toBe(0);
  });

  test("the list of addresses is proven by a sample of its members, neighbours among them", () => {
    const list = read(call).signatures.find(({ kind, rule }) => kind === "list" && rule === "address")!;
    expect(list).toMatchObject({ status: "proven", value: null });
    expect(list.cases).toBeGreaterThan(20 * 5);
  });

  test("the traffic is kept, with an index that says what it is for", async () => {
    const files = await filesIn(join(folder.path, "kept"));
    expect(Object.keys(files).toSorted()).toEqual(["index.ndjson", "traffic-001.pcap"]);
    const lines = files["index.ndjson"]!.trimEnd().split("\n").map((line): unknown => JSON.parse(line));
    const { signatures } = read(call);
    const sid = signatures.find(({ rule, value }) => rule === "host-dns" && value === "bad.example")!.sid;
    expect(lines).toContainEqual({
      pcap: "traffic-001.pcap",
      flows: [{ transport: "tcp", ends: [expect.stringMatching(/^10\.\d+\.\d+\.\d+:\d+$/), "198.18.0.1:53"] }],
      case: "A and AAAA over TCP",
      channel: "dns.query",
      way: "DNS",
      observation: { kind: "host", key: "bad.example" },
      expect: "alert",
      signatures: [`1:${sid}`],
    });
  });

  test("a folder that holds something is left alone", async () => {
    const again = await callCli(["prove", join(folder.path, "rules"), "--keep-pcaps", join(folder.path, "kept")]);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("is not empty") });
  });
});

describe.skipIf(engine === undefined)("rules that somebody has spoiled", () => {
  let folder: TemporaryFolder;
  let json: CliCall;
  let pretty: CliCall;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const out = await generate(folder.path);
    const path = join(out, "sigwright.rules");
    const spoiled = (await readFile(path, "utf8")).split("\n").map((line) => {
      if (line.includes("bad.example (DNS query)")) return line.replace('content:"bad.example"', 'content:"bed.example"');
      if (line.includes("bad.example (TLS SNI)")) return line.replace("bsize:11; ", "");
      if (line.includes("worse.example (DNS query)")) return line.replaceAll(/flowbits:[^;]*; /g, "");
      if (line.includes("worse.example (TLS SNI)")) return line.replace("tls.sni;", "tls.snj;");
      return line.includes("Evil/1.0") ? `# ${line}` : line;
    });
    const byHand = ["alert http any any -> any any (msg:\"by hand, sid:7;\"; http.uri; \\", '  content:"/by-hand"; sid:9000001;)', ""];
    await writeFile(path, [...spoiled, ...byHand].join("\n"));
    json = await callCli(["prove", out, "--reporter", "json"], { env: process.env });
    pretty = await callCli(["prove", out], { env: process.env });
  }, 60_000);
  afterAll(async () => await folder[Symbol.asyncDispose]());

  test.each([
    ["host-dns", "bad.example", "not-fired", "silent on A and AAAA over UDP"],
    ["host-tls", "bad.example", "near-miss-fired", "fired on TLS 1.3, a sub-domain: www.bad.example"],
    ["host-dns", "worse.example", "noisy", "A and AAAA over UDP: 2 alerts"],
    ["host-tls", "worse.example", "not-fired", "the engine does not load it"],
    ["user-agent", "Evil/1.0 (x)", "not-fired", "it has no rule in the rule file"],
    ["host-http", "bad.example", "proven", null],
  ])("%s for %s: %s", (rule, value, status, why) => {
    const signature = read(json).signatures.find((each) => each.rule === rule && each.value === value)!;
    expect(signature).toMatchObject({ status, why: why === null ? null : expect.stringContaining(why) });
  });

  test("a rule that somebody has added is named", () => {
    expect(read(json).engines[0]!.unknownRules).toEqual(["1:9000001"]);
    expect(pretty.stdout).toContain("Not in the manifest, so nothing says what it is for, and nothing was shown:\n  1 rule: sid 9000001\n");
  });

  test("the exit code says so, and people are told which", () => {
    expect([json.exitCode, pretty.exitCode]).toEqual([1, 1]);
    expect(read(json).summary).toMatchObject({ notFired: 3, nearMissFired: 1, noisy: 1, unknownRules: 1 });
    expect(pretty.stdout).toMatch(/not-fired sid \d+ \(host-dns\) bad\.example\n {4}silent on A and AAAA/);
  });
});

describe("what can't be proven at all", () => {
  let folder: TemporaryFolder;
  let out: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    out = await generate(folder.path, "suricata,snort2", `${JSON.stringify({ type: "Host", value: "bad.example", rating: 4, confidence: 80 })}\n`);
  });
  afterAll(async () => await folder[Symbol.asyncDispose]());

  /** A copy of the ruleset, with its manifest changed. */
  async function withManifest(name: string, change: (manifest: Record<string, unknown>) => unknown): Promise<string> {
    const copy = join(folder.path, name);
    await mkdir(copy);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we have written it
    const manifest = JSON.parse(await readFile(join(out, "suricata/manifest.json"), "utf8")) as Record<string, unknown>;
    const changed = change(manifest);
    await writeFile(join(copy, "manifest.json"), typeof changed === "string" ? changed : JSON.stringify(changed));
    await writeFile(join(copy, "sigwright.rules"), "");
    return copy;
  }

  test("a folder without a manifest", async () => {
    await mkdir(join(folder.path, "empty"));
    const call = await callCli(["prove", join(folder.path, "empty")]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no `manifest.json`") });
  });

  test("a folder that is not there", async () => {
    expect(await callCli(["prove", join(folder.path, "nowhere")])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("it does not exist") });
  });

  test("rules of a format without an engine", async () => {
    const call = await callCli(["prove", join(out, "snort2")]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("no engine here can prove rules of the format `snort2`") });
  });

  test("an engine that is not installed", async () => {
    const call = await callCli(["prove", join(out, "suricata")], { env: { SIGWRIGHT_SURICATA: join(folder.path, "no-such-program") } });
    expect(call).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("which is not a program") });
  });

  test.each([["--members", "0"], ["--members", "many"], ["--timeout", "-1"], ["--limit", "1.5"]])("%s %s", async (flag, value) => {
    expect(await callCli(["prove", out, `${flag}=${value}`])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`\`${flag}\` is not a number`) });
  });

  test.each<[string, (manifest: Record<string, unknown>) => unknown, string]>([
    ["no-json", () => "{", "is no manifest that can be proven"],
    ["other-version", (manifest) => ({ ...manifest, version: 2 }), "it is not of version 1, but of 2"],
    ["no-object", () => "[]", "it is no JSON object"],
    ["list-leads-out", (manifest) => ({ ...manifest, files: [{ path: "../../etc/passwd", sha256: "", role: "list" }, { path: "sigwright.rules", sha256: "", role: "rules" }] }), "which is not beside it"],
    ["nul", (manifest) => ({ ...manifest, files: [{ path: "a\0b.rules", sha256: "", role: "rules" }] }), "which is not beside it"],
    ["drive", (manifest) => ({ ...manifest, files: [{ path: "C:b.rules", sha256: "", role: "rules" }] }), "which is not beside it"],
    ["leads-out", (manifest) => ({ ...manifest, files: [{ path: "../suricata/sigwright.rules", sha256: "", role: "rules" }] }), "which is not beside it"],
    ["absolute", (manifest) => ({ ...manifest, files: [{ path: "/etc/passwd", sha256: "", role: "rules" }] }), "which is not beside it"],
    ["no-rules", (manifest) => ({ ...manifest, files: [] }), "it lists 0 rule files"],
    ["odd-signature", (manifest) => ({ ...manifest, signatures: [{ gid: 1, sid: "1" }] }), "`signatures[0]` is no signature"],
    ["odd-channel", (manifest) => ({ ...manifest, rules: [{ rule: "x", observation: "host", channels: ["constructor"] }] }), "`rules` is no list of template rules"],
  ])("a manifest that is %s", async (name, change, why) => {
    const call = await callCli(["prove", await withManifest(name, change)]);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(why) });
  });

  test.each<[string, (text: string) => string | undefined, string]>([
    ["missing", () => undefined, "is missing, and `manifest.json` lists it"],
    ["cut off", (text) => text.slice(0, -20), "it was cut off or changed"],
    ["cut off at a line", () => "", "it was cut off or changed"],
  ])("outcomes that are %s", async (name, change, why) => {
    const copy = await withManifest(`outcomes ${name}`, (manifest) => manifest);
    const changed = change(await readFile(join(out, "suricata/manifest.ndjson"), "utf8"));
    if (changed !== undefined) await writeFile(join(copy, "manifest.ndjson"), changed);
    expect(await callCli(["prove", copy])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(why) });
  });

  test("outcomes that are a link", async () => {
    const copy = await withManifest("linked outcomes", (manifest) => manifest);
    await symlink(join(out, "suricata/manifest.ndjson"), join(copy, "manifest.ndjson"));
    expect(await callCli(["prove", copy])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("links are not followed") });
  });

  test("a rule file that is a link", async () => {
    const copy = await withManifest("linked", (manifest) => manifest);
    await rename(join(copy, "sigwright.rules"), join(copy, "elsewhere"));
    await symlink("elsewhere", join(copy, "sigwright.rules"));
    expect(await callCli(["prove", copy])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("links are not followed") });
  });
});

describe("YARA rules", () => {
  test.each([
    ["digests without samples", [["File", "5d41402abc4b2a76b9719d911017c592"]], "", 1, "nothing is proven"],
    ["nothing", [["Address", "45.66.77.88"]], "", 0, "0  proven"],
    ["nothing but a rule that somebody has added", [["Address", "45.66.77.88"]], "rule by_hand { condition: false }\n", 1, "1 rule: by_hand"],
    ["names with a rule that somebody has added", [["Mutex", "EvilMutex7"]], "rule by_hand { condition: false }\n", 0, "1 rule: by_hand"],
  ] as const)("%s: exit code", async (_, values, added, exitCode, words) => {
    await using folder = await temporaryFolder();
    const out = await generate(folder.path, "yara", values.map(([type, value]) => `${JSON.stringify({ type, value, rating: 4, confidence: 80 })}\n`).join(""));
    await appendFile(join(out, "sigwright.yar"), added);
    expect(await callCli(["prove", out])).toMatchObject({ exitCode, stdout: expect.stringContaining(words), stderr: "" });
  });

  test("are proven with files, in the engine that comes along", async () => {
    await using folder = await temporaryFolder();
    const sample = join(folder.path, "hello.bin");
    await writeFile(sample, "hello");
    const values = [["Host", "c2.bad-corp.com"], ["Mutex", "Global\\EvilMutex7"], ["File", "5d41402abc4b2a76b9719d911017c592"]];
    const out = await generate(folder.path, "yara", values.map(([type, value]) => `${JSON.stringify({ type, value, rating: 4, confidence: 80 })}\n`).join(""));
    const path = join(out, "sigwright.yar");
    await writeFile(path, (await readFile(path, "utf8")).replace("Global\\\\EvilMutex7\" ascii", "Global\\\\EvilMutex7\" nocase ascii"));
    expect(read(await callCli(["prove", out, "--limit", "1", "--reporter", "json"]))).toMatchObject({
      engines: [{ remarks: ["1 of 3 signatures were shown, as `--limit` asks"] }],
      summary: { signatures: 1 },
    });
    const call = await callCli(["prove", out, "--sample", sample, "--reporter", "json", "--keep-pcaps", join(folder.path, "kept")]);
    const { signatures } = read(call);
    expect(signatures.map(({ rule, status }) => [rule, status])).toEqual([["file", "proven"], ["host", "proven"], ["mutex", "near-miss-fired"]]);
    expect(signatures[2]!.why).toContain("in other case");
    expect(call.exitCode).toBe(1);
    const kept = await filesIn(join(folder.path, "kept"));
    expect(Object.keys(kept).length).toBeGreaterThan(30);
    expect(kept["index.ndjson"]).toContain('"signatures":["mutex_Global_EvilMutex7_');
  }, 60_000);
});
