import fc from "fast-check";

/** Pieces that mean something to the rule languages, the engines, a terminal or a reader. */
const PIECES = [
  '"', ";", "\\", "|", ":", "!", "(", ")", "{{sid}}", "}}", "{{", "#", "/*", "*/", "//", "$HOME_NET", ",", "'", "%", "\t", "\r", "\0", "\u001b[31m",
  '"; sid:1;)', "\\\"; nocase; content:\"", '",nocase; content:"', "|00|", ";)\nalert ip any any -> any any (sid:9;)", "\u202e", "\u2028", "\ufeff", "é", "漢", "😀", "\\\n",
  "a", "B", "0", "/", ".", "-", "_", "=", "&", "?", "~", "[", "]", "^", "$", "*", "+", "a".repeat(255),
];

/** Text that tries to leave the place it is put in. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 300 }),
  fc.constantFrom("x".repeat(65_536), '";'.repeat(32_768), "\\".repeat(8191), "\ud800"),
);

/** Request targets as a request line can hold them. */
export const hostileTarget: fc.Arbitrary<string> = hostileText.map((text) => `/${text.replace(/[ \n\p{Surrogate}]/gu, "")}`);
