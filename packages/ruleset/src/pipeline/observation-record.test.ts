import { observe } from "@sigwright/core";
import { HOSTILE_OBSERVATIONS, SAMPLE_OBSERVATIONS } from "@sigwright/core/testing";
import { describe, expect, test } from "vitest";
import { kindOfLine, observationShape } from "./observation-record.ts";
import type { Contributor } from "./observation-record.ts";

const BELOW = observe({ type: "Host", value: "bad.example" }, { subdomains: true });
const OBSERVATIONS = [...SAMPLE_OBSERVATIONS, ...HOSTILE_OBSERVATIONS, ...(BELOW.status === "observed" ? BELOW.observations : [])];

const CONTRIBUTORS: readonly Contributor[] = [
  { type: "Host", value: "bad.example" },
  {
    type: 'a "type"',
    value: "\uD800\n",
    rating: 0,
    confidence: 0,
    tags: ["b", "a\n"],
    groups: [],
    owner: "",
    link: "https://platform.invalid/1",
    id: "7",
    part: { row: 3, of: 2 },
  },
];

describe("a line of an observation", () => {
  const shape = observationShape();

  test.each(CONTRIBUTORS.map((contributor) => ({ contributor })))("is read as it was written, with %j", ({ contributor }) => {
    for (const observation of OBSERVATIONS) {
      for (const value of [contributor.value, observation.key]) {
        const record = { observation, contributor: { ...contributor, value } };
        expect(shape.fromLine(shape.toLine(record))).toEqual(record);
      }
    }
  });

  test("is one line of well-formed text that begins with the kind", () => {
    for (const observation of OBSERVATIONS) {
      const line = shape.toLine({ observation, contributor: CONTRIBUTORS[1]! });
      expect(line).not.toMatch(/[\n\r]|\p{Surrogate}/u);
      expect(kindOfLine(line)).toBe(observation.kind);
    }
  });
});
