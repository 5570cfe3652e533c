import { describe, expect, test } from "vitest";
import { TOY_LANGUAGE, toyTemplate, toyValues } from "../testing/toy-emission.ts";
import { fill } from "./fill.ts";

/** What the options given became. */
function filled(options: string, values: object): string {
  const result = fill(TOY_LANGUAGE, toyTemplate(options), { match: "MATCH;", host: "bad.example" }, { ...toyValues(7), ...values });
  if (!result.ok) return result.reason;
  return result.text.slice("alert dns any any -> any any (".length, result.text.indexOf("MATCH;"));
}

describe("fill", () => {
  test.each<[string, object, string]>([
    ['msg:"{{message}}";', { message: 'a"b' }, String.raw`msg:"a\"b"; `],
    ['msg:"{{message}}";', { message: "" }, 'msg:"(no message)"; '],
    ['msg:"{{message}} (x)";', { message: "" }, 'msg:" (x)"; '],
    ["{{references}} {{metadata}}", { references: [], metadata: [] }, ""],
    ["{{references}} {{metadata}}", { metadata: [] }, "reference:url,platform.invalid/1; "],
    ["{{references}} {{metadata}}", { references: [] }, "metadata:confidence 80; "],
    ['content:"{{value}} x";', { value: "" }, 'content:" x"; '],
    ['content:"{{value}}{{host}}";', { value: "|" }, 'content:"|7C|bad.example"; '],
    ["priority:{{priority}};", { priority: 0 }, "priority:0; "],
  ])("%s with %j", (options, values, text) => {
    expect(filled(options, values)).toBe(text);
  });

  test.each<[string, object, string]>([
    ["priority:{{priority}};", { priority: 1.5 }, "1.5 is no whole number"],
    ["priority:{{priority}};", { priority: undefined }, "it has no value"],
    ["classtype:{{classtype}};", { classtype: "a;b" }, "only letters, digits"],
    ["{{references}}", { references: "x;" }, "a text is not a list of options"],
    ['msg:"{{message}}";', { message: [{ kind: "url", value: "x" }] }, "a list of options can't stand there"],
    ["{{references}}", { sid: "7" }, "there is no sid"],
  ])("%s with %j is refused with the slot's name", (options, values, reason) => {
    const text = filled(options, values);
    expect(text).toMatch(/^the slot \{\{[a-z]+\}\} can't be filled: /);
    expect(text).toContain(reason);
  });
});
