import fc from "fast-check";
import { expect, test } from "vitest";
import { groupDifference } from "./group-elements.ts";

test.each<readonly [string, string, readonly string[], readonly string[]]>([
  ["80", "[80,443]", ["443"], []],
  ["[80,443]", "[443,80]", [], []],
  ["[80,81,82]", "80:82", [], []],
  ["8000:8100", "1024:", ["1024:"], []],
  [":1024", "1:10", [], [":1024"]],
  ["$HTTP_PORTS", "[$HTTP_PORTS,8080]", ["8080"], []],
  ["192.0.2.1", "192.0.2.0/24", ["192.0.2.0/24"], []],
  ["[192.0.2.0/25,192.0.2.128/25]", "192.0.2.0/24", [], []],
  ["[$HOME_NET,192.0.2.1]", "[$DMZ,192.0.2.1]", ["$DMZ"], ["$HOME_NET"]],
  ["[2001:db8::1,192.0.2.1]", "2001:db8::1", [], ["192.0.2.1"]],
  ["999.0.2.1", "192.0.2.0/99", ["192.0.2.0/99"], ["999.0.2.1"]],
])("%s → %s", (before, after, gained, lost) => {
  expect(groupDifference(before, after)).toEqual({ gained, lost });
});

test.each(["!$HOME_NET", "[$HOME_NET,!192.0.2.1]", "[1,[2,3]]", "[1"])("%s depends on more than its elements", (group) => {
  expect(groupDifference(group, "80")).toBeUndefined();
});

test("what is gained and lost is what the sets of ports differ in", () => {
  const port = fc.integer({ min: 0, max: 40 });
  const element = fc.oneof(port.map(String), fc.tuple(port, port).map(([a, b]) => `${Math.min(a, b)}:${Math.max(a, b)}`));
  const members = (group: readonly string[]): ReadonlySet<number> =>
    new Set(group.flatMap((each) => {
      const [first, last = first] = each.split(":").map(Number);
      return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index);
    }));
  const runs = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? 200);
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), fc.array(element, { minLength: 1, maxLength: 6 }), (before, after) => {
      const { gained, lost } = groupDifference(`[${before.join(",")}]`, `[${after.join(",")}]`)!;
      const [old, young] = [members(before), members(after)];
      expect(gained.length === 0).toBe([...young].every((each) => old.has(each)));
      expect(lost.length === 0).toBe([...old].every((each) => young.has(each)));
    }),
    { numRuns: runs },
  );
});
