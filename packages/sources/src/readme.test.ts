import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readIndicators } from "./file-source.ts";
import { chunked } from "./testing/chunks.ts";

test("the README's example prints what it says", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [feed, output] = [...readme.matchAll(/^```text\n([^]*?)^```/gm)].map((match) => match[1]!);
  const printed: string[] = [];
  const chunks = chunked(new TextEncoder().encode(feed), []);
  for await (const row of readIndicators(chunks, { spec: "file:feed.ndjson", path: "feed.ndjson", name: "feed.ndjson" })) {
    printed.push(row.kind === "indicator" ? `${row.indicator.type} ${row.indicator.value}` : row.problem.diagnostic.message);
  }
  expect(`${printed.join("\n")}\n`).toBe(output);
});
