import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { snort3ForTests, suricataForTests, yaraXForTests } from "@sigwright/engines/testing";
import { checkFile, reviewMarkdown } from "@sigwright/review";
import { suricata as suricataFormat } from "@sigwright/suricata";
import { describe, expect, test } from "vitest";
import { createPolicy } from "./configuration/check-policy.ts";
import { FORMATS } from "./formats.ts";
import { askAboutChange } from "./review-load.ts";
import { type Reviewed, reviewSides, type SideFile } from "./review-sides.ts";
import { callCli } from "./testing/call-cli.ts";
import { scratchRepository } from "./testing/scratch-repository.ts";

const suricata = await suricataForTests();
const snort3 = await snort3ForTests();
const yaraX = await yaraXForTests();

const rule = (sid: number, detection: string): string => `alert http any any -> any any (msg:"rule ${sid}"; ${detection} sid:${sid}; rev:1;)\n`;
const GOOD = 'http.uri; content:"/evil";';
/** What the check refuses and the engine does, too. */
const BAD = 'http.urii; content:"/evil";';

async function review(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Promise<Reviewed> {
  const side = (files: Readonly<Record<string, string>>): readonly SideFile[] =>
    Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const policy = createPolicy({ configuration: undefined, folder: "/", targets: [], engineFiles: {}, remarks: [] });
  return await reviewSides(side(before), side(after), { formats: FORMATS.filter((format) => format.parse !== undefined), policy, engine: {} });
}

function headline({ report }: Reviewed): string {
  return reviewMarkdown({ ...report, base: "main" }).split("\n\n")[1]!;
}

describe.skipIf(suricata === undefined)("what Suricata makes of a change", () => {
  const name = `Suricata ${suricata?.version}`;

  test("is asked about what changed, on both sides, and about nothing else", async () => {
    const kept = rule(1, BAD);
    const reviewed = await review(
      { "a.rules": kept + rule(2, GOOD), "b.rules": kept },
      { "a.rules": kept + rule(2, BAD) + rule(3, GOOD), "b.rules": kept },
    );
    expect(reviewed.report.load).toMatchObject([{ engine: "Suricata", version: suricata!.version, before: { rules: 1, loaded: 1 }, after: { rules: 2, loaded: 1 }, disagreements: [] }]);
    expect(headline(reviewed)).toContain(`❌ \`${name}\` was asked and loads 1 of 2 changed rules (before: 1 of 1).`);
  });

  test("is not started for what only moved", async () => {
    const { report, failures } = await review({ "a.rules": rule(1, GOOD) }, { "b.rules": rule(1, GOOD) });
    expect([report.load, failures]).toEqual([[], []]);
  });

  test("differences from the check are listed, each with its place", async () => {
    const source = SourceText.fromString(rule(1, GOOD) + rule(2, BAD), { path: "a.rules" });
    // As if the check had found nothing.
    const files = checkFile("a.rules", source, suricataFormat, [suricata!.target]).map((file) => ({ ...file, diagnostics: [], rules: file.rules.map((each) => ({ ...each, verdict: "accept" as const })) }));
    const { after, load } = await askAboutChange([], files, { kept: new Set(), named: { before: new Map(), after: new Map() }, configuration: {} });
    expect(after[0]!.rules.map(({ verdict }) => verdict)).toEqual(["accept", "reject"]);
    expect(load(after)).toMatchObject([
      { before: { rules: 0, loaded: 0 }, after: { rules: 2, loaded: 1 }, disagreements: [{ path: "a.rules", finding: { sid: 2, located: { diagnostic: { code: "engine/disagreement-refused", rejects: true } } } }] },
    ]);
  });

  test("a list that is not there any more is a finding, and no difference", { timeout: 60_000 }, async () => {
    const list = 'dns.query; dataset:isset,names,type string,load names.lst;';
    await using repository = await scratchRepository({ "rules/a.rules": rule(1, list).replace("alert http", "alert dns"), "rules/names.lst": "YS5leGFtcGxl\n" });
    repository.git("rm", "--quiet", "rules/names.lst");
    await repository.write({ "rules/a.rules": rule(1, `${list} threshold:type limit,track by_src,count 1,seconds 60;`).replace("alert http", "alert dns") });
    const run = await callCli(["review", "--base", "main", "--engine", "require", "--reporter", "json"], { cwd: repository.path });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are compared
    const { findings, load } = JSON.parse(run.stdout) as { readonly findings: readonly { readonly code: string }[]; readonly load: unknown };
    expect([findings.map(({ code }) => code), load]).toEqual([
      ["suricata/missing-file"],
      [{ engine: "Suricata", version: suricata!.version, target: "suricata@7.0", before: { rules: 1, loaded: 1 }, after: { rules: 1, loaded: 0 }, disagreements: [] }],
    ]);
  });
});

describe.skipIf(suricata === undefined)("lists are those of their side", () => {
  const listed = (sid: number): string => rule(sid, `dns.query; dataset:isset,n${sid},type string,load lists/names.lst;`).replace("alert http", "alert dns");
  const [good, bad] = ["YS5leGFtcGxl\n", "no base64 !\n"];
  interface Load {
    readonly before: object;
    readonly after: object;
  }
  const load = async (path: string): Promise<readonly Load[]> => {
    const { stdout } = await callCli(["review", "--base", "main", "--engine", "require", "--reporter", "json"], { cwd: path });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are compared
    return (JSON.parse(stdout) as { readonly load: readonly Load[] }).load;
  };

  test("a list that only changed is asked about, and each side has its own", { timeout: 60_000 }, async () => {
    await using repository = await scratchRepository({ "rules/a.rules": listed(1) + rule(2, GOOD), "rules/lists/names.lst": good });
    await repository.write({ "rules/lists/names.lst": bad });
    expect(await load(repository.path)).toMatchObject([{ before: { rules: 1, loaded: 1 }, after: { rules: 1, loaded: 0 } }]);
    await repository.write({ "rules/lists/names.lst": good });
    expect(await load(repository.path)).toEqual([]);
  });

  test("one that the change adds is not there before, one that git ignores is; what a link leads to is nobody's", { timeout: 60_000 }, async () => {
    await using repository = await scratchRepository({ ".gitignore": "kept.lst\n", "a.rules": listed(1) + listed(3).replace("lists/names.lst", "kept.lst"), "kept.lst": good });
    await repository.write({ "lists/names.lst": good, "a.rules": (listed(1) + listed(3).replace("lists/names.lst", "kept.lst")).replaceAll("rev:1", "rev:2") });
    expect(await load(repository.path)).toMatchObject([{ before: { rules: 2, loaded: 1 }, after: { rules: 2, loaded: 2 } }]);
    await rm(join(repository.path, "lists/names.lst"));
    await symlink("../kept.lst", join(repository.path, "lists/names.lst"));
    expect(await load(repository.path)).toMatchObject([{ before: { rules: 2, loaded: 1 }, after: { rules: 1, loaded: 1 }, disagreements: [] }]);
  });
});

test.skipIf(yaraX === undefined)("YARA-X is asked about whole files that changed", async () => {
  const good = "rule a { condition: filesize > 1 }\n";
  const { report } = await review({ "a.yar": good, "b.yar": good }, { "a.yar": good + good.replace("rule a", "rule b"), "b.yar": good });
  expect(report.load).toMatchObject([{ engine: "YARA-X", before: { rules: 0, loaded: 0 }, after: { rules: 2, loaded: 2 } }]);
});

const SNORT3_RULE = 'alert http ( msg:"a"; http_uri; content:"/evil"; sid:1; )\n';

test("an engine that is not there is told, and only where there is something to ask", async () => {
  const asked = await review({}, { "a.rules": SNORT3_RULE });
  if (snort3 === undefined) expect([asked.report.load, asked.failures.map(({ message }) => message)]).toEqual([[], [expect.stringContaining("Snort 3") as string]]);
  expect((await review({ "a.rules": SNORT3_RULE }, { "a.rules": `${SNORT3_RULE}\n` })).failures).toEqual([]);
});

test.skipIf(snort3 === undefined)("Snort 3 is asked about what changed, and differences are findings", { timeout: 60_000 }, async () => {
  const { report } = await review({ "a.rules": SNORT3_RULE }, { "a.rules": SNORT3_RULE + SNORT3_RULE.replace("http_uri", "http_urii").replace("sid:1", "sid:2") + SNORT3_RULE.replace("sid:1", "sid:3") });
  expect(report.load).toMatchObject([{ engine: "Snort", version: snort3!.version, before: { rules: 0, loaded: 0 }, after: { rules: 2, loaded: 1 }, disagreements: [] }]);
});
