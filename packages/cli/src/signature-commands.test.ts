import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import type { CliCall, CliCallOptions } from "./testing/call-cli.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const RULES = `# two rules\r
alert dns any any -> any any (msg:"one"; dns.query; content:"bad.example"; nocase; sid:1000001; rev:1;)\r
# alert dns any any -> any any (msg:"off"; dns.query; content:"off.example"; sid:1000002; rev:1;)\r
`;
const UNNUMBERED = RULES.replaceAll(/sid:\d+/g, "sid:[INSERT SID HERE]");

interface Desk {
  readonly folder: string;
  readonly file: string;
  readonly run: (args: readonly string[], options?: CliCallOptions) => Promise<CliCall>;
  readonly json: (args: readonly string[]) => Promise<Record<string, never>>;
  readonly dispose: () => Promise<void>;
}

/** A folder with a rules file and a store. */
async function desk(text = RULES, name = "bad.rules"): Promise<Desk> {
  const temporary = await temporaryFolder();
  const file = join(temporary.path, name);
  await writeFile(file, text);
  const env = { SIGWRIGHT_STORE: `dir:${join(temporary.path, "signatures")}` };
  const run: Desk["run"] = (args, options) => callCli(["signature", ...args], { env, ...options });
  return {
    folder: temporary.path,
    file,
    run,
    json: async (args) => JSON.parse((await run([...args, "--reporter", "json"])).stdout) as Record<string, never>,
    dispose: async () => temporary[Symbol.asyncDispose](),
  };
}

/** Runs a test with a desk of its own. */
function atDesk(work: (at: Desk) => Promise<void>, text?: string, name?: string): () => Promise<void> {
  return async () => {
    const at = await desk(text, name);
    await work(at).finally(at.dispose);
  };
}

test(
  "a listing that is no terminal's has names whole",
  atDesk(async ({ file, run }) => {
    const name = `${"Ransomware ".repeat(8)}2`;
    await run(["import", file, "--yes", "--name", name]);
    expect((await run(["list"])).stdout).toContain(name);
    expect((await run(["list"], { isTerminal: true })).stdout).toMatch(/Ransomware Ransom\S*…/);
  }),
);

describe("what can't be listed", () => {
  test(
    "one broken signature is told, the others are listed and found, exit code 3",
    atDesk(async ({ folder, file, run, json }) => {
      await run(["import", file, "--yes", "--name", "good"]);
      await mkdir(join(folder, "signatures", "broken"));
      await writeFile(join(folder, "signatures", "broken", "signature.json"), "{");
      const listed = await run(["list"]);
      expect(listed.exitCode).toBe(3);
      expect(listed.stdout).toContain("good");
      expect(listed.stderr).toMatch(/^error: .*signature\.json:1:2: /);
      expect(await json(["list"])).toMatchObject({ signatures: [{ name: "good" }], unread: [{ message: expect.stringContaining("signature.json:1:2") }] });
      expect((await run(["show", "good"])).exitCode).toBe(0);
      expect(await run(["show", "other"])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("signature.json:1:2") });
    }),
  );

  test(
    "a folder that is not there is a slip when somebody named it",
    atDesk(async ({ folder, run }) => {
      const named = await run(["list", "--store", `dir:${folder}/nowhere`]);
      expect(named).toMatchObject({ exitCode: 3, stdout: "", stderr: expect.stringMatching(/^error: there is no folder `/) });
      for (const env of [{}, { SIGWRIGHT_STORE: `dir:${folder}/later` }]) {
        const usual = await run(["list"], { env });
        expect(usual).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^there is no folder `.*` yet; the first/) });
      }
    }),
  );

  test(
    "a failure is told as JSON, too, where JSON is asked for",
    atDesk(async ({ folder, run, json }) => {
      for (const args of [["list", "--store", `dir:${folder}/nowhere`], ["show", "nothing"], ["list", "--store", "nowhere"], ["update", "nothing", "none.rules", "--yes"]]) {
        expect(await json(args)).toMatchObject({ version: 1, status: "failed", error: { message: expect.stringMatching(/./), help: expect.stringMatching(/./) } });
        expect((await run(args)).stdout).toBe("");
      }
    }),
  );
});

