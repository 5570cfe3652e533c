import { existsSync } from "node:fs";
import { join } from "node:path";
import { SourceText } from "@sigwright/core";
import { type MendedFile, mendFile } from "@sigwright/review";
import { suricata, SURICATA_ADVICE, SURICATA_TARGETS } from "@sigwright/suricata";
import { describe, expect, test } from "vitest";
import { readCorpusRules } from "./corpus-rules.ts";

const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const isThere = folder !== "" && existsSync(join(folder, "suricata"));
if (!isThere) process.stderr.write("fixes are not tried on a corpus: SIGWRIGHT_CORPUS names no folder with a `suricata` part\n");

const profiles = new Set(SURICATA_ADVICE.flatMap(({ profile }) => profile ?? []));

async function mend(source: SourceText): Promise<MendedFile> {
  return await mendFile({ path: "a.rules", source, format: suricata, targets: SURICATA_TARGETS.slice(0, 1), options: { profiles } });
}

describe.skipIf(!isThere)("fixes of rules that the engine loads", () => {
  test("leave them rules that it loads, and nothing more to mend", async () => {
    const accepted = readCorpusRules(folder, "real").filter(({ answers, text }) => answers["7.0"].verdict === "accept" && /content.*;\s*http_[a-z_]+\s*;/.test(text));
    // Files that people publish have each sid once.
    const text = accepted.map(({ text: rule }, index) => rule.replace(/\bsid:\s*\d+/, `sid:${index + 1}`)).join("\n");
    const mended = await mend(SourceText.fromString(`${text}\n`));
    expect(mended.made).toBeGreaterThan(1000);
    expect(mended.unmade).toEqual([]);
    expect(mended.files[0]!.diagnostics.filter(({ diagnostic }) => diagnostic.rejects).map(({ diagnostic }) => diagnostic.message)).toEqual([]);
    expect(await mend(mended.source)).toMatchObject({ made: 0, unmade: [] });
  }, 180_000);
});
