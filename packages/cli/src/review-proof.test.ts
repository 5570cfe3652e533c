import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suricataForTests, yaraXForTests } from "@sigwright/engines/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { scratchRepository, type ScratchRepository } from "./testing/scratch-repository.ts";
import { NO_RESERVED_GUARDS } from "./testing/simulated-platform.ts";

const suricata = await suricataForTests();
const yaraX = await yaraXForTests();

interface ProofJson {
  readonly path: string;
  readonly engine: string | null;
  readonly changed: number;
  readonly proven: number;
  readonly notFired: number;
  readonly nearMissFired: number;
  readonly notProvable: number;
  readonly failed: readonly { readonly sid: number; readonly status: string }[];
  readonly remarks: readonly string[];
  readonly reason: string | null;
}

interface ReviewJson {
  readonly findings: readonly { readonly code: string; readonly path: string; readonly line: number; readonly sid: number | null; readonly message: string }[];
  readonly proofs: readonly ProofJson[] | null;
}

const host = (value: string): string => `${JSON.stringify({ type: "Host", value, rating: 4, confidence: 80 })}\n`;

async function generate(repository: ScratchRepository, feed: string, format = "suricata"): Promise<void> {
  const call = await callCli(["generate", "--source", "-", "--format", format, "--out", "out", "--sid-ledger", "sids.ledger", NO_RESERVED_GUARDS], { input: feed, cwd: repository.path });
  if (call.exitCode !== 0) throw new Error(call.stdout + call.stderr);
}

async function generated(feed: string, format?: string): Promise<ScratchRepository> {
  const repository = await scratchRepository({});
  repository.git("switch", "--quiet", "main");
  await generate(repository, feed, format);
  repository.git("add", ".");
  repository.git("commit", "--quiet", "-m", "generated");
  repository.git("branch", "--quiet", "--force", "branch");
  repository.git("switch", "--quiet", "branch");
  return repository;
}

async function review(repository: ScratchRepository, ...args: readonly string[]): Promise<CliCall> {
  return await callCli(["review", "--base", "main", "--engine", "require", ...args], { cwd: repository.path });
}

async function reviewed(repository: ScratchRepository): Promise<ReviewJson> {
  const call = await review(repository, "--reporter", "json");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are compared
  return JSON.parse(call.stdout || JSON.stringify(call)) as ReviewJson;
}

const RULES = "out/sigwright.rules";

async function change(repository: ScratchRepository, path: string, make: (text: string) => string): Promise<void> {
  const place = join(repository.path, path);
  await writeFile(place, make(await readFile(place, "utf8")));
}

