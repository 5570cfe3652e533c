import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parseRules } from "./parse.ts";

/** What the engine did with a small file: how many rules it loaded and how many it refused. */
interface Fact {
  readonly fact: string;
  readonly text: string;
  readonly loaded: number;
  readonly failed: number;
}

const run = promisify(execFile);
const fixture = JSON.parse(readFileSync(new URL("../fixtures/lexical-suricata-7.0.10.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly facts: readonly Fact[];
};
const installed = await suricataVersion();

// What the engine refuses for reasons that are no matter of syntax.
const NOT_SYNTAX = new Set(["a semicolon begins no comment", "an empty line ends a joined rule"]);

describe("what Suricata 7.0.10 does with text", () => {
  test.each(fixture.facts)("$fact", ({ fact, text, loaded, failed }) => {
    if (NOT_SYNTAX.has(fact)) return;
    const rules = [...parseRules(SourceText.fromString(text), "suricata").rules];
    const judged = rules.filter((rule) => rule.enabled && rule.skipped === undefined);
    const refused = judged.filter((rule) => rule.diagnostics.some(({ rejects }) => rejects));
    // The engine counts its failures only when something was loaded.
    expect({ loaded: judged.length - refused.length, failed: refused.length > 0 }).toEqual({ loaded, failed: failed > 0 });
  });

  test.skipIf(installed === undefined)("is what the installed engine does", { timeout: 120_000 }, async () => {
    if (installed !== fixture.version) return;
    for (const { fact, text, loaded, failed } of fixture.facts) {
      expect({ fact, ...(await loadedBySuricata(text)) }).toEqual({ fact, loaded, failed: failed > 0 });
    }
  });
});

async function loadedBySuricata(text: string): Promise<{ loaded: number; failed: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), "sigwright-facts-"));
  try {
    const path = join(folder, "fact.rules");
    writeFileSync(path, text);
    const result = await run("suricata", ["-T", "-v", "-S", path, "-l", folder]).catch((error: unknown) => error as { stdout: string; stderr: string });
    const said = `${result.stdout}${result.stderr}`;
    const counts = /(\d+) rules successfully loaded, (\d+) rules failed/.exec(said);
    return { loaded: Number(counts?.[1] ?? 0), failed: "code" in result };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function suricataVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run("suricata", ["-V"]);
    return /version (\S+)/.exec(stdout)?.[1];
  } catch (error) {
    if (process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw error;
    process.stderr.write("rule-language: tests against Suricata skipped, it is not installed\n");
    return undefined;
  }
}
