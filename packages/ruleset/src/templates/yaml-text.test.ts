import fc from "fast-check";
import { SourceText } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import { expect, test } from "vitest";
import { Document, Scalar } from "yaml";
import { at, textOf } from "./yaml-access.ts";
import { parseYaml } from "./yaml-tree.ts";

/** The text and its place that a file has under the key `rule`. */
function read(file: string) {
  const { root, diagnostics } = parseYaml(SourceText.fromString(file));
  const found = textOf(at(root, "rule"));
  if (found === undefined) throw new Error(`${JSON.stringify(diagnostics)} in ${file}`);
  return found;
}

test.each([
  ["plain", "rule: alert ip BAD any\n"],
  ["plain over two lines", "rule: alert ip\n  BAD any\n"],
  ["single quotes", "rule: 'it''s BAD any'\n"],
  ["double quotes", 'rule: "a \\"quoted\\" \\u00e9\\x41 \\\\ BAD any"\n'],
  ["double quotes over two lines", 'rule: "first \\\n  second\n  BAD any"\n'],
  ["literal block", "rule: |\n  alert ip\n    BAD any\n"],
  ["literal block with CRLF", "rule: |\r\n  alert ip\r\n  BAD any\r\n"],
  ["folded block", "rule: >-\n  alert ip\n  any BAD any\n"],
  ["folded block with an empty line", "rule: >-\n\n  alert ip\n\n  BAD any\n"],
  ["folded block with indentation", "rule: >2\n    alert ip\n  BAD any\n"],
])("a place in a text written as %s is the place in the file", (_, file) => {
  const { text, place } = read(file);
  const start = text.indexOf("BAD");
  const range = place.locate({ start, end: start + 3 });
  expect(file.slice(range.start, range.end)).toBe("BAD");
  expect(place.locate({ start, end: start })).toEqual({ start: range.start, end: range.start });
});

const styles = fc.constantFrom<Scalar.Type>("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED");
const pieces = fc.constantFrom("a", "bc", "'", '"', "\\", " ", "  ", "\n", "\t", "é", "\u{1F600}", "#", ": ", "{{x}}", "long word ".repeat(9));

test("every character that is no white space is found where it stands, however the text is written", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), styles, (parts, type) => {
      const value = `x${parts.join("")}x`;
      const scalar = new Scalar(value);
      scalar.type = type;
      const document = new Document();
      document.set("rule", scalar);
      const file = document.toString();
      const { text, place } = read(file);
      expect(text).toBe(value);
      for (let i = 0; i < text.length; i++) {
        if (/[\s\\"']/.test(text[i]!) || text.charCodeAt(i) > 0x7e) continue;
        const { start, end } = place.locate({ start: i, end: i + 1 });
        expect(file.slice(start, end)).toBe(text[i]);
      }
    }),
    { numRuns: fuzzRuns(300) },
  );
});
