import { readFileSync } from "node:fs";
import { SourceText } from "@sigwright/core";
import { suricata } from "@sigwright/suricata";
import { expect, test } from "vitest";
import { checkFile } from "./check-file.ts";
import { prettyReporter } from "./reporters/pretty.ts";

test("the README's example prints what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rule = /fromString\('([^\n]*?)\\n'/.exec(readme)?.[1];
  const source = SourceText.fromString(`${rule}\n`, { path: "local.rules" });
  const files = checkFile("local.rules", source, suricata, [{ engine: "suricata", version: "7.0" }]);
  const lines = Array.from(prettyReporter.write({ files, elapsedMs: 0 }), (text) => `${text}\n`);
  expect(readme).toContain(`\`\`\`text\n${lines.join("")}\`\`\``);
});
