import { suricata } from "@sigwright/suricata";
import { expect, test } from "vitest";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { deletedRules } from "./deleted-rules.ts";
import { openRepository } from "./git-repository.ts";

const rule = (sid: number, msg: string): string => `alert tcp any any -> any any (msg:"${msg}"; content:"x"; sid:${sid}; rev:1;)\n`;

test("the latest rule that had a sid, unless it only moved or changed", async () => {
  using repository = scratchRepository();
  repository.write("rules/a.rules", rule(1, "one") + rule(2, "two") + rule(3, "three") + rule(12, "twelve"));
  repository.commit("start");
  repository.write("rules/a.rules", rule(2, "two changed") + rule(12, "twelve"));
  repository.write("rules/b.rules", rule(3, "three moved"));
  repository.commit("one is gone, three moved");
  repository.write("rules/b.rules", rule(3, "three moved") + rule(1, "one again").replaceAll("; ", "; \\\n"));
  repository.commit("one is back");
  repository.write("rules/b.rules", `#${rule(3, "three moved")}`);
  repository.commit("one is gone again");
  const found = (await deletedRules(await openRepository(repository.folder), "HEAD", [1, 2, 3, 4], suricata))!;
  expect([...found].map(([sid, { rule: was }]) => [sid, was.name])).toEqual([[1, "one again"]]);
  expect(found.get(1)).toMatchObject({ commit: repository.git("rev-parse", "--short", "HEAD").trim(), date: repository.git("log", "-1", "--format=%cs").trim() });
});

test("more sids than a person writes, and more history than there is time for, are left alone", async () => {
  using repository = scratchRepository();
  repository.write("a.rules", rule(1, "one"));
  repository.commit("start");
  const opened = await openRepository(repository.folder);
  expect(await deletedRules(opened, "HEAD", [], suricata)).toEqual(new Map());
  expect(await deletedRules(opened, "HEAD", Array.from({ length: 501 }, (_, sid) => sid), suricata)).toBeUndefined();
  expect(await deletedRules(opened, "HEAD", [1], suricata, 1)).toBeUndefined();
});
