import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tally } from "./agreement.ts";
import { MISTAKES, mutants } from "./snort2-mutants.ts";
import { snort2Fidelity } from "./snort2-fidelity.ts";

const folder = process.env["SIGWRIGHT_CORPUS"] ?? "";
const present = folder !== "" && existsSync(join(folder, "snort"));
if (!present) {
  process.stderr.write("corpus tests of snort2 are skipped: SIGWRIGHT_CORPUS names no folder with a `snort` part\n");
}

// What the check promises; `docs/fidelity.md` has the reason of each refused rule.
describe.skipIf(!present)("on Snort 2.9 rules that others wrote", () => {
  test("99.8 % of real rules pass, and 90 % of their mutants do not, whatever the mistake", () => {
    const { rules, refused, mutants: made, passed } = snort2Fidelity(folder);
    process.stderr.write(`snort2: ${refused.length} of ${rules} real rules refused, ${made.length - passed.length} of ${made.length} mutants\n`);
    expect(rules).toBeGreaterThan(1000);
    expect(refused.length / rules).toBeLessThanOrEqual(0.002);
    expect(passed.length / made.length).toBeLessThanOrEqual(0.1);
    const passedOf = new Map(tally(passed, ({ kind }) => kind));
    const weak = tally(made, ({ kind }) => kind).filter(([kind, count]) => (passedOf.get(kind) ?? 0) > count * 0.1);
    expect(weak).toEqual([]);
  }, 60_000);
});

test("every kind of mistake is made, each backed by a section of the manual, the same way each time", () => {
  const rule =
    'alert tcp $HOME_NET any -> any 80 (msg:"a"; flow:to_server,established; content:"abcd"; depth:9; content:"efgh"; http_method; nocase; content:"ijkl"; fast_pattern; ' +
    'pcre:"/a/"; flowbits:set,x; threshold:type limit,track by_src,count 1,seconds 9; byte_test:1,>,1,0; byte_jump:1,0; isdataat:9; reference:url,a.example; classtype:unknown; sid:1; rev:1;)';
  const plain = 'alert icmp any any -> any any (msg:"a"; itype:8; content:"abcd"; content:"efgh"; http_method; sid:1; rev:1;)';
  const made = mutants([rule, plain], 1);
  expect(new Set(made.map(({ kind }) => kind))).toEqual(new Set(MISTAKES.map(({ kind }) => kind)));
  expect(mutants([rule, plain], 1)).toEqual(made);
  expect(MISTAKES.filter(({ manual }) => !/^\d(?:\.\d{1,2}){0,2}$/.test(manual))).toEqual([]);
});
