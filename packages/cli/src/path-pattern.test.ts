import { describe, expect, test } from "vitest";
import { isPathPattern, pathPattern } from "./path-pattern.ts";

test.each([["rules/*.rules"], ["a?.rules"], ["[ab].rules"], ["{a,b}.rules"]])("%s is a pattern", (path) => {
  expect(isPathPattern(path)).toBe(true);
});

test("a plain path is none", () => {
  expect(isPathPattern("./rules/local (1).rules")).toBe(false);
});

describe("pathPattern", () => {
  test.each([
    ["*.rules", "", ["a.rules"], ["a.txt", "x/a.rules", ".a.rules", "arules"]],
    ["rules/**/*.rules", "rules", ["a.rules", "x/a.rules", "x/y/a.rules"], ["a.txt", "x/.a.rules"]],
    ["**", "", ["a", "x/a"], []],
    ["**/x/*/y/**", "", ["x/1/y/a", "p/q/x/1/y", "x/2/x/1/y/z/a"], ["x/y/a", "x/1/2/y"]],
    ["./r/?[a-c][!0-9]*", "./r", ["xbz", "xcz.rules"], ["xb", "xb1", "xdz"]],
    ["{a,b{c,d}}.rules", "", ["a.rules", "bc.rules", "bd.rules"], ["b.rules", "{a.rules"]],
    ["/etc/*.rules", "/etc", ["a.rules"], []],
    ["/*.rules", "/", ["a.rules"], []],
    [".*.rules", "", [".a.rules"], ["a.rules"]],
    ["a.b+(c)$*", "", ["a.b+(c)$x"], ["aXb+(c)$x", "a.bb(c)$"]],
    ["[z-a]*", "", [], ["z", "a"]],
    ["[", "", ["["], ["a"]],
    ["{a*", "", ["{ab"], ["ab"]],
  ])("%s", (pattern, base, matching, others) => {
    const { base: found, matches } = pathPattern(pattern);
    expect(found).toBe(base);
    expect(matching.filter((path) => !matches(path.split("/")))).toEqual([]);
    expect(others.filter((path) => matches(path.split("/")))).toEqual([]);
  });

  test("knows how deep it goes", () => {
    expect(pathPattern("a/*.rules").depth).toBe(0);
    expect(pathPattern("*/*.rules").depth).toBe(1);
    expect(pathPattern("{*,*/*}.rules").depth).toBe(1);
    expect(pathPattern("**/*.rules").depth).toBe(Infinity);
  });

  test("many stars and folders end soon", () => {
    const { matches } = pathPattern(`${"**/a/".repeat(30)}b`);
    expect(matches(Array.from({ length: 2000 }, () => "a"))).toBe(false);
  });

  test("more alternatives than anybody writes are left as they stand", () => {
    expect(pathPattern("{a,b}".repeat(40)).matches(["x"])).toBe(false);
  });
});
