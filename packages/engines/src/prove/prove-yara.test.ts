import { observe, type Observation } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { yaraForTests, yaraXForTests } from "../testing/yara-for-tests.ts";
import type { Proof } from "./proof-judge.ts";
import { planFiles, proveInYara } from "./prove-yara.ts";
import { indexSamples } from "./samples.ts";

const engines = [await yaraXForTests(), await yaraForTests()].filter((engine) => engine !== undefined);
/** As files are read. */
const FILE = Buffer.from("an evil file");
const SHA256_OF_FILE = "0b1f2bdf1897b919e4f97a1ddc2bbce572d86424bb6da3ddae98569c8c6ab3f6";

/** Rules, what they are for, and what must come of proving them. */
const RULES: readonly (readonly [name: string, body: string, type: string, value: string, status: Proof["status"], why?: string])[] = [
  ["right", 'strings: $a = "MsEvilMutex7" ascii wide fullword condition: $a', "Mutex", "MsEvilMutex7", "proven"],
  ["another", 'strings: $a = "MsGoodMutex7" ascii wide fullword condition: $a', "Mutex", "MsOtherMutex", "not-fired", "silent on text in UTF-8, alone"],
  ["too_wide", 'strings: $a = "EvilMutex8" ascii wide condition: $a', "Mutex", "EvilMutex8", "near-miss-fired", "letters in front: xEvilMutex8"],
  ["any_case", 'strings: $a = "EvilMutex9" ascii wide nocase fullword condition: $a', "Mutex", "EvilMutex9", "near-miss-fired", "in other case"],
  // What is shorter by its last letter is no near miss where that letter stands behind it.
  ["ends_in_quote", 'strings: $a = "EvilMutexB\\"" ascii wide fullword condition: $a', "Mutex", 'EvilMutexB"', "proven"],
  ["narrow_only", 'strings: $a = "EvilMutexA" ascii fullword condition: $a', "Mutex", "EvilMutexA", "proven"],
  ["file", `condition: hash.sha256(0, filesize) == "${SHA256_OF_FILE}"`, "File", SHA256_OF_FILE, "proven"],
  ["unknown_file", `condition: hash.sha256(0, filesize) == "${"0".repeat(64)}"`, "File", "0".repeat(64), "not-provable", "give the file as a sample"],
];

function observationsOf(type: string, value: string): readonly Observation[] {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations;
}

describe.each(engines)("a proof in $name $version", (engine) => {
  test("rules are proven, silent or too wide", async () => {
    const text = `import "hash"\n${RULES.map(([name, body]) => `rule ${name} { ${body} }\n`).join("")}`;
    const subjects = RULES.map(([name, , type, value]) => {
      const observations = observationsOf(type, value);
      return { id: name, observations, channels: observations[0]!.channels, oncePerPair: false };
    });
    const proofs = await proveInYara(new TextEncoder().encode(text), planFiles(subjects, indexSamples([FILE])), engine);
    expect(proofs.map(({ id, status, why, remarks }) => ({ id, status, why, remarks }))).toEqual(
      RULES.map(([id, , , , status, why]) => ({
        id,
        status,
        why: why === undefined ? undefined : expect.stringContaining(why),
        remarks: id === "narrow_only" ? ["silent on: text in UTF-16"] : [],
      })),
    );
  });
});
