import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";
import { scratchRepository, writeFiles } from "../testing/scratch-repository.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const rule = (sid: number, options = `flow:established; content:"evil${sid}";`, source = "any"): string => `alert tcp ${source} any -> any any (msg:"m"; ${options} sid:${sid}; rev:1;)\n`;

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly format: string;
    readonly target: string | null;
    readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly sid: number | null }[];
  }[];
}

/** Findings as `path target: severity code`, for files written into a folder of their own. */
async function findings(files: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<readonly string[]> {
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, files);
  const run = await callCli(["check", "--reporter", "json", ...args], { cwd: folder.path });
  const report = JSON.parse(run.stdout || JSON.stringify({ files: [{ path: run.stderr, target: null, diagnostics: [] }] })) as Report;
  return report.files.flatMap(({ path, target, diagnostics }) => [
    `${path} ${target}`,
    ...diagnostics.map(({ code, severity, sid }) => `  ${severity} ${code} ${sid}`),
  ]);
}

test("targets and formats by path, the later entry first; what is ignored", async () => {
  const configuration = `version: 1
targets: [suricata@8.0]
ignore: [vendor, '**/old-*']
files:
  - paths: [rules]
    targets: [suricata@7.0, suricata@8.0]
  - paths: ['rules/s3/*.rules']
    format: snort3
    targets: [snort@3]
`;
  const files = { "sigwright.yaml": configuration, "a.rules": rule(1), "rules/b.rules": rule(2), "rules/s3/c.rules": rule(3), "vendor/d.rules": "x", "rules/old-e.rules": "x" };
  const all = ["a.rules suricata@8.0", "rules/b.rules suricata@7.0", "rules/b.rules suricata@8.0", expect.stringMatching(/^rules\/s3\/c.rules snort@3/)];
  expect(await findings(files)).toEqual(all);
  expect(await findings(files, ["--target", "suricata@7.0", "a.rules", "rules/b.rules"])).toEqual(["a.rules suricata@7.0", "rules/b.rules suricata@7.0"]);
  // What is named is checked.
  expect((await findings(files, ["vendor/d.rules"]))[0]).toBe("vendor/d.rules suricata@8.0");
  expect(await findings({ ...files, "vendor/d.rules": rule(4) }, ["--no-config", "vendor"])).toEqual(["vendor/d.rules suricata@7.0"]);
});

