import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { runCli } from "./testing/run-cli.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const GOOD = '{"type":"Host","value":"cdn-update-check.net","rating":4,"confidence":90}\n';

interface Outcome extends CliCall {
  /** What is in the working folder afterwards, `feed` left out. */
  readonly files: Readonly<Record<string, string>>;
}

/** Generates from a feed in a folder of its own. */
async function generate(
  feed: string | Uint8Array,
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "feed"), feed);
  await mkdir(join(folder.path, "locked"));
  for (const [path, content] of Object.entries(files)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await mkdir(join(folder.path, path, ".."), { recursive: true });
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    await writeFile(join(folder.path, path), content);
  }
  const run = await callCli(["generate", "--source", "file:feed", "--format", "suricata", "--out", "out", "--now", "2026-05-01T00:00:00Z", ...args], { cwd: folder.path });
  const { feed: _, ...rest } = await filesIn(folder.path);
  return { ...run, files: rest };
}

describe("a source that can't be read is exit code 3 and leaves nothing behind", () => {
  test.each([
    ["empty", "", "`feed` is empty", "check that it was written completely"],
    ["with comments only", "# none today\n", "`feed` holds no indicators", "right file"],
    ["a web page", "<!doctype html><title>404", "is a web page", "NDJSON"],
    ["cut off", `[${GOOD.trim()},`, "feed:1:76: the JSON document ends before it is closed", "cut off"],
  ])("%s", async (_, feed, message, help) => {
    const run = await generate(feed);
    expect(run).toMatchObject({ exitCode: 3, stdout: "", files: {} });
    expect(run.stderr).toContain(`error: `);
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain(help);
  });

  test("not there, with what was perhaps meant", async () => {
    const run = await generate(GOOD, ["--source", "file:fed"]);
    expect(run).toMatchObject({ exitCode: 3, files: {} });
    expect(run.stderr).toContain("there is no file `fed`");
    expect(run.stderr).toContain("did you mean `feed`?");
  });

  test("and as JSON the document says so", async () => {
    const run = await generate("", ["--reporter", "json"]);
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout)).toMatchObject({ version: 1, status: "failed", error: { message: "`feed` is empty" } });
  });

  test("and what was there before stays", async () => {
    const before = { "out/sigwright.rules": "# mine\n", "out/manifest.json": "{}\n", "sids.ledger": "" };
    const run = await generate(`[${GOOD.trim()},`, ["--sid-ledger", "sids.ledger"], before);
    expect(run).toMatchObject({ exitCode: 3, files: before });
  });
});

test("a pipe that holds something else is let go, whether it ends or not", async () => {
  await using folder = await temporaryFolder();
  const run = await runCli(["generate", "--source", "-", "--format", "suricata", "--out", "out"], {
    cwd: folder.path,
    whileRunning: async ({ write }) => write("<html>".repeat(20_000)),
  });
  expect(run).toMatchObject({ exitCode: 3, stdout: "" });
  expect(run.stderr).toContain("standard input is a web page");
  expect(await filesIn(folder.path)).toEqual({});
});