describe("import", () => {
  test(
    "finds the type, counts the rules, stores attributes and associations",
    atDesk(async ({ file, json, run }) => {
      const imported = await json([
        "import",
        file,
        "--yes",
        "--name=Bad Incident",
        "--description=For the gateway",
        "--source=us",
        "--tag=a",
        "--tag=b",
        "--label=tlp amber",
        "--group=incident/54321",
        "--indicator=host=Bad[.]example",
      ]);
      expect(imported).toMatchObject({
        version: 1,
        status: "imported",
        preview: { format: "suricata", lineEnds: "CRLF", rules: { total: 2, enabled: 1, disabled: 1 }, diagnostics: [] },
        signature: {
          name: "Bad Incident",
          type: "Suricata",
          fileName: "bad.rules",
          attributes: [
            { type: "Description", value: "For the gateway", isDefault: true },
            { type: "Source", value: "us", isDefault: true },
          ],
          tags: ["a", "b"],
          labels: ["TLP:AMBER"],
          groups: [{ id: "54321", type: "Incident" }],
          indicators: [{ type: "Host", value: "bad.example" }],
        },
        sids: [],
      });
      const shown = await run(["show", "Bad Incident"]);
      expect(shown.stdout).toContain("2 rules, 1 of them disabled");
      expect(shown.stdout).toContain("Incident 54321");
    }),
  );

  test(
    "shows a preview and asks at a terminal",
    atDesk(async ({ file, run, json }) => {
      const no = await run(["import", file], { inputIsTerminal: true, input: "n\n" });
      expect(no).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("nothing was stored") });
      expect(no.stdout).toContain('(msg:"one"; dns.query; content:"bad.example"; nocase; sid:1000001; rev:1;)');
      expect(await json(["list"])).toMatchObject({ signatures: [] });
      const yes = await run(["import", file], { inputIsTerminal: true, input: "yes\n" });
      expect(yes).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Store it as "bad" of type Suricata') });
      expect(await json(["list"])).toMatchObject({ signatures: [{ name: "bad" }] });
    }),
  );

  test(
    "stores nothing when there is nobody to ask",
    atDesk(async ({ file, run, folder }) => {
      const call = await run(["import", file]);
      expect(call).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("give `--yes`") });
      expect(Object.keys(await filesIn(folder))).toEqual(["bad.rules"]);
    }),
  );

  test(
    "lets a type be chosen from the store's list when none can be told",
    atDesk(async ({ file, run, json }) => {
      const call = await run(["import", file, "--name", "query"], { inputIsTerminal: true, input: "5\ny\n" });
      expect(call).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("   5  KQL") });
      expect(await json(["show", "query"])).toMatchObject({ signature: { type: "KQL" }, preview: { format: null } });
      const silent = await run(["import", file, "--yes"]);
      expect(silent).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("give `--type`, one of Bro, ClamAV") });
    }, "DeviceNetworkEvents | where RemoteUrl has 'bad.example'\n", "query.txt"),
  );

  test(
    "takes a type in any case, and one the store does not list with a word",
    atDesk(async ({ file, json, run }) => {
      expect(await json(["import", file, "--yes", "--type", "suricata"])).toMatchObject({ signature: { type: "Suricata" } });
      const odd = await run(["import", file, "--yes", "--type", "Suricatta"]);
      expect(odd).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("is `Suricata` meant?") });
    }),
  );

  test(
    "gives sids in the place of placeholders: offered ones, or those that are wanted",
    atDesk(async ({ file, json, run }) => {
      const offered = await json(["import", file, "--yes"]);
      expect(offered).toMatchObject({ sids: [expect.any(Number), expect.any(Number)], preview: { diagnostics: [] } });
      expect(await json(["import", file, "--yes", "--sid", "7000001-7000009"])).toMatchObject({ sids: [7_000_001, 7_000_002] });
      const asked = await run(["import", file, "--name", "asked"], { inputIsTerminal: true, input: "8000001\ny\n" });
      expect(asked.stderr).toContain("2 rules with a placeholder for the sid");
      expect((await run(["download", "asked", "--out", "-"])).stdout).toContain("sid:8000002;");
      expect(await run(["import", file, "--yes", "--sid", "1-1"])).toMatchObject({ exitCode: 2 });
    }, UNNUMBERED),
  );

  test(
    "stores rules that the engine would refuse, and says so by its exit code",
    atDesk(async ({ file, run }) => {
      const call = await run(["import", file, "--yes"]);
      expect(call).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("suricata/unknown-keyword") });
      expect(call.stdout).toContain("Stored in dir:");
    }, 'alert tcp any any -> any any (msg:"x"; contnt:"y"; sid:1;)\n'),
  );

  test.each([
    ["an empty file", "", /is empty/],
    ["a file that is not UTF-8", Uint8Array.of(0x23, 0xff, 0x0a), /is not UTF-8, and a store could not give its bytes back/],
  ])("refuses %s", async (_, content, message) => {
    await atDesk(async ({ file, run }) => {
      await writeFile(file, content);
      expect(await run(["import", file, "--yes"])).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
    })();
  });

  test(
    "makes no second signature of an xid",
    atDesk(async ({ file, run }) => {
      expect(await run(["import", file, "--yes", "--xid", "one"])).toMatchObject({ exitCode: 0 });
      expect(await run(["import", file, "--yes", "--xid", "one"])).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining("a signature of the xid `one` already"),
      });
    }),
  );

  test.each([
    [["--group", "incidnt/5"], /did you mean `incident\/5`\?/],
    [["--group", "incident/x"], /names no group/],
    [["--indicator", "domain=bad.example"], /did you mean `Host`\?/],
    [["--indicator", "bad.example"], /names no indicator/],
    [["--indicator", "Address=bad.example"], /bad\.example/],
    [["--attribute", "Description"], /is no attribute/],
    [["--store", "nowhere"], /is no store/],
    [["--store", "dir:"], /is no store/],
    [["--store", "threatconnect:"], /TC_API_PATH/],
  ])("%j is refused before anything is stored", async (flags, message) => {
    await atDesk(async ({ file, run, folder }) => {
      expect(await run(["import", file, "--yes", ...flags])).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
      expect(Object.keys(await filesIn(folder))).toEqual(["bad.rules"]);
    })();
  });
});

