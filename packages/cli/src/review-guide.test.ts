import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const REPOSITORY = new URL("../../../", import.meta.url);
const EXAMPLE = /<!-- fixture: (\S+) -->\n(`{3,})\w*\n([^]*?)\n\2\n/g;

function text(path: string): string {
  return readFileSync(new URL(path, REPOSITORY), "utf8");
}

test("the guide to reviews shows what reviewers get", () => {
  const examples = [...text("docs/review.md").matchAll(EXAMPLE)];
  expect(examples.map(([, path]) => path)).toEqual(["loosened/expected/comment.md"]);
  for (const [, path, , shown] of examples) {
    const [expected] = text(`packages/cli/fixtures/pull-requests/${path}`).split("--- exit code");
    expect(shown!.trimEnd()).toBe(expected!.trimEnd());
  }
});

test("the guide names every remark there is", () => {
  const codes = /readonly code: ([^;]+);/.exec(text("packages/review/src/diff/rule-change.ts"))![1]!.split(" | ").map((code) => code.replaceAll('"', ""));
  const named = Array.from(text("docs/review.md").matchAll(/^\| `([a-z-]+)` \|/gm), ([, code]) => code);
  expect(named.toSorted()).toEqual(codes.toSorted());
});
