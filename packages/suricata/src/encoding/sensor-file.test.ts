import { expect, test } from "vitest";
import { BODY_SETTINGS, SENSOR_FILE } from "./sensor-file.ts";

const { many, text } = SENSOR_FILE;

/** Members of the sections, by the paths they stand at. */
function pathsOf(yaml: string): readonly string[] {
  const open: string[] = [];
  return yaml.split("\n").flatMap((line) => {
    const [, indent, key] = /^( *)(?:- )?([a-z-]+):/.exec(line) ?? [];
    if (indent === undefined || key === undefined) return [];
    open.length = indent.length / 2;
    open[indent.length / 2] = key;
    return line.trimEnd().endsWith(":") ? [] : [open.filter(Boolean).join(".")];
  });
}

test("a setting at the top stands before the sections, and in none of them", () => {
  const alone = text([many!.setting]).split("\n");
  expect(alone.slice(1, 3)).toEqual(["%YAML 1.1", "---"]);
  expect(alone.slice(3)).toEqual([expect.stringMatching(/^# Not needed/), "spm-algo: bm", ""]);

  const all = pathsOf(text([...BODY_SETTINGS, many!.setting]));
  expect(all[0]).toBe("spm-algo");
  expect(all).toHaveLength(pathsOf(text(BODY_SETTINGS)).length + 1);
});