test(
  "preview shows what an import would, and stores nothing",
  atDesk(async ({ file, run, json, folder }) => {
    expect(await json(["preview", file])).toMatchObject({ type: "Suricata", placeholders: 2, preview: { rules: { total: 2 }, diagnostics: [] } });
    expect((await run(["preview", "-"], { input: RULES })).stdout).toContain("2 rules, 1 of them disabled");
    expect(Object.keys(await filesIn(folder))).toEqual(["bad.rules"]);
  }, UNNUMBERED),
);

describe("download", () => {
  test(
    "gives the bytes that were imported, in a file or on standard output",
    atDesk(async ({ file, run, folder }) => {
      await run(["import", file, "--yes", "--xid", "one"]);
      const out = `${folder}/out/`;
      expect(await run(["download", "one", "--out", out])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("bad.rules") });
      expect(await readFile(join(out, "bad.rules"), "utf8")).toBe(RULES);
      expect(await run(["download", "one", "--out", join(folder, "named.rules")])).toMatchObject({ exitCode: 0 });
      expect(await readFile(join(folder, "named.rules"), "utf8")).toBe(RULES);
      expect((await run(["download", "one", "--out", "-"])).stdout).toBe(RULES);
    }),
  );

  test(
    "replaces no file unless it is told to",
    atDesk(async ({ file, run, folder }) => {
      await run(["import", file, "--yes", "--xid", "one"]);
      const out = join(folder, "mine.rules");
      await writeFile(out, "mine");
      expect(await run(["download", "one", "--out", out])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("is there already") });
      expect(await readFile(out, "utf8")).toBe("mine");
      expect(await run(["download", "one", "--out", out, "--force"])).toMatchObject({ exitCode: 0 });
      expect(await readFile(out, "utf8")).toBe(RULES);
    }),
  );

  test.each(["../../escaped.rules", "/etc/cron.d/escaped.rules", "..\\..\\escaped.rules", "\u001B[31mescaped.rules"])(
    "a file name of %j stays in its folder",
    async (fileName) => {
      await atDesk(async ({ file, run, folder }) => {
        await run(["import", file, "--yes", "--xid", "one", "--file-name", fileName]);
        const out = join(folder, "a", "b", "c");
        await mkdir(out, { recursive: true });
        expect(await run(["download", "one", "--out", out])).toMatchObject({ exitCode: 0 });
        const [written, ...more] = Object.keys(await filesIn(out));
        expect(written).toMatch(/escaped\.rules$/);
        expect(more).toEqual([]);
      })();
    },
  );
});

