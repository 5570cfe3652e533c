import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "./shell-word.ts";

test.each(["out/feed-list-changes.txt", "my rules/feed.txt", "it's/$(id)/`x`;\"&|>*?~#.txt", "", "ü\\n"])("%s comes through a shell as it is", (word) => {
  expect(spawnSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" }).stdout).toBe(word);
});

test("a plain path has no quotes", () => {
  expect(shellWord("out/feed-list-changes.txt")).toBe("out/feed-list-changes.txt");
});
