import { describe, expect, test } from "vitest";
import { ENGINE_KEYWORDS } from "../testing/engine-keywords.ts";
import { suricataKeywords } from "./suricata-keywords.ts";

/** Rules can use it, and the engine leaves it out of its list. */
const UNLISTED = ["template"];

describe.each(["7.0", "8.0"] as const)("the keywords of Suricata %s", (version) => {
  const rows = suricataKeywords(version);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const listed = ENGINE_KEYWORDS.filter(({ since, until }) => since <= version && (until === undefined || version < until));

  test("are those that the engine lists", () => {
    expect([...byName.keys()].toSorted()).toEqual([...listed.map(({ name }) => name), ...UNLISTED].toSorted());
  });

  test("have one name for each spelling", () => {
    const spellings = rows.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([]);
  });

  test("do what the engine lists them for", () => {
    const wrong = listed.filter(({ name, roles }) => {
      const { role, value } = byName.get(name)!;
      return (
        // The engine forgets to say it of a few.
        (roles.includes("sticky-buffer") && !role.kind.startsWith("selects")) ||
        roles.includes("transform") !== (role.kind === "transforms") ||
        (roles.includes("no-value") && value === "required")
      );
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

test("keywords can be prefilters when the engine lists them so", () => {
  // The roles in the list are those of the newest version that has the keyword.
  const prefilters = ENGINE_KEYWORDS.filter(({ roles }) => roles.includes("prefilter")).map(({ name }) => name);
  // Patterns are looked for first anyway.
  const rows = suricataKeywords("8.0").filter(({ name, prefilter }) => prefilter === true && name !== "content");
  expect(rows.map(({ name }) => name).toSorted()).toEqual(prefilters);
});

test.each([
  ["email.from", "7.0", false],
  ["email.from", "8.0", true],
  ["luajit", "7.0", true],
  ["luajit", "8.0", false],
] as const)("%s is known to %s: %j", (spelling, version, isKnown) => {
  expect(suricataKeywords(version).some(({ name, aliases = [] }) => name === spelling || aliases.includes(spelling))).toBe(isKnown);
});
