import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import type { CliCall } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

type Row = Readonly<Record<string, unknown>>;

/** A folder in which rules are made, run after run. */
async function desk(more: readonly string[] = []) {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  return {
    at,
    run: (rows: readonly Row[], now: string, ...flags: readonly string[]): Promise<CliCall> =>
      callCli(
        ["generate", "--source", "-", "--format", "suricata", "--out", at("rules"), "--name", "feed", "--sid-ledger", at("sids.ledger"), "--now", now, ...more, ...flags],
        { input: rows.map((row) => `${JSON.stringify({ rating: 4, confidence: 90, ...row })}\n`).join("") },
      ),
    rules: (): Promise<string> => readFile(at("rules/feed.rules"), "utf8"),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const bad = { type: "Host", value: "bad-login.net" };
const worse = { type: "Host", value: "worse-login.net" };
const address = { type: "Address", value: "198.18.0.1" };

async function filesOf(path: string): Promise<Record<string, string>> {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const texts = files.filter((file) => file.isFile()).map(async (file) => [file.name, await readFile(join(file.parentPath, file.name), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}

test("a plan says what would be added, changed and retired, and why, and writes nothing", async () => {
  await using place = await desk();
  await place.run([bad, worse, { type: "Host", value: "gone.net" }], "2026-05-01");
  const before = await filesOf(place.at("."));
  const rows = [{ ...bad, expires: "2026-05-30" }, { ...worse, rating: 2 }, { type: "Host", value: "new-login.net" }];
  const planned = await place.run(rows, "2026-06-01", "--plan");
  expect(planned).toMatchObject({ exitCode: 0, stderr: "" });
  for (const words of [
    /^Signatures: 4 added, 12 retired\.$/m,
    /\+ added +host new-login\.net +sids \d+, \d+, \d+, \d+$/m,
    /- retired +host bad-login\.net +sids .* +it expired on 2026-05-30$/m,
    /- retired +host worse-login\.net +sids .* +rating is 2, and `rating >= 3` is asked for$/m,
    /- retired +host gone\.net +sids .* +it is no longer in the source$/m,
  ]) {
    expect(planned.stdout).toMatch(words);
  }
  expect(await filesOf(place.at("."))).toEqual(before);

  const record = JSON.parse((await place.run(rows, "2026-06-01", "--plan", "--reporter", "json")).stdout);
  expect(record).toMatchObject({ status: "planned", ledger: { unchanged: 0 } });
  expect(record.ledger.changes.filter(({ change }: { change: string }) => change === "retired").map(({ why }: { why: { cause: string } }) => why.cause).toSorted()).toEqual(
    ["absent", "expired", "filtered"].flatMap((cause) => [cause, cause, cause, cause]),
  );

  const done = await place.run(rows, "2026-06-01");
  expect(done).toMatchObject({ exitCode: 0 });
  const again = await place.run(rows, "2026-06-01", "--plan");
  expect(again.stdout).toContain("No signature would change: 4 unchanged.");
});

test("a retired rule is kept as a comment until its indicator is back, with its sid and a higher revision", async () => {
  await using place = await desk(["--retired", "comment"]);
  await place.run([bad, worse], "2026-05-01");
  const first = await place.rules();
  expect(first).not.toContain("# retired");

  const retired = await place.run([{ ...bad, active: false }, worse], "2026-06-01");
  expect(retired.stdout).toContain("the rules, and 4 retired ones as comments");
  const second = await place.rules();
  const comments = Array.from(second.matchAll(/^# retired 2026-06-01: sid (\d+), it was withdrawn: `active` is false\.\n# (alert .*)$/gm));
  expect(comments).toHaveLength(4);
  for (const [, sid, rule] of comments) {
    expect(rule).toContain(`sid:${sid};`);
    expect(first).toContain(`\n${rule}\n`);
  }
  const views = suricata.rules(suricata.parse(SourceText.fromString(second)).document);
  expect(views.map(({ enabled }) => enabled)).toEqual([true, true, true, true, false, false, false, false]);
  expect(suricata.parse(SourceText.fromString(second)).diagnostics).toEqual([]);

  await place.run([worse], "2026-07-01");
  expect(await place.rules()).toBe(second);

  await place.run([bad, worse], "2026-08-01");
  const back = await place.rules();
  expect(back).not.toContain("retired");
  expect(back).toBe(first.replaceAll(/(bad-login\.net.*)rev:1;/g, "$1rev:2;"));
});

test("a list is named as one, and what goes into it is told", async () => {
  await using place = await desk(["--guard", "off"]);
  const rows = Array.from({ length: 30 }, (_, n) => ({ type: "Address", value: `198.18.0.${n}` }));
  const planned = await place.run(rows, "2026-05-01", "--plan");
  expect(planned.stdout).toMatch(/Signatures: 1 added\.\n {2}\+ added {2}address list +sid \d+$/m);
  await place.run([address], "2026-05-01");
  const grown = await place.run(rows, "2026-05-01", "--plan");
  expect(grown.stdout).toMatch(/- retired +address 198\.18\.0\.1 +sid \d+ +it is in a list now$/m);
});

test("reasons are cut on a terminal only", async () => {
  await using place = await desk();
  const { stdout } = await place.run([bad, { type: "Mutex", value: "Global\\x1" }, { type: "URL", value: "https://bad-login.net/a" }], "2026-05-01", "--plan");
  expect(stdout).not.toContain("…");
  expect(stdout).toMatch(/1 × the request of an https URL is encrypted; .{30,}/);
});

test("retired rules can only be kept with a ledger, and that is told", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "bad.yaml");
  await writeFile(file, "version: 1\nid: mine\nextends: default\nlifecycle: { retired: comment }\n");
  const call = await callCli(["generate", "--source", "-", "--format", "suricata", "--template", file, "--plan"], { input: `${JSON.stringify({ ...bad, rating: 4, confidence: 90 })}\n` });
  expect(call.exitCode).toBe(0);
  expect(call.stdout).toContain("retired rules can't be kept as comments without a sid ledger");
});
