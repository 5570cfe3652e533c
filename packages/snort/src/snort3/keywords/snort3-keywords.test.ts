import { describe, expect, test } from "vitest";
import { SNORT3_STOCK_CONFIGURATION } from "../configuration/stock-configuration.ts";
import { snort3Dialect } from "../dialect/snort3-dialect.ts";
import { SNORT3_OPTIONS } from "../../testing/snort3-options.ts";

const { keywords } = snort3Dialect({ configuration: SNORT3_STOCK_CONFIGURATION, encoding: "utf-8" });
const byName = new Map(keywords.map((keyword) => [keyword.name, keyword]));

/** Keywords that the engine has and does not list, as they have no parameters. */
const UNLISTED = ["base64_data"];

test("the table has the keywords of the engine, each once", () => {
  expect([...byName.keys()].toSorted()).toEqual([...Object.keys(SNORT3_OPTIONS), ...UNLISTED].toSorted());
  expect(keywords.length).toBe(byName.size);
});

describe.each(Object.entries(SNORT3_OPTIONS))("%s", (name, options) => {
  const parameters = byName.get(name)?.parameters ?? [];

  test("has the parameters of the engine, in their places", () => {
    const places = options.map(([option]) => (option.startsWith("~") ? "next" : option.startsWith("*") ? "each" : undefined));
    expect(parameters.map(({ place }) => place)).toEqual(places);
    const named = options.map(([option]) => option).filter((option) => !/^[~*]/.test(option));
    expect(parameters.filter(({ place }) => place === undefined).map((parameter) => parameter.name)).toEqual(named);
  });

  test("takes the lowest and the highest value, and none beyond", () => {
    for (const [index, [, type, range]] of options.entries()) {
      if ((type !== "int" && type !== "interval") || range === undefined) continue;
      const { form } = parameters[index]!;
      const [low, high] = range.split(":");
      expect(form.parse(low!)).not.toHaveProperty("problem");
      expect(form.parse(String(Number(low) - 1))).toHaveProperty("problem");
      if (high === undefined || high === "") continue;
      expect(form.parse(high)).not.toHaveProperty("problem");
      expect(form.parse(`${BigInt(high) + 1n}`)).toHaveProperty(Number(high) < 1e17 ? "problem" : "value");
    }
  });

  test("takes the words of the engine, and no others", () => {
    for (const [index, [, type, range]] of options.entries()) {
      const { form } = parameters[index]!;
      if (type === "implied") expect(form.isFlag).toBe(true);
      if ((type !== "enum" && type !== "select") || range === undefined) continue;
      for (const word of range.split("|")) expect(form.parse(word.trim())).toEqual({ value: word.trim() });
      expect(form.parse("no-such-word")).toHaveProperty("problem");
    }
  });
});