test("profiles of advice by path, the later entry first; a flag takes their place", async () => {
  const configuration = "version: 1\nprofiles: [team]\nfiles:\n  - { paths: [lab], profiles: [] }\n  - { paths: [lab/new], profiles: [modern] }\n";
  const http = (sid: number): string => rule(sid, `flow:established; content:"evil${sid}"; http_uri; reference:url,a.example; metadata:a b;`).replace("tcp", "http");
  const files = { "sigwright.yaml": configuration, "a.rules": http(1), "lab/b.rules": http(2), "lab/new/c.rules": http(3) };
  const codes = (all: readonly string[]): readonly string[] => all.map((each) => each.replace(/ suricata@7.0$/, "").replace(/^ +\w+ suricata\//, ""));
  expect(codes(await findings(files))).toEqual(["a.rules", "no-classtype 1", "lab/b.rules", "lab/new/c.rules", "legacy-modifier 3"]);
  expect(codes(await findings(files, ["--profile", "modern"]))).toEqual(["a.rules", "legacy-modifier 1", "lab/b.rules", "legacy-modifier 2", "lab/new/c.rules", "legacy-modifier 3"]);
});

test("variables, classtypes and references are added to those of the engine's files, else to the stock ones", async () => {
  const options = 'flow:established; classtype:own-class; reference:own,1; content:"evil";';
  const added = "variables:\n  addresses: { RELAYS: '[192.0.2.0/24]' }\n  ports: { WEB: 80 }\nclasstypes: [own-class]\nreferences: [own]\n";
  const rules = rule(1, options, "$RELAYS").replace("-> any any", "-> $HOME_NET $WEB");
  expect(await findings({ "a.rules": rules, "sigwright.yaml": "version: 1\n" })).not.toHaveLength(1);
  expect(await findings({ "a.rules": rules, "sigwright.yaml": `version: 1\n${added}` })).toEqual(["a.rules suricata@7.0"]);
  const sensor = { "etc/suricata.yaml": "vars:\n  address-groups:\n    HOME_NET: any\n" };
  expect(await findings({ "a.rules": rules, ...sensor, "sigwright.yaml": `version: 1\nengine: { suricata-yaml: etc/suricata.yaml }\n${added}` })).toEqual(["a.rules suricata@7.0"]);
  expect(await findings({ "a.rules": rule(1, "", "$EXTERNAL_NET"), ...sensor, "sigwright.yaml": "version: 1\nengine: { suricata-yaml: etc/suricata.yaml }\n" })).toEqual([
    "a.rules suricata@7.0",
    "  error suricata/undefined-variable 1",
  ]);
});

test("severities by code, by kind and by path; what the engine refuses stays an error", async () => {
  const rules = { "a.rules": ` ${rule(1)}`, "lab/b.rules": ` ${rule(2)}${rule(3, "conten:x;")}` };
  const severity = (text: string): Record<string, string> => ({ ...rules, "sigwright.yaml": `version: 1\n${text}` });
  expect(await findings(severity("severity: { suricata/leading-blank: error }\n"))).toEqual([
    "a.rules suricata@7.0",
    "  error suricata/leading-blank 1",
    "lab/b.rules suricata@7.0",
    "  error suricata/leading-blank 2",
    "  error suricata/unknown-keyword 3",
  ]);
  expect(await findings(severity("severity: { suricata/leading-blank: error }\nfiles:\n  - paths: [lab]\n    severity: { 'suricata/*': off }\n"))).toEqual([
    "a.rules suricata@7.0",
    "  error suricata/leading-blank 1",
    "lab/b.rules suricata@7.0",
    "  error suricata/unknown-keyword 3",
  ]);
});

test("sids of teams", async () => {
  const configuration = "version: 1\nsids:\n  - { team: net, start: 1000000, end: 1000099, paths: [net] }\n";
  expect(await findings({ "sigwright.yaml": configuration, "net/a.rules": rule(1_000_000) + rule(2_024_001), "b.rules": rule(1_000_001) + rule(2_024_002) })).toEqual([
    "b.rules suricata@7.0",
    "  warning review/sid-outside-range 1000001",
    "net/a.rules suricata@7.0",
    "  warning review/sid-allocated 2024001",
  ]);
});

test("it is found from the paths up, and `--config` names another one", async () => {
  await using folder = await scratchRepository({ "sigwright.yaml": "version: 1\ntargets: [suricata@8.0]\n", "rules/x/a.rules": rule(1), "other.yaml": "version: 1\n" });
  const target = async (args: readonly string[], cwd = folder.path): Promise<unknown> => {
    const { stdout, stderr } = await callCli(["check", "--reporter", "json", ...args], { cwd });
    return stdout === "" ? stderr : (JSON.parse(stdout) as Report).files[0]?.target;
  };
  expect(await target(["rules"])).toBe("suricata@8.0");
  expect(await target(["a.rules"], join(folder.path, "rules/x"))).toBe("suricata@8.0");
  expect(await target(["rules/**/*.rules", "--config", "other.yaml"])).toBe("suricata@7.0");
  await using elsewhere = await temporaryFolder();
  await writeFiles(elsewhere.path, { "b.rules": rule(2) });
  expect(await target([join(elsewhere.path, "b.rules")])).toBe("suricata@7.0");
  expect(await target(["rules", elsewhere.path])).toContain("the paths have several configurations: `sigwright.yaml`, none");
  expect(await target(["--config", "no.yaml"])).toContain("there is no file `no.yaml` for --config");
});

test("mistakes are shown at their place, and nothing is checked", async () => {
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, { "sigwright.yaml": "version: 1\ntargts: [suricata@7.0]\nfiles:\n  - paths: [a]\n    format: suricatta\n", "a.rules": rule(1) });
  expect(await callCli(["check"], { cwd: folder.path })).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `sigwright.yaml:2:1: error: a configuration has no \`targts\` [configuration/unknown-key]
  |
2 | targts: [suricata@7.0]
  | ^^^^^^
  = expected: version, targets, profiles, ignore, files, engine, variables, classtypes, references, severity, sids, baseline
  = help: did you mean \`targets\`?

sigwright.yaml:5:13: error: \`files[0].format\` can't be \`suricatta\` [configuration/value]
  |
5 |     format: suricatta
  |             ^^^^^^^^^
  = expected: suricata, snort3, snort2, yara
  = help: did you mean \`suricata\`?

error: sigwright.yaml is not in order, so nothing was checked
  = help: mend it, or check without it: --no-config
`,
  });
});

describe("files that a configuration names", () => {
  test.each([
    ["out of its folder", "../suricata.yaml", "does not stay below the folder"],
    ["absolute", "/etc/passwd", "does not stay below the folder"],
    ["a link that leads out", "link", "leads out of the folder"],
    ["missing", "no.yaml", "is not there"],
  ])("%s", async (_, name, message) => {
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, { "a/sigwright.yaml": `version: 1\nengine:\n  suricata-yaml: ${name}\n`, "a/a.rules": rule(1), "suricata.yaml": "SECRET: [\n" });
    await symlink("../suricata.yaml", join(folder.path, "a/link"));
    const run = await callCli(["check", "a"], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain("3 |   suricata-yaml: ");
    expect(run.stderr).not.toContain("SECRET");
  });
});
