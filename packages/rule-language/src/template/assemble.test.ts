import type { ArtifactPart, AssembleContext, RenderedSignature } from "@sigwright/core";
import { expect, test } from "vitest";
import { assemble } from "./assemble.ts";
import { TOY_LANGUAGE } from "../testing/toy-emission.ts";

async function assembled(signatures: readonly RenderedSignature[], context: Partial<AssembleContext> = {}, language = TOY_LANGUAGE): Promise<ArtifactPart[]> {
  const parts: ArtifactPart[] = [];
  const whole = { target: { engine: "toy", version: "1" }, name: "out", header: [], ...context };
  for await (const part of assemble(language, stream(signatures), whole)) parts.push(part);
  return parts;
}

async function* stream(signatures: readonly RenderedSignature[]): AsyncIterable<RenderedSignature> {
  yield* signatures;
}

function signature(text: string): RenderedSignature {
  return { status: "rendered", text, fingerprint: "x" };
}

test("comments, an empty line, one rule a line", async () => {
  expect(await assembled([signature("a"), signature("b")], { header: ["made by x", "", "from y"] })).toEqual([
    { path: "out.rules", role: "rules", text: "# made by x\n#\n# from y\n\na\nb\n" },
  ]);
});

test("no header line can end its comment or swallow the next line", async () => {
  const [part] = await assembled([signature("a")], { header: ["x\nalert ip any any -> any any (sid:1;)", "ends in \\", "\u001b[31m"] });
  expect(part?.text.split("\n")).toEqual([
    "# x\\nalert ip any any -> any any (sid:1;)",
    "# ends in \\.",
    "# \\x1b[31m",
    "",
    "a",
    "",
  ]);
});

test("a header line is cut long before the engine would cut it and read on", async () => {
  const [part] = await assembled([], { header: ["\0漢".repeat(10_000)] });
  expect(part?.text.length).toBeLessThan(4000);
  expect(part?.text).toMatch(/^# \\x00漢.*…\n\n$/);
});

test("nothing makes an empty file, so that an old one is replaced", async () => {
  expect(await assembled([])).toEqual([{ path: "out.rules", role: "rules", text: "" }]);
});

test("many rules come in parts of one file", async () => {
  const signatures = Array.from({ length: 3000 }, (_, index) => signature(`rule ${index} ${"x".repeat(100)}`));
  const parts = await assembled(signatures);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.map(({ text }) => text).join("").split("\n")).toHaveLength(3001);
});

test("a language that others look like says at the top what it is", async () => {
  const [part] = await assembled([signature("a")], { header: ["made by x"] }, { ...TOY_LANGUAGE, pinned: true });
  expect(part?.text).toBe("# sigwright: format=toy\n# made by x\n\na\n");
});

test("what is no rule goes to a file beside, which is written only when there is such", async () => {
  const beside = {
    suffix: "-x.conf",
    comment: ";",
    opening: (name: string) => `begin ${name}\n`,
    closing: "end\n",
    encode: () => undefined,
    render: () => ({ status: "unsupported" as const, reason: "none" }),
  };
  const language = { ...TOY_LANGUAGE, beside };
  const entry = (text: string): RenderedSignature => ({ ...signature(`${text}\n`), isBeside: true });
  expect(await assembled([entry("1"), signature("a"), entry("2")], { header: ["made\nby x"] }, language)).toEqual([
    { path: "out.rules", role: "rules", text: "# made\\nby x\n\na\n" },
    { path: "out-x.conf", role: "sensor-settings", text: "; made\\nby x\nbegin out\n1\n2\nend\n" },
  ]);
  expect(await assembled([signature("a")], {}, language)).toHaveLength(1);
  const many = await assembled(Array.from({ length: 40_000 }, () => entry("abc")), {}, language);
  expect(many.length).toBeGreaterThan(3);
  expect(many.flatMap(({ path, text }) => (path === "out-x.conf" ? [text] : [])).join("")).toBe(`begin out\n${"abc\n".repeat(40_000)}end\n`);
});

test("a setting for many rules is shown from their number on, without repeating what rules ask for", async () => {
  const sensorFile = { suffix: "-x.yaml", comment: "#", many: { from: 3, setting: "speed" }, text: (settings: readonly string[]) => settings.join(" ") };
  const language = { ...TOY_LANGUAGE, sensorFile };
  const shown = async (count: number, settings: readonly string[]): Promise<string | undefined> => {
    const parts = await assembled(Array.from({ length: count }, () => ({ ...signature("a"), settings })), {}, language);
    return parts.find(({ path }) => path === "out-x.yaml")?.text;
  };
  expect(await shown(2, [])).toBeUndefined();
  expect(await shown(3, [])).toBe("speed");
  expect(await shown(4, ["bodies"])).toBe("bodies speed");
  expect(await shown(2, ["bodies"])).toBe("bodies");
});