describe("update", () => {
  test(
    "replaces the rules and says what is different",
    atDesk(async ({ file, json, run }) => {
      await run(["import", file, "--yes", "--xid", "one"]);
      await writeFile(file, RULES.replace("bad.example", "worse.example"));
      expect(await json(["update", "one", file, "--yes"])).toMatchObject({ status: "updated", changes: { added: 1, removed: 1, kept: 1 } });
      expect(await json(["update", "one", file, "--yes"])).toMatchObject({ status: "unchanged" });
      expect(await json(["update", "one", "--name", "Anew", "--yes"])).toMatchObject({ status: "updated", signature: { name: "Anew" } });
      expect(await run(["update", "one", "--name", "Other"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("nobody can be asked") });
      expect(await run(["update", "one"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("nothing is said of what to change") });
    }),
  );
});

test(
  "associations, tags, labels and attributes come and go",
  atDesk(async ({ file, json, run }) => {
    await run(["import", file, "--yes", "--xid", "one"]);
    const steps: readonly (readonly [readonly string[], object])[] = [
      [["associate", "one", "--group", "incident/5", "--indicator", "Address=203.0.113.7"], { groups: [{ id: "5" }], indicators: [{ value: "203.0.113.7" }] }],
      [["dissociate", "one", "--group", "5"], { groups: [], indicators: [{ value: "203.0.113.7" }] }],
      [["dissociate", "one", "--indicator", "Address=203.0.113.7"], { indicators: [] }],
      [["tag", "one", "a", "b"], { tags: ["a", "b"] }],
      [["tag", "one", "a", "--remove"], { tags: ["b"] }],
      [["label", "one", "tlp:green"], { labels: ["TLP:GREEN"] }],
      [["label", "one", "TLP green", "--remove"], { labels: [] }],
      [["attribute", "one", "Description=x=y", "--default"], { attributes: [{ type: "Description", value: "x=y", isDefault: true }] }],
      [["attribute", "one", "Description=z", "--replace"], { attributes: [{ type: "Description", value: "z" }] }],
      [["attribute", "one", "Description=z", "--remove"], { attributes: [] }],
    ];
    for (const [args, expected] of steps) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      expect(await json(args), args.join(" ")).toMatchObject({ signature: expected });
    }
    expect(await run(["associate", "one"])).toMatchObject({ exitCode: 2 });
  }),
);

test(
  "a signature is found by identifier, xid, name, and the beginning of an identifier; never by guessing",
  atDesk(async ({ file, json, run }) => {
    await run(["import", file, "--yes", "--xid", "one", "--name", "Same"]);
    const second = await json(["import", file, "--yes", "--name", "Same"]);
    const { id } = second["signature"]! as { id: string };
    for (const key of ["one", id, "one-"]) expect(await run(["show", key])).toMatchObject({ exitCode: 0 });
    expect(await run(["show", "Same"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("can be any of 2 signatures") });
    expect(await run(["show", "nothing"])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no signature `nothing`") });
  }),
);

test(
  "nothing that a signature is called reaches the terminal that it would obey",
  atDesk(async ({ file, run }) => {
    const evil = "\u001B[2Jevil\u202E";
    await run(["import", file, "--yes", "--xid", "one", "--name", evil, "--file-name", evil, "--tag", evil, "--attribute", `Description=${evil}`]);
    for (const args of [["list"], ["show", "one"]]) {
      // oxlint-disable-next-line no-await-in-loop -- one call after the other
      const { stdout } = await run(args);
      expect(stdout).not.toMatch(/[\u001B\u202E]/);
      expect(stdout).toContain(String.raw`\x1b[2Jevil\u{202e}`);
    }
  }, `# \u001B[2J\n${RULES}`),
);