describe.skipIf(suricata === undefined)("a change of generated rules", () => {
  let repository: ScratchRepository;
  beforeAll(async () => {
    repository = await generated(host("bad.example") + host("worse.example"));
  });
  afterAll(async () => await repository[Symbol.asyncDispose]());

  test("is proven as far as it goes: what the feed added", { timeout: 60_000 }, async () => {
    await generate(repository, host("bad.example") + host("worse.example") + host("worst.example"));
    const { findings, proofs } = await reviewed(repository);
    expect(findings).toEqual([]);
    expect(proofs).toMatchObject([{ path: RULES, engine: `Suricata ${suricata!.version}`, failed: [], notFired: 0, remarks: [], reason: null }]);
    expect(proofs![0]!.changed).toBeGreaterThan(1);
    expect(proofs![0]!.proven).toBe(proofs![0]!.changed);
    // A third of all: the other two hosts are as they were.
    const all = (await readFile(join(repository.path, RULES), "utf8")).match(/^alert/gm)!.length;
    expect(proofs![0]!.changed).toBe(all / 3);
    repository.git("checkout", "--quiet", ".");
  });

  test("that loosens and breaks rules is found out, at the rules' lines", { timeout: 60_000 }, async () => {
    await change(repository, RULES, (text) => text.replace(/(tls\.sni;.*?)bsize:11; ?/, "$1").replace(/(http\.host;.*?)content:"worse/, '$1content:"wurse'));
    const { findings, proofs } = await reviewed(repository);
    const lines = (await readFile(join(repository.path, RULES), "utf8")).split("\n");
    expect(findings.map(({ code }) => code).toSorted()).toEqual(["proof/near-miss-fired", "proof/not-fired"]);
    for (const { line, sid, path } of findings) expect([path, lines[line - 1]]).toEqual([RULES, expect.stringContaining(`sid:${sid};`)]);
    expect(proofs).toMatchObject([{ changed: 2, proven: 0, notFired: 1, nearMissFired: 1 }]);
    const comment = await review(repository);
    expect(comment.exitCode).toBe(1);
    expect(comment.stdout).toMatch(/❌ `Suricata 7\.\S+` proves 0 of 2 changed signatures of `out\/sigwright\.rules`; 1 did not fire, 1 fired on a near miss \(sid \d+, sid \d+\)\./);
    expect(comment.stdout).toContain("fired on TLS 1.3, a sub-domain");
    repository.git("checkout", "--quiet", ".");
  });

  test("to the manifest alone counts, and so does a rule that is taken out", { timeout: 60_000 }, async () => {
    await change(repository, "out/manifest.json", (text) => text.replaceAll('"value":"bad.example"', '"value":"other.example"'));
    await change(repository, RULES, (text) => text.replace(/^alert .*worse\.example.*\n/m, ""));
    const { findings, proofs } = await reviewed(repository);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["proof/no-rule", "proof/not-fired"]));
    expect(proofs![0]).toMatchObject({ proven: 0 });
    repository.git("checkout", "--quiet", ".");
  });

  test.each<readonly [string, (text: string) => string, string]>([
    ["a file elsewhere", (text) => text.replace('"sigwright.rules"', '"../../etc/passwd"'), "which is not beside it"],
    ["another engine's version", (text) => text.replace('"version": "7.0"', '"version": "8.0"').replaceAll('"value":"bad.', '"value":"other.'), "the rules are for `suricata@8.0`"],
  ])("a manifest that is not in order fails nothing, and that is told: %s", async (_, make, reason) => {
    await change(repository, "out/manifest.json", make);
    const { exitCode, stdout } = await review(repository);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("⚠️ Nothing of `out` is proven: ") as string]);
    expect(stdout).toContain(reason);
    repository.git("checkout", "--quiet", ".");
  });

  test("a link is no manifest; without an engine, or where something else changed, nothing is proven", async () => {
    await change(repository, RULES, (text) => text.replace("bsize:11", "bsize:12"));
    const call = await callCli(["review", "--base", "main", "--reporter", "json"], { cwd: repository.path });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are compared
    expect((JSON.parse(call.stdout) as ReviewJson).proofs).toBeNull();
    repository.git("checkout", "--quiet", ".");
    await change(repository, "sids.ledger", (text) => `${text}\n`);
    await repository.write({ "more/a.rules": 'alert http any any -> any any (msg:"m"; http.uri; content:"/evil"; sid:1; rev:1;)\n' });
    expect((await reviewed(repository)).proofs).toEqual([]);
    await symlink("../out/manifest.json", join(repository.path, "more/manifest.json"));
    expect((await reviewed(repository)).proofs).toMatchObject([{ path: "more", engine: null }]);
    await rm(join(repository.path, "more"), { recursive: true });
    repository.git("checkout", "--quiet", ".");
  });
});

describe.skipIf(suricata === undefined)("lists", () => {
  test("whose members changed are proven by members, out of the lists of the change", { timeout: 60_000 }, async () => {
    const feed = (from: number): string => Array.from({ length: 120 }, (_, i) => host(`host-${i + from}.bad.example`)).join("");
    await using repository = await generated(feed(0));
    await generate(repository, feed(1));
    const { proofs, findings } = await reviewed(repository);
    expect(findings).toEqual([]);
    expect(proofs).toMatchObject([{ failed: [], notProvable: 0 }]);
    expect(proofs![0]!.changed).toBeGreaterThan(0);
    expect(proofs![0]!.proven).toBe(proofs![0]!.changed);
  });
});

test.skipIf(yaraX === undefined)("YARA rules are proven, too", async () => {
  const mutex = (value: string): string => `${JSON.stringify({ type: "Mutex", value, rating: 4, confidence: 80 })}\n`;
  await using repository = await generated(mutex("Global\\one_of_them"), "yara");
  await generate(repository, mutex("Global\\one_of_them") + mutex("Global\\another_one"), "yara");
  const { proofs } = await reviewed(repository);
  expect(proofs).toMatchObject([{ path: "out/sigwright.yar", engine: expect.stringMatching(/^YARA-X/) as string, proven: 1, changed: 1 }]);
});
