import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { runCli } from "./testing/run-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const GOOD = 'alert dns any any -> any any (msg:"good"; dns.query; content:"bad.example"; sid:1000001; rev:1;)\n';
const BAD = 'alert dns any any -> any any (msg:"bad"; dns.querry; content:"bad.example"; sid:1000002; rev:1;)\n';
const NEW = 'alert tcp any any -> any any (msg:"new"; flow.pkts_toserver:>3; sid:1000003; rev:1;)\n';
const UNCLOSED = 'alert dns any any -> any any (msg:"odd"; dns.query; content:"bad.example"; sid:1000004; rev:1;\n';

interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly rejects: boolean;
  readonly sid: number | null;
}
interface JsonFile {
  readonly path: string;
  readonly target: string;
  readonly rules: readonly { readonly sid: number; readonly enabled: boolean; readonly verdict: string }[];
  readonly diagnostics: readonly JsonDiagnostic[];
}
interface JsonDocument {
  readonly version: number;
  readonly files: readonly JsonFile[];
  readonly summary: Readonly<Record<"files" | "rules" | "errors" | "warnings" | "elapsedMs", number>>;
}

/** Runs the check in a folder with these files. */
async function check(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[], input?: string): Promise<CliCall> {
  await using folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await mkdir(join(folder.path, dirname(path)), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await writeFile(join(folder.path, path), content);
  }
  return await callCli(["check", ...args], { cwd: folder.path, ...(input === undefined ? {} : { input }) });
}

async function checkJson(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[] = [], input?: string): Promise<JsonDocument> {
  return JSON.parse((await check(files, ["--reporter", "json", ...args], input)).stdout) as JsonDocument;
}

function paths({ files }: JsonDocument): string[] {
  return files.map(({ path }) => path);
}

test("the document for a small set of rules, exactly", async () => {
  const run = await check({ "local.rules": `# mine\n${GOOD}#${BAD}${BAD.replace("bad\"", "bäd 😀\"")}` }, ["--reporter", "json", "local.rules"]);
  expect(run).toMatchObject({ exitCode: 1, stderr: "" });
  const document = JSON.parse(run.stdout) as JsonDocument;
  expect(document).toEqual({
    version: 1,
    files: [
      {
        path: "local.rules",
        format: "suricata",
        target: "suricata@7.0",
        rules: [
          { line: 2, endLine: 2, enabled: true, gid: null, sid: 1000001, rev: 1, name: "good", verdict: "accept" },
          { line: 4, endLine: 4, enabled: true, gid: null, sid: 1000002, rev: 1, name: "bäd 😀", verdict: "reject" },
        ],
        diagnostics: [
          {
            code: "suricata/unknown-keyword",
            severity: "error",
            rejects: true,
            message: expect.stringContaining("`dns.querry`") as string,
            line: 4,
            column: 45,
            endLine: 4,
            endColumn: 55,
            offset: 249,
            endOffset: 259,
            help: "did you mean `dns.query`?",
            sid: 1000002,
          },
        ],
      },
    ],
    summary: { files: 1, rules: 2, errors: 1, warnings: 0, elapsedMs: expect.any(Number) as number },
  });
});

