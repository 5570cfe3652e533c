import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RANSOMWARE_INCIDENT } from "@sigwright/threatconnect-simulator";
import { describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { NO_RESERVED_GUARDS, simulatedPlatform } from "./testing/simulated-platform.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const NOW = "2026-11-24T00:00:00Z";
const INDICATORS = [
  { type: "Host", value: "cdn-update-check.net", tags: ["APT28"], groups: ["Water works"], link: "https://platform.example/1" },
  { type: "URL", value: "https://cdn-update-check.net/gate.php?id=2" },
  { type: "EmailAddress", value: "billing@cdn-update-check.net" },
  { type: "EmailSubject", value: 'Your "invoice"; overdue' },
  { type: "UserAgent", value: "UpdateCheck/1.0 (x; y)" },
  { type: "Mutex", value: "Global\\{A1-evil}" },
  { type: "RegistryKey", value: "HKCU\\Software\\EvilRat" },
  { type: "File", value: "5e".repeat(32) },
  { type: "Address", value: "185.220.101.4" },
];
const FILES = Array.from({ length: 30 }, (_, index) => ({ type: "File", value: index.toString(16).padStart(64, "7") }));

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify({ ...row, rating: 4, confidence: 90 })}\n`).join("");
}

async function generated(folder: string, rows: readonly object[]): Promise<CliCall> {
  const source = join(folder, "indicators.ndjson");
  await writeFile(source, lines(rows));
  return callCli(["generate", "--source", `file:${source}`, "--format", "yara", "--name", "feed", "--out", join(folder, "out"), "--now", NOW, NO_RESERVED_GUARDS]);
}

describe("rules for YARA", () => {
  test("are written, each under a name of its own, and nothing is wrong with them", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    const call = await generated(folder, INDICATORS);
    expect(call).toMatchObject({ exitCode: 0, stderr: "" });
    expect(call.stdout).toContain("8  emitted");
    expect(call.stdout).toContain("1 × it is seen in traffic");
    expect(await callCli(["fmt", "--check", join(folder, "out")])).toMatchObject({ exitCode: 0 });
    // There are no sids to keep.
    expect(call.stdout).not.toContain("--sid-ledger");
    const text = await readFile(join(folder, "out/feed.yar"), "utf8");
    expect(text).toMatch(/^rule host_cdn_update_check_net_[0-9a-f]{20}: sigwright host APT28 \{\n {2}meta:\n {4}description += "Sigwright host cdn-update-check.net"\n {4}reference += "https:\/\/platform.example\/1"\n {4}group += "Water works"\n/m);
    for (const target of ["yara-x@1", "yara@4.2"]) {
      const checked = await callCli(["check", join(folder, "out"), "--target", target, "--reporter", "json", "--max-warnings", "0"]);
      expect(checked.exitCode, checked.stdout).toBe(0);
      const report = JSON.parse(checked.stdout) as { readonly files: readonly { readonly rules: readonly { readonly name: string }[]; readonly diagnostics: readonly unknown[] }[] };
      expect(report.files.map(({ rules, diagnostics }) => ({ rules: new Set(rules.map(({ name }) => name)).size, diagnostics }))).toEqual([{ rules: 8, diagnostics: [] }]);
    }
    const manifest = JSON.parse(await readFile(join(folder, "out/manifest.json"), "utf8")) as { readonly signatures: readonly { readonly name?: string; readonly sid: number | null; readonly approximate: string | null }[] };
    expect(manifest.signatures.every(({ name, sid }) => sid === null && text.includes(`rule ${name}: `))).toBe(true);
    expect(manifest.signatures.filter(({ approximate }) => approximate !== null)).toHaveLength(1);
  });

  test("are the same when they are made again, in whatever order the rows come", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    await generated(folder, [...INDICATORS, ...FILES]);
    const before = await filesIn(join(folder, "out"));
    await generated(folder, [...INDICATORS, ...FILES].toReversed());
    const after = await filesIn(join(folder, "out"));
    expect(after["feed.yar"]).toBe(before["feed.yar"]);
  });

  test("are appended to rules written by hand, once", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    const [source, hand] = [join(folder, "indicators.ndjson"), join(folder, "hand.yar")];
    await writeFile(source, lines(INDICATORS));
    await writeFile(hand, 'import "hash"\nrule mine { condition: hash.md5(0, filesize) == "" }\n');
    const append = (file: string): Promise<CliCall> =>
      callCli(["generate", "--source", `file:${source}`, "--format", "yara", "--name", "feed", "--append", file, "--out", join(folder, "out"), "--now", NOW, NO_RESERVED_GUARDS]);
    expect(await append(hand)).toMatchObject({ exitCode: 0 });
    const text = await readFile(join(folder, "out/feed.yar"), "utf8");
    expect(JSON.parse((await callCli(["check", "-", "--format", "yara", "--reporter", "json"], { input: text })).stdout)).toMatchObject({ summary: { rules: 9, errors: 0 } });
    // Without the line that says what made it, too.
    await writeFile(hand, text.replace(/^\/\/ Made by.*$/m, ""));
    expect(await append(hand)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("[generate/already-appended]") as string });
  });

  test("hold many files in one rule, whose name stays when a file comes or goes", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    const names: string[] = [];
    for (const rows of [FILES, FILES.slice(3)]) {
      // oxlint-disable-next-line no-await-in-loop -- one folder
      expect(await generated(folder, rows)).toMatchObject({ exitCode: 0 });
      // oxlint-disable-next-line no-await-in-loop
      const text = await readFile(join(folder, "out/feed.yar"), "utf8");
      names.push(...Array.from(text.matchAll(/^rule (\w+)/gm), ([, name]) => name!));
      expect(text.match(/hash\.sha256\(0, filesize\) == /g)).toHaveLength(rows.length);
      expect(text.match(/^import "hash"$/gm)).toHaveLength(1);
    }
    expect(names).toHaveLength(2);
    expect(names[0]).toBe(names[1]);
  });
});

test("an incident becomes a YARA signature of the platform, which a second run leaves alone", async () => {
  await using platform = await simulatedPlatform();
  const args = ["sync", `threatconnect:incident/${RANSOMWARE_INCIDENT}`, "--format", "yara", NO_RESERVED_GUARDS];
  const call = await platform.run(args);
  expect(call).toMatchObject({ exitCode: 0, stderr: "" });
  const [made] = platform.simulator.state.signatures.filter(({ xid }) => xid === `sigwright-${RANSOMWARE_INCIDENT}-yara`);
  expect(made?.fields).toMatchObject({ fileType: "YARA", fileName: `incident-${RANSOMWARE_INCIDENT}.yar` });
  const text = String(made?.fields["fileText"]);
  expect(text).toContain('$text = "Global\\\\CRYPTOR-7F3A" ascii wide fullword');
  expect(text).toContain("hash.sha256(0, filesize)");
  const checked = await callCli(["check", "-", "--format", "yara", "--reporter", "json"], { input: text });
  expect(JSON.parse(checked.stdout)).toMatchObject({ summary: { files: 1, errors: 0, warnings: 0 } });
  const { writes } = platform.simulator.state;
  expect(await platform.run(args)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("as it should be; nothing was written") as string });
  expect(platform.simulator.state.writes).toBe(writes);
});
