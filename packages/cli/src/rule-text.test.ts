import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "./cache/file-content.ts";
import { processIo } from "./command-io.ts";
import { readRuleText, ruleReader } from "./rule-text.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const io = processIo();

test("one file after the other, each asked for its text at once, late or never", async () => {
  await using folder = await temporaryFolder();
  const texts = ["one\n", "", "three é\n", "x".repeat(1024 * 1024 - 1), "y".repeat(1024 * 1024), "last\n"];
  const read = ruleReader(io);
  const contents = [];
  for (const [index, text] of texts.entries()) {
    const path = join(folder.path, `${index}.rules`);
    writeFileSync(path, text);
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const content = await read(path);
    if (index % 2 === 0) expect(content.source.text).toBe(text);
    contents.push(content);
  }
  expect(contents.map(({ digest }) => digest())).toEqual(texts.map(digestOf));
  expect(contents.map(({ source }) => source.text)).toEqual(texts);
  expect((await readRuleText(join(folder.path, "0.rules"), io)).text).toBe("one\n");
});

test("a text that is asked for late must be the one that was read", async () => {
  await using folder = await temporaryFolder();
  const [path, other] = [join(folder.path, "a.rules"), join(folder.path, "b.rules")];
  writeFileSync(path, "before");
  writeFileSync(other, "other");
  const read = ruleReader(io);
  const [first] = [await read(path), await read(other)];
  writeFileSync(path, "behind");
  expect(() => first.source.text).toThrow("changed while it was checked");
  expect(first.digest()).toBe(digestOf("before"));
  writeFileSync(path, "before");
  expect(first.source.text).toBe("before");
});
