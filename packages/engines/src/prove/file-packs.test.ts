import { observe } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { packFiles } from "./file-packs.ts";
import type { NumberedCase } from "./proof-judge.ts";
import type { FileObservationCase } from "./observation-case.ts";
import { planFiles } from "./prove-yara.ts";
import { indexSamples } from "./samples.ts";

const FILE = Buffer.from("a file");
const MD5_OF_FILE = "d6d0c756fb8abfb33e652a20e85b70bc";

function casesOf(values: readonly (readonly [type: string, value: string])[]): readonly NumberedCase<FileObservationCase>[] {
  const subjects = values.map(([type, value], index) => {
    const observed = observe({ type, value });
    if (observed.status !== "observed") throw new Error(observed.reason);
    return { id: String(index), observations: observed.observations, channels: ["file.content"] as const, oncePerPair: false };
  });
  return planFiles(subjects, indexSamples([FILE])).cases;
}

describe("many cases", () => {
  const values: readonly (readonly [type: string, value: string])[] = [
    ...Array.from({ length: 40 }, (_, i) => ["Host", `host-${i}.example.org`] as const),
    ["Host", "sub.host-1.example.org"],
    ["URL", "http://host-2.example.org/x"],
    ["File", MD5_OF_FILE],
  ];
  const cases = casesOf(values);
  const packs = packFiles(cases);

  test("share few files, each case once", () => {
    expect(cases.length).toBeGreaterThan(400);
    expect(packs.length).toBeLessThan(cases.length / 4);
    expect(packs.flatMap((pack) => pack.cases.map(({ id }) => id)).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
  });

  test("no file has two cases of one observation, or one with the text of another", () => {
    for (const { cases: members } of packs) {
      const names = members.map(({ observation }) => observation.key);
      expect(new Set(names).size).toBe(names.length);
      for (const [one, other] of [["host-1.example.org", "sub.host-1.example.org"], ["host-2.example.org", "http://host-2.example.org/x"]]) {
        expect([names.includes(one!), names.includes(other!)]).not.toEqual([true, true]);
      }
    }
  });

  test("what is a file as a whole stays alone", () => {
    const whole = packs.filter((pack) => pack.cases.some(({ facts }) => facts.isWholeFile === true));
    expect(whole.map((pack) => pack.cases.length)).toEqual([1, 1, 1]);
  });
});

test("a few cases are scanned each alone", () => {
  const cases = casesOf([["Host", "bad.example"]]);
  expect(packFiles(cases)).toHaveLength(cases.length);
});
