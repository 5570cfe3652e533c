import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { suricataForTests, TESTED_SERIES } from "@sigwright/engines/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TEMPLATES } from "./program.ts";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";
import type { TemporaryFolder } from "./testing/temporary-folder.ts";

const run = promisify(execFile);
const ENGINES = await Promise.all(TESTED_SERIES.map(async (series) => ({ series, engine: await suricataForTests(series) })));

const FEED = [
  ["Host", "bad-login.net"],
  ["Address", "45.10.20.30"],
  ["URL", "http://worse-login.net/a?b=1"],
  ["UserAgent", "EvilDownloader/1.0"],
  ["EmailAddress", "me@bad-login.net"],
].map(([type, value]) => `${JSON.stringify({ type, value, rating: 5, confidence: 95 })}\n`).join("");

interface Event {
  readonly event_type: string;
  readonly flow_id: number;
  readonly alert?: { readonly action: string };
  readonly flow?: { readonly action?: string };
}

describe.each(ENGINES)("the rules of the shipped templates, in Suricata $series", ({ series, engine }) => {
  let folder: TemporaryFolder;
  const at = (...path: readonly string[]): string => join(folder.path, ...path);
  beforeAll(async () => {
    folder = await temporaryFolder();
    if (engine === undefined) return;
    for (const template of TEMPLATES) {
      // oxlint-disable-next-line no-await-in-loop -- four
      const call = await callCli(["generate", "--source", "-", "--format", "suricata", "--target", `suricata@${series}`, "--template", template, "--name", "feed", "--out", at(template), "--now", "2026-05-01"], { input: FEED });
      if (call.exitCode !== 0) throw new Error(call.stdout + call.stderr);
    }
  }, 60_000);
  afterAll(async () => folder[Symbol.asyncDispose]());

  test.skipIf(engine === undefined)("load together, for their sids don't meet", { timeout: 60_000 }, async () => {
    const rules = await Promise.all(TEMPLATES.map((template) => readFile(at(template, "feed.rules"), "utf8")));
    await writeFile(at("all.rules"), rules.join("\n"));
    await mkdir(at("log"));
    const { stdout, stderr } = await run(engine!.path, ["-T", "-S", at("all.rules"), "-l", at("log")]);
    expect(`${stdout}${stderr}`).not.toMatch(/\b(?:E|W|Error|Warning): .*(?:detect|rule|signature)/);
  });

  test.skipIf(engine === undefined)("that block are proven like the others, and what they fire on is dropped whole", { timeout: 120_000 }, async () => {
    const proof = await callCli(["prove", at("blocking"), "--reporter", "json", "--keep-pcaps", at("kept")], { env: { ...process.env, SIGWRIGHT_SURICATA: engine!.path } });
    expect(proof).toMatchObject({ exitCode: 0 });
    const { signatures }: { signatures: readonly { status: string; observation: string }[] } = JSON.parse(proof.stdout);
    expect(signatures.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => "proven"));

    const pcap = (await readdir(at("kept"))).find((name) => name.endsWith(".pcap"))!;
    await mkdir(at("ips"));
    await run(engine!.path, ["--simulate-ips", "-k", "none", "-r", at("kept", pcap), "-S", at("blocking", "feed.rules"), "-l", at("ips")]);
    const events = (await readFile(at("ips", "eve.json"), "utf8")).trim().split("\n").map((line): Event => JSON.parse(line));
    const alerts = events.filter(({ event_type }) => event_type === "alert");
    expect(alerts.length).toBeGreaterThan(10);
    expect(new Set(alerts.map(({ alert }) => alert?.action))).toEqual(new Set(["blocked"]));
    const fired = new Set(alerts.map(({ flow_id }) => flow_id));
    const flows = events.filter(({ event_type, flow_id }) => event_type === "flow" && fired.has(flow_id));
    // Once a signature has fired on a flow it is silent, so the engine must have given up the flow.
    expect(flows.length).toBe(fired.size);
    expect(new Set(flows.map(({ flow }) => flow?.action))).toEqual(new Set(["drop"]));
  });
});
