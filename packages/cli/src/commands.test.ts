import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GUARDS } from "@sigwright/ruleset";
import { describe, expect, test } from "vitest";
import { diagnosticCatalogue } from "./diagnostic-catalogue.ts";
import { callCli } from "./testing/call-cli.ts";
import { runCli } from "./testing/run-cli.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const ROWS = [
  '{"type":"Host","value":"cdn-update-check.net","rating":4,"confidence":90}',
  '{"type":"Host","value":"img-update-check.net","rating":4,"confidence":90}',
  '{"type":"Address","value":"185.220.101.4","rating":5,"confidence":90}',
  '{"type":"URL","value":"http://cdn-update-check.net/gate.php?id=2","rating":5,"confidence":90}',
];
const NOW = "2026-05-01T00:00:00Z";

describe("sigwright", () => {
  test("--version prints the version", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
    expect(await runCli(["--version"], { cwd: "." })).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("alone prints help on standard error, exit code 2", async () => {
    const call = await callCli([]);
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    expect(call.stderr).toContain("Usage: sigwright");
  });

  test.each([[["--help"]], [["help"]], [["generate", "--help"]], [["help", "ledger"]], [["template", "check", "-h"]]])(
    "%j prints help on standard output",
    async (args) => {
      const call = await callCli(args);
      expect(call).toMatchObject({ exitCode: 0, stderr: "" });
      expect(call.stdout).toMatch(/^Usage: sigwright/);
      expect(call.stdout.split("\n").filter((line) => line.length > 110)).toEqual([]);
    },
  );

  test.each([
    [["genrate"], "unknown command `genrate`", "did you mean `generate`?"],
    [["template", "chek"], "unknown command `chek`", "did you mean `check`?"],
    [["formats", "--reprter", "json"], "unknown option `--reprter`", "did you mean `--reporter`?"],
    [["formats", "--reporter", "xml"], "option `--reporter <kind>` argument `xml` is invalid", "sigwright help"],
    [["generate", "--format", "suricata"], "required option `--source <spec>` not specified", "sigwright help"],
    [["generate", "--source", "x", "--format", "suricata"], "`--out` is missing", "--plan"],
    [["generate", "--source", "x", "--format", ",", "--out", "o"], "`--format` names no format", "suricata"],
    [["generate", "--source", "", "--format", "suricata", "--plan"], "`--source` is empty", "file:PATH"],
    [["generate", "--source", "https://x.net/f", "--format", "suricata", "--plan"], "an address on the web", "curl"],
    [["explain", "source/csv-column"], "there is no diagnostic `source/csv-column`", "did you mean `source/csv-columns`?"],
    [["explain", "zzz"], "there is no diagnostic `zzz`", "`sigwright explain` lists all"],
  ])("%j is wrong usage, told in words", async (args, message, help) => {
    const call = await callCli(args);
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    expect(call.stderr).toMatch(/^error: /);
    expect(call.stderr).toContain(message);
    expect(call.stderr).toContain(help);
  });

  test("uses colours on terminals only, and as asked", async () => {
    const isColored = async (args: string[], options: Parameters<typeof callCli>[1]): Promise<boolean> =>
      (await callCli(["formats", ...args], options)).stdout.includes("\u001B[");
    expect(await isColored([], {})).toBe(false);
    expect(await isColored([], { isTerminal: true })).toBe(true);
    expect(await isColored([], { isTerminal: true, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await isColored([], { isTerminal: true, env: { TERM: "dumb" } })).toBe(false);
    expect(await isColored(["--no-color"], { isTerminal: true })).toBe(false);
    expect(await isColored(["--color"], { env: { NO_COLOR: "1" } })).toBe(true);
    expect(await isColored([], { env: { FORCE_COLOR: "1" } })).toBe(true);
  });

  test("a reader that has seen enough is no failure", async () => {
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    const pipe = `"${process.execPath}" --conditions=@sigwright/source "${main}" explain | head -n 1`;
    const run = spawnSync("sh", ["-c", pipe], { encoding: "utf8" });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout.split("\n")).toHaveLength(2);
  });
});

// The device where nothing is ever left to write to.
test.skipIf(!existsSync("/dev/full"))("standard output that is full is told in one line, exit code 3", () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const run = spawnSync("sh", ["-c", `"${process.execPath}" --conditions=@sigwright/source "${main}" formats > /dev/full`], {
    encoding: "utf8",
  });
  expect(run).toMatchObject({ status: 3, stderr: "error: writing to standard output failed: no space is left on the disk\n" });
});

describe("sigwright formats", () => {
  test("lists ids, targets and what each can do", async () => {
    const call = await callCli(["formats"]);
    expect(call).toMatchObject({ exitCode: 0, stderr: "" });
    expect(call.stdout).toMatch(/suricata +Suricata +suricata@7.0, suricata@8.0 +\.rules +generate, parse, validate/);
  });

  test("as JSON", async () => {
    const call = await callCli(["formats", "--reporter", "json"]);
    expect(JSON.parse(call.stdout)).toMatchObject({
      version: 1,
      formats: [
        { id: "suricata", signatureType: "Suricata", extensions: [".rules"], targets: ["suricata@7.0", "suricata@8.0"] },
        { id: "snort3", signatureType: "Snort", extensions: [".rules"], targets: ["snort@3.12"] },
        { id: "snort2", signatureType: "Snort", extensions: [".rules"], targets: ["snort@2.9.20"] },
        { id: "yara", signatureType: "YARA" },
      ],
    });
  });
});

describe("sigwright explain", () => {
  test("lists every diagnostic, each once", async () => {
    const call = await callCli(["explain"]);
    const codes = call.stdout.trimEnd().split("\n").map((line) => line.split(" ")[0]);
    expect(codes).toEqual([...new Set(diagnosticCatalogue().map(({ code }) => code))]);
  });

  test.each(diagnosticCatalogue().map(({ code }) => [code]))("explains %s", async (code) => {
    const call = await callCli(["explain", code]);
    expect(call).toMatchObject({ exitCode: 0, stderr: "" });
    expect(call.stdout.startsWith(code)).toBe(true);
  });

  test("as JSON", async () => {
    const call = await callCli(["explain", "source/csv-columns", "--reporter", "json"]);
    expect(JSON.parse(call.stdout)).toMatchObject({ version: 1, diagnostics: [{ code: "source/csv-columns", severity: "error" }] });
  });

  test("knows the guards", async () => {
    const { stdout } = await callCli(["explain", "guards"]);
    for (const { id, summary } of GUARDS) {
      expect(stdout).toContain(id);
      expect(stdout.replaceAll(/\s+/g, " ")).toContain(summary);
    }
  });
});

describe("sigwright template", () => {
  test("show prints a template that check finds in order", async () => {
    const shown = await callCli(["template", "show"]);
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "my.yaml"), shown.stdout);
    const checked = await callCli(["template", "check", join(folder.path, "my.yaml")]);
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(checked.stdout).toMatch(/is in order: \d+ rules for suricata, \d+ rules for snort3, \d+ rules for snort2, \d+ rules for yara\n$/);
  });

  test("check points at a mistake, exit code 1", async () => {
    await using folder = await temporaryFolder();
    const { stdout } = await callCli(["template", "show"]);
    await writeFile(join(folder.path, "my.yaml"), stdout.replace("{{port}}", "{{prot}}"));
    const checked = await callCli(["template", "check", join(folder.path, "my.yaml")]);
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toMatch(/my\.yaml:\d+:\d+: error: .*prot/);
    const record = await callCli(["template", "check", join(folder.path, "my.yaml"), "--reporter", "json"]);
    expect(record.exitCode).toBe(1);
    expect(JSON.parse(record.stdout)).toMatchObject({ version: 1, diagnostics: [{ severity: "error" }] });
  });
});

