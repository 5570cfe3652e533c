import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { anchorsOf, linksOf } from "./markdown.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", "tools/*/*.md", ".changeset/*.md"], { cwd: root });

test.each(files.toSorted())("the links of %s lead somewhere", (file) => {
  const text = readFileSync(join(root, file), "utf8");
  const broken = linksOf(text).filter(({ target }) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = "", fragment] = target.split("#");
    const destination = path === "" ? join(root, file) : resolve(root, dirname(file), path);
    if (!existsSync(destination)) return true;
    return fragment !== undefined && destination.endsWith(".md") && !anchorsOf(readFileSync(destination, "utf8")).has(fragment);
  });
  expect(broken).toEqual([]);
});

test("docs/README.md leads to everything in docs", () => {
  const index = new Set(linksOf(readFileSync(join(root, "docs/README.md"), "utf8")).map(({ target }) => `docs/${target}`));
  expect(files.filter((file) => file.startsWith("docs/") && file !== "docs/README.md" && !index.has(file))).toEqual([]);
});

test("links in fenced blocks are not followed, headings are named as GitHub does", () => {
  expect(linksOf("a [b](c.md#d)\n```\n[x](y)\n```\n")).toEqual([{ target: "c.md#d", line: 1 }]);
  expect([...anchorsOf("## `suricata/unknown-keyword`\n# Add a format\n")]).toEqual([
    "suricataunknown-keyword",
    "add-a-format",
  ]);
});