test("a ledger that is called like a file of the output is another file where it stands elsewhere", async () => {
  const run = await generate(GOOD, ["--sid-ledger", "manifest.json"]);
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  expect(run.files["manifest.json"]).toMatch(/^# sigwright sid ledger 1/);
  expect(JSON.parse(run.files["out/manifest.json"]!)).toMatchObject({ version: 1 });
});

test("rules may be called like the manifest", async () => {
  const run = await generate(GOOD, ["--name", "manifest"]);
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  expect(Object.keys(run.files).toSorted()).toEqual(["out/manifest.json", "out/manifest.ndjson", "out/manifest.rules"]);
});

test("nothing passes: said plainly, written all the same, exit code 0", async () => {
  const run = await generate(GOOD.replace('"rating":4', '"rating":1'));
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  expect(run.stdout).toContain("nothing is left to make rules of");
  expect(run.stdout).toContain("1 × rating >= 3");
  expect(Object.keys(run.files)).toEqual(expect.arrayContaining(["out/manifest.json", "out/manifest.ndjson", "out/sigwright.rules"]));
  expect(run.files["out/sigwright.rules"]).not.toContain("alert");
});

describe("malformed rows", () => {
  const feed = `${GOOD}{"type":"Host","value":"no host","rating":4,"confidence":90}\n{"type":"Host",\n${GOOD.replace("cdn", "img")}`;

  test("are shown at their place, counted, and cost no other row; exit code 1", async () => {
    const run = await generate(feed);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/4 {2}read\n/);
    expect(run.stdout).toMatch(/2 {2}emitted/);
    expect(run.stdout).toMatch(/2 {2}malformed/);
    expect(run.stdout).toContain("feed:2:24: error: ");
    expect(run.stdout).toContain("feed:3:16: error: ");
    const outcomes = run.files["out/manifest.ndjson"]!.trimEnd().split("\n").map((line) => JSON.parse(line) as { outcome: { status: string } });
    expect(outcomes.map(({ outcome }) => outcome.status).toSorted()).toEqual(["emitted", "emitted", "malformed", "malformed"]);
  });

  test("stand in the JSON document", async () => {
    const run = await generate(feed, ["--reporter", "json"]);
    expect(run).toMatchObject({ exitCode: 1, stderr: "" });
    expect(JSON.parse(run.stdout)).toMatchObject({
      version: 1,
      status: "generated",
      now: "2026-05-01T00:00:00Z",
      filter: "rating >= 3 and confidence >= 70",
      source: { spec: "file:feed", read: 4 },
      rulesets: [{ format: "suricata", target: { engine: "suricata", version: "7.0" }, counts: { read: 4, emitted: 2, malformed: 2 } }],
      diagnostics: [
        { path: "feed", severity: "error", line: 2, column: 24, code: "indicator/invalid-host" },
        { path: "feed", severity: "error", line: 3, column: 16, code: "source/json-syntax" },
      ],
      diagnosticCount: 2,
    });
  });

  test("are shown in part when there are many", async () => {
    const run = await generate(GOOD + "{\n".repeat(1000));
    expect(run.exitCode).toBe(1);
    expect(run.stdout.match(/source\/json-syntax/g)).toHaveLength(5);
    expect(run.stdout).toContain("… and 995 more");
  });
});

describe("hostile values", () => {
  const VALUES = [
    '"; sid:1; alert',
    "a;b\\c|41|d",
    "x\u0000y",
    "\u001B[31mred\u001B[0m\u001B]0;title\u0007",
    "gpj.\u202Eexe",
    "line\nbreak",
    "w".repeat(65_536),
    "{{sid}}",
    "$(id) `id`",
    "💥\uD800",
  ];
  const row = (type: string, value: string): string => `${JSON.stringify({ type, value, rating: 5, confidence: 100, tags: [value], source: value, owner: value, link: value })}\n`;
  const feed = VALUES.flatMap((value) => [
    row("URL", `http://cdn-update-check.net/${value}`),
    row("Host", value),
    row("UserAgent", value),
    row("Mutex", value),
    row(value, value),
  ]).join("");

  test("neither leave the rule they stand in nor reach the terminal", async () => {
    const run = await generate(feed);
    expect(run.stderr).toBe("");
    expect([0, 1]).toContain(run.exitCode);
    expect(run.stdout).toMatch(/50 {2}read\n/);
    // Line ends are all the control there is.
    expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    const rules = run.files["out/sigwright.rules"]!;
    expect(rules).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
    const manifest = JSON.parse(run.files["out/manifest.json"]!) as { signatures: { sid: number }[]; counts: Record<string, number> };
    const alerts = rules.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const sids = alerts.map((line) => Number(/ sid:([0-9]+); rev:[0-9]+;[)]$/.exec(line)?.[1]));
    expect(new Set(sids)).toEqual(new Set(manifest.signatures.map(({ sid }) => sid)));
    expect(sids).toHaveLength(manifest.signatures.length);
    const { read, ...ends } = manifest.counts;
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(read);
  });

  test("in names of files are shown harmless", async () => {
    const run = await generate(GOOD, ["--source", "file:\u001B[31mx"]);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain(String.raw`\x1b[31mx`);
    expect(run.stderr).not.toContain("\u001B");
  });
});

test("an unknown type is told with a suggestion and counted", async () => {
  const run = await generate(GOOD + GOOD.replace('"Host"', '"Hots"'));
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain("there is no type `Hots`");
  expect(run.stdout).toContain("did you mean `Host`?");
  expect(run.stdout).toMatch(/1 {2}unsupported/);
});

