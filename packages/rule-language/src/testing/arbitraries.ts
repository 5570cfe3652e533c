import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";

/** How often properties run: a few times by default, as often as `SIGWRIGHT_FUZZ_RUNS` says in long mode. */
export const RUNS: number = fuzzRuns(300);

const FRAGMENTS = [
  "alert", "drop", "alert tcp any any -> any any (", 'msg:"a"; ', "sid:1;", "sid:1", "rev:2;", "content:", '"ab|41 0d|c"',
  'content:!"x\\;y"; ', 'pcre:"/a\\/b[;]/Ri";', "reference:url,a.b/c;", "metadata:a b, c d;", "flow:established;", "->", "<>",
  "any", "tcp", "$HOME_NET", "[10.0.0.0/8,![10.1.1.1, 10.2.2.2]]", "![80:90,:70,1000:]", "(", ")", ";", ":", '"', "\\", "|",
  "\n", "\r\n", "\\\n", "\\ \r\n", " ", "\t", "#", "# alert", "/*", "*/", "/", "[", "]", ",", "!", "include x.rules",
  "var A 1", "é", "\u{1F600}", "\uFEFF", "\0", "0x1f", "1<>2", "\v", "\uD800",
];

/** Text that looks like rules more or less. */
export const ruleSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 })
  .map((fragments) => fragments.join(""));

/** Any text at all, and text like rules. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: ruleSoup },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 200 }) },
);
