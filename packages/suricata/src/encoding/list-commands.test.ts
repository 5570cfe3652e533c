import { observe, type ListFile, type Observation } from "@sigwright/core";
import { expect, test } from "vitest";
import { SURICATA_LIST_COMMANDS } from "./list-commands.ts";

function list(type: string, value: string, more: Partial<ListFile> = {}): ListFile {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  const [member] = observed.observations as readonly [Observation];
  return { member, name: "x-list-1234567", path: "x-list-0a1b2c3d.lst", lines: 3, ...more };
}

const HOSTS = list("Host", "bad.example");
const target = (version: string) => ({ engine: "suricata", version });
const live = (file: ListFile, version = "7.0", part?: string) => SURICATA_LIST_COMMANDS.live(file, part, target(version));

test("7.0 takes values, 8.0 what alerts tell of them as well", () => {
  const line = btoa("bad.example");
  expect([live(HOSTS)?.add(line), live(HOSTS)?.remove(line)]).toEqual([`dataset-add x-list-1234567 string ${line}`, `dataset-remove x-list-1234567 string ${line}`]);
  const told = '{"value":"bad.example","tags":["a b"]}';
  expect([live(HOSTS, "8.0")?.add(told), live(HOSTS, "8.0")?.remove(told)]).toEqual([
    `dataset-add-json x-list-1234567 string ${line} ${told}`,
    `dataset-remove x-list-1234567 string ${line}`,
  ]);
});

test("parts of a product are plain in both, and sets of their own", () => {
  const file = (part: string) => ({ name: `x-list-1234567-${part}`, path: `x-${part}.lst`, lines: 1 });
  const urls = list("URL", "http://bad.example/", { parts: { hosts: file("hosts"), targets: file("targets") } });
  expect(live(urls, "8.0", "hosts")?.add("YQ==")).toBe("dataset-add x-list-1234567-hosts string YQ==");
  expect(live(urls, "8.0", "paths")).toBeUndefined();
});

test("digests of files are read with the rules only", () => {
  expect(live(list("File", "0123456789abcdef0123456789abcdef"))).toBeUndefined();
});

// A line of a file that somebody has changed must not become another command.
test.each([
  ["7.0", ["", "a b", "YQ==\r", "YQ== x", "{}", "é", "A".repeat(2000)]],
  ["8.0", ["", "YQ==", "{", "{}", '{"value":1}', '{"value":""}', '[{"value":"a"}]', `{"value":"${"a".repeat(1100)}"}`]],
])("no line of a list for %s: %j", (version, lines) => {
  for (const line of lines) expect(live(HOSTS, version)?.valueOf(line), line).toBeUndefined();
});

test.each([
  [3, "7.0", 16_384],
  [100_000, "7.0", 409_600],
  [1_000_000, "7.0", 2_002_944],
  [1_000_000, "8.0", 2_000_000],
  [5_000_000, "7.0", 10_000_000],
])("a set loaded with %d entries has room in %s for %d", (lines, version, room) => {
  expect(live({ ...HOSTS, lines }, version)?.room).toBe(room);
});
