import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outsideFile } from "./outside-files.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigwright-outside-"));
  await mkdir(join(folder, "lists"));
  await writeFile(join(folder, "lists", "names.lst"), "");
  await symlink("/etc/hostname", join(folder, "link.lst"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("outsideFile", () => {
  test.each([
    ["dataset:set,x,type string,load /etc/passwd", "/etc/passwd"],
    ["dataset : set,x,type string, load  /etc/passwd ", "/etc/passwd"],
    ["DataSet:set,x,type string,load /etc/passwd", "/etc/passwd"],
    ["dataset:set,x,load ../up.lst", "../up.lst"],
    ["dataset:set,x,load lists/../../up.lst", "lists/../../up.lst"],
    [String.raw`dataset:set,x,load a\;/../../up.lst`, String.raw`a\;/../../up.lst`],
    ['dataset:set,x,load "/etc/passwd"', "/etc/passwd"],
    ["dataset:set,x,save /tmp/out", "/tmp/out"],
    ["datarep:x,>,1,load /etc/passwd,type string", "/etc/passwd"],
    ["filemd5:!/etc/passwd", "/etc/passwd"],
    ["filesha256:link.lst", "link.lst"],
    ["lua:/tmp/x.lua", "/tmp/x.lua"],
  ])("bars %s", async (option, name) => {
    expect(await outsideFile(`alert http any any -> any any (msg:"x"; ${option}; sid:1;)`, folder)).toBe(name);
  });

  test.each([
    "dataset:set,x,type string,load lists/names.lst",
    "dataset:isset,x",
    "filemd5:none.lst",
    'content:"/etc/passwd"',
    'pcre:"/\\.\\.\\//"',
    'msg:"dataset: load /etc/passwd"',
    "reference:url,../x",
  ])("lets %s through", async (option) => {
    expect(await outsideFile(`alert http any any -> any any (${option}; sid:1;)`, folder)).toBeUndefined();
  });
});