describe("sigwright init", () => {
  test("writes what generate takes, and keeps what is there", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    const first = await callCli(["init", folder.path]);
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    await writeFile(at("allowlist.txt"), "cdn-update-check.net\n");
    const second = await callCli(["init", folder.path]);
    expect(second.stdout).toContain("was there already");
    expect(await readFile(at("allowlist.txt"), "utf8")).toBe("cdn-update-check.net\n");

    await writeFile(at("feed.ndjson"), ROWS.join("\n"));
    const generated = await callCli([
      "generate", "--source", at("feed.ndjson"), "--format", "suricata", "--out", at("rules"), "--template", at("template.yaml"),
      "--allowlist", at("allowlist.txt"), "--sid-ledger", at("sids.ledger"),
    ]);
    expect(generated).toMatchObject({ exitCode: 0, stderr: "" });
    expect(generated.stdout).toMatch(/2 {2}guarded/);
  });
});

describe("sigwright generate", () => {
  test("writes the same bytes whatever the order of the rows", async () => {
    const outputs = [];
    for (const rows of [ROWS, ROWS.toReversed()]) {
      await using folder = await temporaryFolder();
      const run = await runCli(
        ["generate", "--source", "-", "--format", "suricata", "--out", "out", "--sid-ledger", "sids.ledger", "--now", NOW, "--name", "feed"],
        { cwd: folder.path, input: rows.join("\n") },
      );
      expect(run).toMatchObject({ exitCode: 0, stderr: "" });
      outputs.push(await filesIn(folder.path));
    }
    expect(Object.keys(outputs[0]!).toSorted()).toEqual(["out/feed.rules", "out/manifest.json", "out/manifest.ndjson", "sids.ledger"]);
    expect(outputs[0]).toEqual(outputs[1]);
  });

  test("keeps sids through the ledger, and says what a run would change", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    const generate = (rows: readonly string[], ...more: string[]) =>
      callCli(
        ["generate", "--source", "-", "--format", "suricata", "--out", at("out"), "--sid-ledger", at("sids.ledger"), "--now", NOW, ...more],
        { input: rows.join("\n") },
      );
    expect(await generate(ROWS)).toMatchObject({ exitCode: 0 });
    const before = await filesIn(folder.path);
    const plan = await generate(ROWS.slice(1), "--plan");
    expect(plan.exitCode).toBe(0);
    expect(plan.stdout).toContain("Nothing was written.");
    expect(plan.stdout).toMatch(/- retired +host cdn-update-check\.net +sids .* +it is no longer in the source$/m);
    expect(await filesIn(folder.path)).toEqual(before);

    expect((await generate(ROWS.slice(1))).stdout).toMatch(/the sid ledger: \d retired\n/);
    expect((await generate(ROWS)).stdout).toMatch(/the sid ledger: \d returned\n/);
    // What was away comes back with its sid and a higher revision.
    const rules = Object.keys(before).find((path) => path.endsWith(".rules"))!;
    const after = (await filesIn(folder.path))[rules]!;
    expect(after).not.toBe(before[rules]);
    expect(after.replaceAll("rev:2;", "rev:1;")).toBe(before[rules]);
  });

  test("appends to a file that stays as it is", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    const mine = Buffer.from('# caf\u00e9\nalert tcp any any -> any any (msg:"mine"; sid:1;)', "latin1");
    await writeFile(at("mine.rules"), mine);
    const call = await callCli(
      ["generate", "--source", "-", "--format", "suricata", "--out", at("out"), "--append", at("mine.rules")],
      { input: ROWS.join("\n") },
    );
    expect(call).toMatchObject({ exitCode: 0, stderr: "" });
    const written = await readFile(at("out/sigwright.rules"));
    expect(written.subarray(0, mine.length).equals(mine)).toBe(true);
    expect(written.subarray(mine.length).toString("latin1")).toMatch(/^\n+# Made by sigwright/);
    expect(await readFile(at("mine.rules"))).toEqual(mine);
  });

  test("--quiet prints nothing when all is well", async () => {
    await using folder = await temporaryFolder();
    const call = await callCli(["generate", "--source", "-", "--format", "suricata", "--out", join(folder.path, "out"), "--quiet"], {
      input: ROWS.join("\n"),
    });
    expect(call).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("--quiet says all the same why the exit code is not 0", async () => {
    await using folder = await temporaryFolder();
    const call = await callCli(["generate", "--source", "-", "--format", "suricata", "--out", join(folder.path, "out"), "--quiet"], {
      input: `${ROWS.join("\n")}\n{\n`,
    });
    expect(call).toMatchObject({ exitCode: 1, stdout: "" });
    expect(call.stderr).toContain("error: ");
    expect(call.stderr.match(/\[source\/json-syntax\]/g)).toHaveLength(1);
  });

  test("what is odd about a filter that can be used is told", async () => {
    const call = await callCli(
      ["generate", "--source", "-", "--format", "suricata", "--plan", "--filter", 'typeName = "Hots"'],
      { input: ROWS.join("\n") },
    );
    expect(call.exitCode).toBe(0);
    expect(call.stdout).toContain("--filter:1:12: warning: ");
    expect(call.stdout).toContain("did you mean `Host`?");
  });

  test("what is odd about a template that can be used is told", async () => {
    await using folder = await temporaryFolder();
    const { stdout } = await callCli(["template", "show"]);
    const odd = stdout.replace("formats:\n", "formats:\n  snorrt: { rules: [{ id: a, observation: host, rule: x }] }\n");
    await writeFile(join(folder.path, "my.yaml"), odd);
    const call = await callCli(
      ["generate", "--source", "-", "--format", "suricata", "--plan", "--template", join(folder.path, "my.yaml")],
      { input: ROWS.join("\n") },
    );
    expect(call.exitCode).toBe(0);
    expect(call.stdout).toContain("warning: there is no format `snorrt`");
  });

  test("reads every kind of source", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "feeds"));
    const feeds = {
      "a.json": `[${ROWS.join(",")}]`,
      "b.csv": "type;value;rating;confidence\nHost;cdn-update-check.net;4;90\n",
      "c.txt": "cdn-update-check[.]net\n",
    };
    for (const [name, text] of Object.entries(feeds)) {
      await writeFile(join(folder.path, name), text);
      const call = await callCli(["generate", "--source", join(folder.path, name), "--format", "suricata", "--plan", "--reporter", "json", "--filter", "typeName in (\"Host\")"]);
      expect(call.exitCode).toBe(0);
      expect(JSON.parse(call.stdout)).toMatchObject({ status: "planned", rulesets: [{ counts: { malformed: 0 } }] });
    }
  });

  test("does not wait for a terminal to be typed at", async () => {
    const call = await callCli(["generate", "--source", "-", "--format", "suricata", "--plan"], { inputIsTerminal: true });
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    expect(call.stderr).toContain("standard input is a terminal");
  });
});