describe("configuration that is wrong is exit code 2, and nothing is written", () => {
  const template = (text: string): Record<string, string> => ({ "my.yaml": text });
  const rule = 'alert dns any any -> any any (msg:"{{mesage}}"; {{match}} sid:{{sid}}; rev:{{rev}};)';
  test.each<[string, string[], Record<string, string>, string[]]>([
    ["a template that is no YAML", ["--template", "my.yaml"], template("version: 1\nid: [my\n"), ["my.yaml:"]],
    ["a template with an unknown key", ["--template", "my.yaml"], template("version: 1\nid: my\nclastype: x\n"), ["my.yaml:3:1: error: ", "did you mean `classtype`?"]],
    [
      "a template with a mistake in a rule",
      ["--template", "my.yaml"],
      template(`version: 1\nid: my\nformats:\n  suricata:\n    rules:\n      - id: dns\n        observation: host\n        variant: dns\n        rule: '${rule}'\n`),
      ["my.yaml:9:", "{{mesage}}", "did you mean `{{message}}`?"],
    ],
    ["a template that is not there", ["--template", "none.yaml"], {}, ["there is no file `none.yaml` for the template"]],
    ["a filter with a mistake", ["--filter", 'rating >= "high"'], {}, ["--filter:1:11: error: ", "did you mean"]],
    ["a filter with an unknown field", ["--filter", "confidense > 3"], {}, ["--filter:1:1: error: ", "did you mean `confidence`?"]],
    ["an unknown format", ["--format", "surikata"], {}, ["there is no format `surikata`", "did you mean `suricata`?"]],
    ["an unknown target", ["--target", "suricata@9"], {}, ["suricata@9", "there are suricata@7.0, suricata@8.0"]],
    ["an unknown engine", ["--target", "suricat@7.0"], {}, ["there is no target `suricat@7.0`", "did you mean `suricata@7.0`?"]],
    ["an unknown guard", ["--guard", "-bening"], {}, ["there is no guard `bening`", "did you mean `benign`?"]],
    ["an allowlist with a mistake", ["--allowlist", "allow.txt"], { "allow.txt": "ok.net\n300.1.2.3/8\n" }, ["allow.txt:2:1: error: "]],
    ["a name that is a path", ["--name", "../x"], {}, ["`../x` can't be the name of the files"]],
    ["a time that is none", ["--now", "yesterday"], {}, ["`yesterday` is no time", "2026-05-01T10:00:00Z"]],
    ["a flag that does not exist", ["--fitler", "x"], {}, ["unknown option `--fitler`", "did you mean `--filter`?"]],
    ["a source on a platform that is not named", ["--source", "threatconnect:incident/1"], {}, ["TC_API_PATH"]],
    ["a folder as sid ledger", ["--sid-ledger", "locked"], {}, ["`locked`, given for the sid ledger, is a folder"]],
    ["a sid ledger that is a file of the output", ["--sid-ledger", "out/manifest.json"], {}, ["`out/manifest.json` is also a file of the output"]],
    ["changes of lists for an engine that takes none", ["--list-changes", "--format", "yara"], {}, ["`--list-changes` is for formats whose engine takes changes", "`suricata`"]],
    ["a file to append that is not there", ["--append", "none.rules"], {}, ["there is no file `none.rules` for --append"]],
  ])("%s", async (_, args, files, words) => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    await writeFile(at("feed"), GOOD);
    await mkdir(at("locked"));
    for (const [path, content] of Object.entries(files)) await writeFile(at(path), content);
    const placed = args.map((arg) => (/^(?:none|my|allow|locked|out)\b/.test(arg) ? at(arg) : arg));
    const before = await filesIn(folder.path);
    const call = await callCli(["generate", "--source", `file:${at("feed")}`, "--format", "suricata", "--out", at("out"), ...placed]);
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
    for (const word of words) expect(call.stderr.replaceAll(`${folder.path}/`, "")).toContain(word);
    expect(call.stderr).not.toMatch(/^ +at /m);
    expect(await filesIn(folder.path)).toEqual(before);
  });

  test("and as JSON the document says so", async () => {
    const call = await callCli(["generate", "--source", "feed", "--format", "suricata", "--plan", "--now", "x", "--reporter", "json"]);
    expect(call.exitCode).toBe(2);
    expect(JSON.parse(call.stdout)).toMatchObject({ version: 1, status: "failed", error: { message: "`x` is no time" }, diagnostics: [] });
  });
});

