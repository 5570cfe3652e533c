import { SourceText } from "@sigwright/core";
import { expect, test } from "vitest";
import { toyFormat, without } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, toyRun } from "../testing/toy-run.ts";
import type { ToyRun } from "../testing/toy-run.ts";

const ROWS = [rowOf(indicatorOf("Host", "bad.com"))];
const encoder = new TextEncoder();

function append(bytes: Uint8Array, ledger?: ToyRun["ledger"]): Promise<ToyRun> {
  const rulesets = [{ format: toyFormat(), append: { path: "old.toy", bytes } }];
  return toyRun(ROWS, ledger === undefined ? { rulesets } : { rulesets, ledger });
}

test.each([
  ["an empty file", "", ""],
  ["a file that ends as it should", "hit x sid 7 rev 1\n", ""],
  ["a file without its last line end", "hit x sid 7 rev 1", "\n"],
  ["a file whose last line ends in a backslash", "# note \\\n", "\n"],
  ["a file with CRLF", "# note \\\r\n", "\n"],
])("%s keeps its bytes", async (_, before, separator) => {
  const run = await append(encoder.encode(before));
  const alone = await toyRun(ROWS);
  expect(run.files.get("out.toy")).toBe(`${before}${separator}${alone.files.get("out.toy")}`);
});

test("bytes that are no UTF-8 stay what they are", async () => {
  const bytes = new Uint8Array([0x23, 0xff, 0xfe, 0x0a]);
  const output = { files: new Map<string, number[]>() };
  const run = await toyRun(ROWS, {
    rulesets: [{ format: toyFormat(), append: { path: "old.toy", bytes } }],
    output: {
      write(path, chunk) {
        output.files.set(path, [...(output.files.get(path) ?? []), ...chunk]);
        return Promise.resolve();
      },
      rename: () => Promise.resolve(),
      commit: () => Promise.resolve(),
      abort: () => Promise.resolve(),
    },
  });
  expect(run.result.status).toBe("generated");
  expect(output.files.get("out.toy")?.slice(0, 4)).toEqual([...bytes]);
});

test("sids of the file are not given again, those of disabled rules neither", async () => {
  const alone = await toyRun(ROWS);
  const [first, second] = alone.ledger.entries.map(({ sid }) => sid);
  const run = await append(encoder.encode(`hit x sid ${first} rev 1\n#hit y sid ${second} rev 1\n`));
  const sids = run.ledger.entries.map(({ sid }) => sid);
  expect(sids).toHaveLength(2);
  expect(sids.some((sid) => sid === first || sid === second)).toBe(false);
});

test("a signature whose sid a rule of the file has gets another one, and that is said", async () => {
  const alone = await toyRun(ROWS);
  const { sid, key } = alone.ledger.entries[0]!;
  const run = await append(encoder.encode(`hit x sid ${sid} rev 1\n`), alone.ledger);
  expect(run.result).toMatchObject({
    status: "generated",
    problems: [{ diagnostic: { code: "generate/sid-taken", message: expect.stringContaining(key) } }],
    changes: [{ change: "renumbered", oldSid: sid, key }],
  });
});

test("a file that holds the ruleset already is refused", async () => {
  const first = await append(encoder.encode("hit x sid 7 rev 1\n"));
  const bytes = encoder.encode(first.files.get("out.toy"));
  const again = await append(bytes, first.ledger);
  expect(again.result).toMatchObject({ status: "failed", diagnostics: [{ diagnostic: { code: "generate/already-appended" } }] });
  expect(again.files.size).toBe(0);
  // Also without the header.
  const bare = encoder.encode(first.files.get("out.toy")!.replaceAll(/^#.*\n/gm, ""));
  expect((await append(bare, first.ledger)).result.status).toBe("failed");
});

test("a file that would swallow what is appended is refused", async () => {
  // A toy whose lines go on after a backslash, however many empty lines follow.
  const toy = toyFormat();
  const format = {
    ...toy,
    parse: (source: SourceText) => toy.parse!(SourceText.fromString(source.text.replaceAll(/\\\n+[^\n]*\n[^\n]*\n[^\n]*/g, "#"))),
  };
  const run = await toyRun(ROWS, { rulesets: [{ format, append: { path: "old.toy", bytes: encoder.encode("# \\\n") } }] });
  expect(run.result).toMatchObject({ status: "failed", diagnostics: [{ diagnostic: { code: "generate/append-broken" } }] });
});

test("a format that does not read can't append", async () => {
  const format = without(toyFormat(), "parse");
  const run = await toyRun(ROWS, { rulesets: [{ format, append: { path: "old.toy", bytes: new Uint8Array() } }] });
  expect(run.result).toMatchObject({ diagnostics: [{ diagnostic: { code: "generate/append-unreadable" } }] });
});