describe("exit codes", () => {
  test("0 when everything loads", async () => {
    const run = await check({ "a.rules": GOOD }, ["a.rules"]);
    expect(run).toMatchObject({ exitCode: 0, stdout: "✓ suricata@7.0 loads 1 rule in 1 file\n", stderr: "" });
  });

  test("1 when something is refused", async () => {
    const run = await check({ "a.rules": BAD }, ["a.rules"]);
    expect(run).toMatchObject({ exitCode: 1, stderr: "" });
    expect(run.stdout).toContain("a.rules:1:42: error: ");
    expect(run.stdout).toContain("^^^^^^^^^^");
  });

  test.each([
    ["0", 1],
    ["1", 0],
  ])("--max-warnings %s with one warning is %d", async (most, exitCode) => {
    const run = await check({ "a.rules": UNCLOSED }, ["--max-warnings", most, "a.rules"]);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr.includes("1 warning, more than the 0 that --max-warnings allows")).toBe(exitCode === 1);
  });

  test("3 when a file can't be read, and the others are reported", async () => {
    const run = await check({ "a.rules": BAD, "b.rules/c.rules": GOOD }, ["--reporter", "json", "missing.rules", "a.rules", "b.rules"]);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain("there is no file `missing.rules`");
    expect(paths(JSON.parse(run.stdout) as JsonDocument)).toEqual(["a.rules", "b.rules/c.rules"]);
  });

  test("2 when a file is of no known format, and the others are reported", async () => {
    const run = await check({ "a.rules": BAD, "notes.txt": "some prose\n" }, ["notes.txt", "a.rules"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("`notes.txt` is not checked");
    expect(run.stdout).toContain("a.rules:1:42: error");
  });

  test.each([
    [["--target", "suricata@6.0", "a.rules"], "the version of `suricata@6.0` is not known", "suricata@7.0, suricata@8.0"],
    [["--target", "suricatta@7.0", "a.rules"], "there is no target `suricatta@7.0`", "did you mean `suricata@7.0`? there are suricata@7.0, suricata@8.0"],
    [["--format", "suricat", "a.rules"], "there is no format `suricat`", "did you mean `suricata`?"],
    [["--max-warnings", "-1", "a.rules"], "`-1`, given for `--max-warnings`, is no number", "0 or more"],
    [["--engine", "maybe", "a.rules"], "`--engine <use>` argument `maybe` is invalid", ""],
    [["--files", "maybe", "a.rules"], "`--files <use>` argument `maybe` is invalid", ""],
    [["--classification", "nope", "a.rules"], "there is no file `nope` for --classification", ""],
  ])("2 for %j", async (args, message, help) => {
    const call = await callCli(["check", ...args]);
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    expect(call.stderr).toContain(message);
    expect(call.stderr).toContain(help);
  });

  test("2 when there is nothing to check", async () => {
    const run = await check({ "notes.txt": "" }, []);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain("there are no rule files in `.` (.rules");
    expect((await check({}, ["*.rules"])).stderr).toContain("no file matches `*.rules`");
  });
});

describe("what is checked", () => {
  const files = { "z.rules": GOOD, "a/b.rules": GOOD, "a/b/c.RULES": GOOD, "a/notes.txt": "", "a/.git/d.rules": GOOD, "node_modules/e.rules": GOOD };

  test("without a path, every rule file below the current folder, by path", async () => {
    expect(paths(await checkJson(files))).toEqual(["a/b.rules", "a/b/c.RULES", "z.rules"]);
  });

  test("a path is shown as it was given, and a file is checked once", async () => {
    expect(paths(await checkJson(files, ["./a/", "a/b.rules", "z.rules", "./z.rules"]))).toEqual(["./a/b.rules", "./a/b/c.RULES", "z.rules"]);
  });

  test("patterns that the shell left alone", async () => {
    expect(paths(await checkJson(files, ["**/*.rules"]))).toEqual(["a/b.rules", "z.rules"]);
    expect(paths(await checkJson({ "[a].rules": GOOD, "a.rules": GOOD }, ["[a].rules"]))).toEqual(["[a].rules"]);
  });

  test("a folder deeper than anybody makes it", async () => {
    const deep = `${"d/".repeat(400)}a.rules`;
    expect(paths(await checkJson({ [deep]: GOOD }, ["."]))).toEqual([deep]);
  });

  test("links to files inside of the folder, and no others", async () => {
    await using folder = await temporaryFolder();
    const rules = join(folder.path, "rules");
    await mkdir(rules);
    await writeFile(join(folder.path, "secret.rules"), BAD);
    await writeFile(join(rules, "a.rules"), GOOD);
    await writeFile(join(rules, "stored"), GOOD.replace("sid:", "sid:9"));
    await symlink("stored", join(rules, "inside.rules"));
    await symlink("a.rules", join(rules, "again.rules"));
    await symlink("../secret.rules", join(rules, "outside.rules"));
    await symlink("..", join(rules, "loop"));
    const run = await runCli(["check", "--reporter", "json", "rules"], { cwd: folder.path });
    expect(run.exitCode).toBe(0);
    expect(paths(JSON.parse(run.stdout) as JsonDocument)).toEqual(["rules/a.rules", "rules/inside.rules"]);
    expect(run.stderr).toContain("`rules/outside.rules` is a link to a file elsewhere");
    expect((await runCli(["check", "rules/outside.rules"], { cwd: folder.path })).exitCode).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be read is exit code 3", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "locked"));
    await chmod(join(folder.path, "locked"), 0);
    expect((await runCli(["check", "."], { cwd: folder.path })).exitCode).toBe(3);
  });

  test("standard input, whatever it holds", async () => {
    const document = await checkJson({}, ["-"], BAD);
    expect(document.files).toMatchObject([{ path: "-", rules: [{ sid: 1000002, verdict: "reject" }] }]);
    expect((await check({}, ["-"], BAD)).stdout).toContain("<stdin>:1:42: error: ");
    expect((await check({}, ["-"], "")).stdout).toBe("✓ no rules in 1 file\n");
    expect((await checkJson({}, ["-"], "alert tcp any any\n")).summary.errors).toBeGreaterThan(0);
  });

  test("a named pipe, as shells make them", async () => {
    await using folder = await temporaryFolder();
    const pipe = join(folder.path, "pipe");
    execFileSync("mkfifo", [pipe]);
    const [run] = await Promise.all([runCli(["check", "pipe"], { cwd: folder.path }), writeFile(pipe, BAD)]);
    expect(run.stdout).toContain("pipe:1:42: error: ");
  });

  test("standard input that is a terminal is wrong usage", async () => {
    const call = await callCli(["check", "-"], { inputIsTerminal: true });
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    expect(call.stderr).toContain("standard input is a terminal");
  });

  test("rules that stand commented out only with --include-disabled", async () => {
    const off = `#${BAD}# an alert for (some; prose)\n${GOOD}`;
    const [file] = (await checkJson({ "a.rules": off })).files;
    expect(file).toMatchObject({ rules: [{ sid: 1000001 }], diagnostics: [] });
    const [all] = (await checkJson({ "a.rules": off }, ["--include-disabled"])).files;
    expect(all!.rules).toMatchObject([
      { sid: 1000002, enabled: false, verdict: "reject" },
      { sid: 1000001, enabled: true, verdict: "accept" },
    ]);
  });
});

test("a rule that the engine leaves out in silence has the verdict skip, and a warning says why", async () => {
  const run = await check({ "a.rules": ` ${GOOD}` }, ["--reporter", "json"]);
  expect(run.exitCode).toBe(0);
  const [file] = (JSON.parse(run.stdout) as JsonDocument).files;
  expect(file).toMatchObject({ rules: [{ sid: 1000001, verdict: "skip" }], diagnostics: [{ code: "suricata/leading-blank", severity: "warning" }] });
});

test("a list that is not there is a warning, and refuses the rule when files are required", async () => {
  const list = 'alert dns any any -> any any (msg:"l"; dns.query; dataset:isset,names,type string,load names.lst; sid:1; rev:1;)\n';
  const missing = { rules: [{ verdict: "accept" }], diagnostics: [{ code: "suricata/missing-file", severity: "warning", rejects: false }] };
  expect((await checkJson({ "r/a.rules": list })).files[0]).toMatchObject(missing);
  const required = await check({ "r/a.rules": list }, ["--files", "require"]);
  expect(required.exitCode).toBe(1);
  expect(required.stdout).toContain("error: the file `names.lst` is not there");
  expect((await check({ "r/a.rules": list, "r/names.lst": "YQ==\n" }, ["--files", "require"])).exitCode).toBe(0);
  // A name that leads out of the folder is not looked for, there or not.
  const outside = list.replace("names.lst", "../names.lst");
  expect((await checkJson({ "r/a.rules": outside }, ["--files", "require"])).files[0]!.diagnostics).toEqual([]);
});

describe("targets", () => {
  test("a version stands for the newest known one that is not newer, and the document says which", async () => {
    const { files } = await checkJson({ "a.rules": GOOD }, ["--target", "suricata@8.0.99"]);
    expect(files.map(({ target }) => target)).toEqual(["suricata@8.0"]);
  });

  test("several: one entry for each in the document, one sentence about what differs for people", async () => {
    const targets = ["--target", "suricata@7.0.10", "--target", "suricata@8.0", "--target", "suricata@7.0"];
    const { files, summary } = await checkJson({ "a.rules": GOOD + NEW }, targets);
    expect(files.map(({ target, rules }) => [target, ...rules.map(({ verdict }) => verdict)])).toEqual([
      ["suricata@7.0", "accept", "reject"],
      ["suricata@8.0", "accept", "accept"],
    ]);
    expect(summary).toMatchObject({ files: 2, rules: 4, errors: 1 });
    const run = await check({ "a.rules": GOOD + NEW }, targets);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/≠ sid 1000003 in line 2 loads on suricata@8\.0, not on suricata@7\.0 because .*`flow\.pkts_toserver`/);
    expect(run.stdout).toContain("✗ suricata@7.0 refuses 1 of 2 rules in 1 file: 1 error\n✓ suricata@8.0 loads 2 rules in 1 file\n");
  });
});

