import { describe, expect, test } from "vitest";
import { LAYERS, layerOf, mayImport, testsMayImport } from "./layers.ts";

describe("the layers", () => {
  test("have no cycle", () => {
    const visit = (name: string, path: readonly string[]): void => {
      expect(path, `${name} stands on itself`).not.toContain(name);
      for (const lower of layerOf(name).imports) visit(lower, [...path, name]);
    };
    for (const name of Object.keys(LAYERS)) visit(name, []);
  });

  test("let what runs in browsers stand only on what runs in browsers", () => {
    const wrong = Object.entries(LAYERS)
      .filter(([, layer]) => layer.node !== true)
      .flatMap(([name, layer]) => layer.imports.filter((lower) => layerOf(lower).node).map((lower) => [name, lower]));
    expect(wrong).toEqual([]);
  });

  test("let a package they don't name be a format", () => {
    expect(mayImport("zeek", "core")).toBe(true);
    expect(mayImport("zeek", "suricata")).toBe(false);
  });

  test("let tests import what does not stand on the package itself", () => {
    expect(testsMayImport("suricata", "engines")).toBe(true);
    expect(testsMayImport("core", "suricata")).toBe(false);
  });
});
