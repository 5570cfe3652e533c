import { SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { expect, test } from "vitest";
import { checkFile } from "../check-file.ts";
import { checkSids, type SidPolicy } from "./check-sids.ts";
import { SID_ALLOCATIONS, sidAllocation } from "./sid-allocations.ts";

const NETWORK = { team: "network", start: 9_000_000, end: 9_000_009 };
const MALWARE = { team: "malware", start: 9_100_000, end: 9_100_001 };

function found(sids: readonly (number | string)[], policy: SidPolicy): readonly string[] {
  const text = sids.map((sid) => `alert ip any any -> any any (msg:"sid:7"; sid:${sid};)\n`).join("");
  const files = checkFile("a.rules", SourceText.fromString(text), suricata, [{ engine: "suricata", version: "7.0" }]);
  return checkSids(files, () => policy).flatMap(({ source, diagnostics }) =>
    diagnostics
      .filter(({ diagnostic }) => diagnostic.code.startsWith("review/"))
      .map(({ diagnostic: { code, message, help, range } }) => `${source.text.slice(range.start, range.end)} ${code}: ${message} | ${help}`),
  );
}

test.each<[string, readonly (number | string)[], SidPolicy, readonly string[]]>([
  ["in the range, at both ends", [9_000_000, 9_000_009], { own: [NETWORK], others: [] }, []],
  ["of no team", [5, 2_024_001], { own: [], others: [MALWARE] }, []],
  ["another generator", ["1; gid:3"], { own: [NETWORK], others: [] }, []],
  [
    "nobody's",
    [7_000_000, 9_000_004],
    { own: [NETWORK], others: [] },
    ["7000000 review/sid-outside-range: sid 7000000 is outside of the range of `network` (9000000–9000009) | the next free one is 9000005"],
  ],
  [
    "publicly allocated",
    [" 2024001 ", 9_000_009],
    { own: [NETWORK], others: [] },
    ["2024001 review/sid-allocated: sid 2024001 is in a range that is publicly allocated to Emerging Threats | a free one is 9000000"],
  ],
  [
    "of another team",
    [9_100_000],
    { own: [NETWORK], others: [MALWARE] },
    ["9100000 review/sid-outside-range: sid 9100000 belongs to the team `malware`, not to `network` (9000000–9000009) | the next free one is 9000000"],
  ],
  [
    "of a team, in a file of nobody",
    [9_100_000],
    { own: [], others: [MALWARE] },
    [
      "9100000 review/sid-outside-range: sid 9100000 belongs to the team `malware` (9100000–9100001), and this file is none of its own | move the rule to a file of that team, or give it a sid of its own",
    ],
  ],
  [
    "full",
    [9_100_000, 9_100_001, 7_000_000],
    { own: [MALWARE], others: [] },
    ["7000000 review/sid-outside-range: sid 7000000 is outside of the range of `malware` (9100000–9100001) | the range is full: widen it"],
  ],
])("%s", (_, sids, policy, expected) => {
  expect(found(sids, policy)).toEqual(expected);
});

test("the public allocations are in order and do not meet", () => {
  for (const [index, { start, end }] of SID_ALLOCATIONS.entries()) {
    expect(start).toBeLessThanOrEqual(end);
    expect(start).toBeGreaterThan(SID_ALLOCATIONS[index - 1]?.end ?? 0);
  }
  expect([999_999, 1_000_000, 1_999_999, 2_000_000].map((sid) => sidAllocation(sid)?.holder)).toEqual(["Snort", undefined, undefined, "Emerging Threats"]);
});