describe("text and names that would play with a terminal", () => {
  test("are written as escapes, and the document still parses", async () => {
    const name = "a\u001B[2J\u202E.rules";
    const rule = BAD.replace('"bad"', '"\u001B[31m\u202Emoc.elpmaxe\u0007"');
    const run = await check({ [name]: rule }, []);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
    expect(run.stdout).toContain(String.raw`a\x1b[2J\u{202e}.rules`);
    const { files } = await checkJson({ [name]: rule });
    expect(files.map(({ path }) => path)).toEqual([name]);
    const unknown = await check({}, ["\u001B[2J\u202E.rules"]);
    expect(unknown.stderr).not.toMatch(/[\u001B\u202E]/);
  });

  test("bytes that are not UTF-8 keep their offsets", async () => {
    const { files } = await checkJson({ "a.rules": Buffer.from(BAD.replace('"bad"', '"b\u00E4d"'), "latin1") });
    expect(files[0]!.diagnostics).toMatchObject([
      { code: "suricata/not-unicode", column: 37, offset: 36 },
      { code: "suricata/unknown-keyword", column: 42, offset: 41 },
    ]);
  });
});

test("--quiet prints errors and nothing else, in colour when asked", async () => {
  expect(await check({ "a.rules": GOOD }, ["--quiet"])).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  const run = await check({ "a.rules": BAD + UNCLOSED }, ["--quiet", "--color"]);
  expect(run.stdout).toContain("\u001B[");
  expect(run.stdout).not.toContain("warning");
  expect(run.stdout).not.toContain("refuses");
});