describe("a folder that can't be written to is exit code 3, and nothing is left behind", () => {
  test.each([
    ["below a file", ["--out", "feed/out"], "a part of the path is a file"],
    ["where none can be", ["--out", "/proc/sigwright"], "can't be written to"],
    ["that is a file", ["--out", "feed"], "can't be written to"],
    ["for the ledger", ["--sid-ledger", "feed/sids"], "a part of the path is a file"],
  ])("%s", async (_, args, message) => {
    const run = await generate(GOOD, args);
    expect(run).toMatchObject({ exitCode: 3, stdout: "", files: {} });
    expect(run.stderr).toContain(message);
  });

  test("also when a folder is in the way of one of the files", async () => {
    const before = { "out/manifest.json/x": "", "out/sigwright.rules": "# mine\n" };
    const run = await generate(GOOD, [], before);
    expect(run).toMatchObject({ exitCode: 3, stdout: "", files: before });
    expect(run.stderr).toContain("a folder is in the way");
  });
});

describe("a sid ledger with a merge conflict", () => {
  test("is exit code 1 until it is resolved; nothing is written before", async () => {
    await using folder = await temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    const run = (...args: string[]): Promise<CliCall> => callCli(args, { cwd: folder.path });
    const generateIn = (feed: string, ledger: string): Promise<CliCall> =>
      run("generate", "--source", feed, "--format", "suricata", "--out", "out", "--sid-ledger", ledger);
    await writeFile(at("ours.ndjson"), GOOD);
    await writeFile(at("theirs.ndjson"), GOOD.replace("cdn", "img"));
    expect(await generateIn("ours.ndjson", "ours.ledger")).toMatchObject({ exitCode: 0 });
    expect(await generateIn("theirs.ndjson", "theirs.ledger")).toMatchObject({ exitCode: 0 });
    const [title, ...ours] = (await readFile(at("ours.ledger"), "utf8")).trimEnd().split("\n");
    const [, ...theirs] = (await readFile(at("theirs.ledger"), "utf8")).trimEnd().split("\n");
    // Both branches gave their first signature the same sid.
    const sid = ours[0]!.split(" ")[0]!;
    theirs[0] = theirs[0]!.replace(/^\d+/, sid);
    const conflict = [title, "<<<<<<< ours", ...ours, "=======", ...theirs, ">>>>>>> theirs", ""].join("\n");
    await writeFile(at("sids.ledger"), conflict);
    const before = await filesIn(folder.path);

    const refused = await generateIn("ours.ndjson", "sids.ledger");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("sids.ledger:2:1: error: the sid ledger holds an unresolved merge conflict");
    expect(refused.stderr).toContain("sigwright ledger resolve");
    expect(await filesIn(folder.path)).toEqual(before);

    const tried = await run("ledger", "resolve", "--dry-run");
    expect(tried).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await filesIn(folder.path)).toEqual(before);

    const resolved = await run("ledger", "resolve");
    expect(resolved).toMatchObject({ exitCode: 0, stderr: "" });
    expect(resolved.stdout).toContain(sid);
    expect(resolved.stdout).toContain("1 with another sid");
    expect(await run("ledger", "resolve")).toMatchObject({ exitCode: 0, stdout: "✓ `sids.ledger` has no conflict\n" });
    expect(await generateIn("ours.ndjson", "sids.ledger")).toMatchObject({ exitCode: 0 });
  });

  test("that is no ledger at all is not touched", async () => {
    const files = { "sids.ledger": "hello\n" };
    const run = await generate(GOOD, ["--sid-ledger", "sids.ledger"], files);
    expect(run).toMatchObject({ exitCode: 1, stdout: "", files });
    expect(run.stderr).toContain("sids.ledger:1:1: error: ");
  });
});

test.each(["SIGINT", "SIGTERM"] as const)("a run that is ended by %s leaves nothing behind", async (signal) => {
  await using folder = await temporaryFolder();
  const run = await runCli(["generate", "--source", "-", "--format", "suricata", "--out", "out/deep"], {
    cwd: folder.path,
    async whileRunning({ write, kill }) {
      write(GOOD.repeat(2000));
      // The staging folder says that the run is under way.
      while (Object.keys(await filesIn(folder.path)).length === 0 && !(await isStaged(join(folder.path, "out/deep")))) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      kill(signal);
    },
  });
  expect(run.exitCode).toBe(signal === "SIGINT" ? 130 : 143);
  expect(await filesIn(folder.path)).toEqual({});
  expect(await isStaged(join(folder.path, "out/deep"))).toBe(false);
});

async function isStaged(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).some((name) => name.startsWith(".sigwright-"));
}
