import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const NOW = "2026-11-24T00:00:00Z";

const INDICATORS = [
  { type: "Host", value: "cdn-update-check.net" },
  { type: "Address", value: "185.220.101.4" },
  { type: "CIDR", value: "185.220.102.0/24" },
  { type: "URL", value: "http://cdn-update-check.net/gate.php?id=2" },
  { type: "EmailAddress", value: "billing@cdn-update-check.net" },
  { type: "EmailSubject", value: 'Your "invoice"; overdue' },
  { type: "UserAgent", value: "UpdateCheck/1.0 (x; y)" },
].map((row) => JSON.stringify({ ...row, rating: 4, confidence: 90 }));

/** Signatures of one indicator of each type: Snort 3 sees them all, and so does Snort 2. */
const SIGNATURES = 2 + 2 + 4 + 2 + 2 + 1 + 1;

async function generated(folder: string, ...more: readonly string[]): Promise<Awaited<ReturnType<typeof callCli>>> {
  const source = join(folder, "indicators.ndjson");
  await writeFile(source, `${INDICATORS.join("\n")}\n`);
  return callCli(["generate", "--source", `file:${source}`, "--format", "snort3,snort2", "--name", "feed", "--out", join(folder, "out"), "--sid-ledger", join(folder, "sids.ledger"), "--now", NOW, ...more]);
}

describe("rules for Snort", () => {
  test("both rule sets are written, of which `check` knows what they are, and nothing is wrong", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    const call = await generated(folder);
    expect(call).toMatchObject({ exitCode: 0, stderr: "" });
    expect(Object.keys(await filesIn(join(folder, "out"))).toSorted()).toEqual(["snort2/feed.rules", "snort2/manifest.json", "snort2/manifest.ndjson", "snort3/feed.rules", "snort3/manifest.json", "snort3/manifest.ndjson"]);
    const checked = await callCli(["check", join(folder, "out"), "--reporter", "json"]);
    expect(checked.exitCode, checked.stdout).toBe(0);
    const report = JSON.parse(checked.stdout) as { readonly files: readonly { readonly format: string; readonly target: string; readonly rules: readonly { readonly sid: number; readonly verdict: string }[]; readonly diagnostics: readonly unknown[] }[] };
    expect(report.files.map(({ format, target, rules, diagnostics }) => ({ format, target, rules: rules.length, diagnostics }))).toEqual([
      { format: "snort2", target: "snort@2.9.20", rules: SIGNATURES, diagnostics: [] },
      { format: "snort3", target: "snort@3.12", rules: SIGNATURES, diagnostics: [] },
    ]);
    const sids = report.files.flatMap(({ rules }) => rules.map(({ sid }) => sid));
    expect(new Set(sids).size).toBe(2 * SIGNATURES);
    expect(report.files.every(({ rules }) => rules.every(({ verdict }) => verdict === "accept"))).toBe(true);
  });

  test("the same again gives the same, byte for byte", async () => {
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    await generated(folder);
    const before = await Promise.all(["snort2", "snort3"].map((format) => readFile(join(folder, "out", format, "feed.rules"), "utf8")));
    expect((await generated(folder)).exitCode).toBe(0);
    expect(await Promise.all(["snort2", "snort3"].map((format) => readFile(join(folder, "out", format, "feed.rules"), "utf8")))).toEqual(before);
  });
});

describe("telling rule languages apart", () => {
  const SNORT3 = 'alert http ( msg:"a"; http_uri; content:"/x"; sid:1; rev:1; )\n';

  async function check(text: string, ...more: readonly string[]): Promise<Awaited<ReturnType<typeof callCli>>> {
    await using temporary = await temporaryFolder();
    const path = join(temporary.path, "local.rules");
    await writeFile(path, text);
    return await callCli(["check", path, ...more]);
  }

  test.each([
    [SNORT3, "snort@3.12"],
    ['alert tcp any any -> any $HTTP_PORTS (msg:"a"; content:"/x"; http_uri; metadata:service http; sid:1; rev:1;)\n', "snort@2.9.20"],
    ['alert http any any -> any any (msg:"a"; http.uri; content:"/x"; sid:1; rev:1;)\n', "suricata@7.0"],
    ['# sigwright: format=snort2\nalert tcp any any -> any any (msg:"a"; content:"x"; sid:1; rev:1;)\n', "snort@2.9.20"],
  ])("%j is judged for %s", async (text, target) => {
    expect(await check(text)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(target) as string });
  });

  test("a file that pins another format than `--format` names is said to", async () => {
    const call = await check(`# sigwright: format=snort3\n${SNORT3}`, "--format", "suricata");
    expect(call.stderr).toMatch(/local\.rules` says `format=snort3` and is checked as suricata, as `--format` says/);
  });

  test("a pin that names no format is wrong usage, with what there is", async () => {
    const call = await check(`# sigwright: format=snort4\n${SNORT3}`);
    expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("local.rules` says `format=snort4`, and there is no format `snort4`") as string });
    expect(call.stderr).toContain("did you mean `snort");
  });

  test("keywords of the wrong dialect are named as such, with what to write", async () => {
    const call = await check('# sigwright: format=snort3\nalert tcp any any -> any any (msg:"a"; content:"x"; nocase; sid:1; rev:1;)\n');
    expect(call.exitCode).toBe(1);
    expect(call.stdout).toContain("`nocase` is an option keyword of Snort 2 and Suricata");
    const other = await check('# sigwright: format=snort2\nalert tcp any any -> any any (msg:"a"; http.uri; content:"x"; sid:1; rev:1;)\n');
    expect(other.stdout).toContain("`http.uri` is an option keyword of Suricata");
  });
});