describe("the engine's configuration files", () => {
  const own = 'alert tcp $OUR_HOSTS any -> any $OUR_PORTS (msg:"own"; classtype:ours; reference:wiki,x; sid:1; rev:1;)\n';
  const files = {
    "a.rules": own,
    "s.yaml": '%YAML 1.1\n---\nvars:\n  address-groups:\n    OUR_HOSTS: "[10.0.0.0/8]"\n  port-groups:\n    OUR_PORTS: 80\n',
    "c.config": "# ours\nconfig classification: ours,What we look for,1\n",
    "r.config": "config reference: wiki https://wiki.example/\n",
  };
  const flags = ["--suricata-yaml", "s.yaml", "--classification", "c.config", "--reference-config", "r.config"];

  test("say what rules may use", async () => {
    expect((await checkJson(files)).files[0]!.rules).toMatchObject([{ verdict: "reject" }]);
    expect((await checkJson(files, flags)).files[0]).toMatchObject({ rules: [{ verdict: "accept" }], diagnostics: [] });
  });

  test("take the place of the stock variables", async () => {
    const stock = own.replace("$OUR_HOSTS", "$HOME_NET");
    expect((await checkJson({ ...files, "a.rules": stock }, flags)).files[0]!.rules).toMatchObject([{ verdict: "reject" }]);
  });

  test.each([
    ["--suricata-yaml", "vars: [\n", "is no YAML"],
    ["--suricata-yaml", "a: b\n", "defines no variables"],
    ["--classification", "# nothing\n", "has no line `config classification: NAME,TEXT,PRIORITY`"],
    ["--reference-config", "config classification: a,b,1\n", "has no line `config reference: NAME PREFIX`"],
  ])("%s with %j is told, exit code 2", async (flag, text, message) => {
    const run = await check({ "x.conf": text, "a.rules": GOOD }, [flag, "x.conf", "a.rules"]);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(message);
  });
});

describe("rules that are loaded together", () => {
  const SETS = 'alert tcp any any -> any any (msg:"sets"; flowbits:set,known; flowbits:noalert; sid:1; rev:1;)\n';
  const ASKS = 'alert tcp any any -> any any (msg:"asks"; flowbits:isset,knwon; sid:2; rev:1;)\n';
  const codes = ({ files }: JsonDocument): string[] => files.flatMap(({ path, diagnostics }) => diagnostics.map(({ code, sid }) => `${path} ${sid} ${code}`));

  test("are looked at in a single file", async () => {
    const again = ASKS.replace("sid:2", "sid:3");
    expect(codes(await checkJson({ "a.rules": SETS + ASKS + again }))).toEqual([
      "a.rules 1 suricata/flow-bit-never-read",
      "a.rules 2 suricata/flow-bit-never-set",
      "a.rules 3 suricata/repeated-rule",
    ]);
  });

  test("are looked at across files, in the order they are loaded", async () => {
    const document = await checkJson({ "a.rules": SETS + ASKS.replace("knwon", "known"), "b.rules": SETS });
    expect(codes(document)).toEqual(["b.rules 1 suricata/duplicate-sid"]);
    expect(document.files.map(({ rules }) => rules.map(({ verdict }) => verdict))).toEqual([["accept", "accept"], ["reject"]]);
  });
});

test("files that suricata.yaml names elsewhere are told of", async () => {
  const yaml = "vars:\n  address-groups:\n    HOME_NET: any\ninclude: ../other.yaml\n";
  const run = await check({ "a.rules": GOOD, "suricata.yaml": yaml }, ["--suricata-yaml", "suricata.yaml", "a.rules"]);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stderr).toContain("note: `suricata.yaml` includes `../other.yaml`, which is outside of its folder and is not read");
});
