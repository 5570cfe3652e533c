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

const HOSTS = host("bad.example") + host("worse.example") + host("four.example");
/** So many that they stand in a list. */
const addresses = (from: number): string => Array.from({ length: 120 }, (_, index) => `${JSON.stringify({ type: "Address", value: `45.66.77.${from + index}`, rating: 4, confidence: 80 })}\n`).join("");

describe.skipIf(suricata === undefined)("a change of generated rules", () => {
  let repository: ScratchRepository;
  beforeAll(async () => {
    repository = await generated(HOSTS + addresses(1));
  });
  afterAll(async () => await repository[Symbol.asyncDispose]());

  // One review for all: an engine takes a second to start.
  test("is proven as far as it goes, and what is wrong is found out at the rules' lines", { timeout: 60_000 }, async () => {
    await generate(repository, HOSTS + host("worst.example") + addresses(2));
    await change(repository, RULES, (text) => {
      const without = text.replace(/^alert dns .*worse\.example.*\n/m, "");
      const changed = without.replace(/(tls\.sni;.*?)bsize:11; ?/, "$1").replace(/(http\.host;.*?)content:"worse/, '$1content:"wurse');
      return `${changed}alert http any any -> any any (msg:"by hand"; http.uri; content:"/evil"; sid:9; rev:1;)\n`;
    });
    await change(repository, "out/manifest.json", (text) => text.replaceAll('"value":"four.example"', '"value":"five.example"'));
    const text = await readFile(join(repository.path, RULES), "utf8");
    const lines = text.split("\n");
    const manifest = await readFile(join(repository.path, "out/manifest.json"), "utf8");
    const lists = manifest.match(/"kind": ?"list"/g)?.length ?? 0;
    const perHost = text.match(/^alert.*four\.example/gm)!.length;
    const { findings, proofs } = await reviewed(repository);
    const found = (code: string): ReviewJson["findings"] => findings.filter((finding) => finding.code === `proof/${code}`);
    const linesOf = (code: string): readonly (string | undefined)[] => found(code).map(({ line }) => lines[line - 1]);

    expect(Math.min(perHost - 1, lists)).toBeGreaterThan(0);
    expect(new Set(findings.map(({ path }) => path))).toEqual(new Set([RULES]));
    expect(linesOf("near-miss-fired")).toEqual([expect.stringMatching(/tls\.sni;.*bad\.example/)]);
    expect(found("near-miss-fired")[0]!.message).toContain("fired on TLS 1.3, a sub-domain");
    expect(new Set(linesOf("not-fired"))).toEqual(new Set(lines.filter((line) => /wurse|^alert.*four\.example/.test(line))));
    expect(found("no-rule")).toMatchObject([{ line: 1, message: expect.stringContaining("and there is no such rule here") as string }]);
    expect(findings).toHaveLength(perHost + 3);
    // What the feed added, and the list whose members changed, are as they should be; the rest is as it was, and is not shown.
    expect(proofs).toMatchObject([{ path: RULES, engine: `Suricata ${suricata!.version}`, changed: 2 * perHost + 3 + lists, proven: perHost + lists, notFired: perHost + 2, nearMissFired: 1, notProvable: 0, reason: null }]);
    expect(proofs![0]!.failed).toHaveLength(perHost + 3);
    expect(proofs![0]!.remarks).toEqual(["the manifest does not know `1:9`, so nothing says what it is for"]);
    repository.git("checkout", "--quiet", ".");
  });

  test.each<readonly [string, (text: string) => string, string]>([
    ["a file elsewhere", (text) => text.replace('"sigwright.rules"', '"../../etc/passwd"'), "which is not beside it"],
    ["another engine's version", (text) => text.replace('"version": "7.0"', '"version": "6.0"').replaceAll('"value":"bad.', '"value":"other.'), "the rules are for `suricata@6.0`"],
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
    await symlink("../out/manifest.json", join(repository.path, "more/manifest.json"));
    expect((await reviewed(repository)).proofs).toMatchObject([{ path: "more", engine: null }]);
    await rm(join(repository.path, "more"), { recursive: true });
    repository.git("checkout", "--quiet", ".");
  });
});

test.skipIf(yaraX === undefined)("YARA rules are proven, too", async () => {
  const mutex = (value: string): string => `${JSON.stringify({ type: "Mutex", value, rating: 4, confidence: 80 })}\n`;
  await using repository = await generated(mutex("Global\\one_of_them"), "yara");
  await generate(repository, mutex("Global\\one_of_them") + mutex("Global\\another_one"), "yara");
  const { proofs } = await reviewed(repository);
  expect(proofs).toMatchObject([{ path: "out/sigwright.yar", engine: expect.stringMatching(/^YARA-X/) as string, proven: 1, changed: 1 }]);
});
