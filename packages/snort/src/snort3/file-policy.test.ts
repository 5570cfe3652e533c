import type { ArtifactPart, EncodeContext, RenderedSignature } from "@sigwright/core";
import type { CompiledTemplate } from "@sigwright/rule-language/template";
import { describe, expect, test } from "vitest";
import { commonValues, observationOf } from "../testing/emitted-rules.ts";
import { snort3 } from "./snort3.ts";

const SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const MD5 = "d41d8cd98f00b204e9800998ecf8427e";
const CONTEXT: EncodeContext<CompiledTemplate> = { target: snort3.targets[0]!, rules: [] };

function rendered(value: string): RenderedSignature {
  const encoding = snort3.encode(observationOf("File", value), CONTEXT);
  if (encoding.status === "unsupported") throw new Error(encoding.reason);
  const result = snort3.render(encoding.signatures[0]!, commonValues(1), CONTEXT);
  if (result.status === "unsupported") throw new Error(result.reason);
  return result;
}

async function assembled(signatures: readonly RenderedSignature[]): Promise<readonly ArtifactPart[]> {
  const parts: ArtifactPart[] = [];
  const context = { target: CONTEXT.target, name: "feed", header: ["Made by a test", "]] x\ny"] };
  for await (const part of snort3.assemble(stream(signatures), context)) parts.push(part);
  return parts;
}

async function* stream(signatures: readonly RenderedSignature[]): AsyncIterable<RenderedSignature> {
  yield* signatures;
}

describe("files in Snort 3", () => {
  test("are entries of a file policy by their SHA-256, with what they need and what they do not see", () => {
    const encoding = snort3.encode(observationOf("File", `${MD5} : ${SHA256}`), CONTEXT);
    expect(encoding).toMatchObject({ status: "encoded", uncovered: [], signatures: [{ rule: "file", channels: ["file.content"], fields: { sha256: SHA256 }, isBeside: true }] });
    if (encoding.status === "unsupported") return;
    expect(encoding.requires.join(" ")).toMatch(/-file-policy\.lua.*`file_id`.*`file_log`/);
    for (const text of [...encoding.requires, ...encoding.limits]) expect(text).toMatch(/^[A-Z`].*\.$/s);
    expect(rendered(SHA256)).toEqual({ status: "rendered", text: `${SHA256}\n`, fingerprint: SHA256, isBeside: true });
  });

  test("without a SHA-256 are not emitted, and say why", () => {
    expect(snort3.encode(observationOf("File", MD5), CONTEXT)).toEqual({ status: "unsupported", reason: "Snort 3 knows files by their SHA-256 only (`file_policy`), and none is given" });
  });

  test("are not emitted where everything has to stand in the rules", () => {
    expect(snort3.encode(observationOf("File", SHA256), { ...CONTEXT, selfContained: true })).toEqual({ status: "unsupported", reason: expect.stringContaining("here everything has to stand in the rules") });
  });

  test("nothing but 64 hexadecimal digits comes into the Lua text", () => {
    for (const sha256 of ["]] os.exit() --", SHA256.toUpperCase(), `${SHA256}\n`, ""]) {
      const match = { kind: "digest", sha256 } as const;
      expect(snort3.encode({ ...observationOf("File", SHA256), match }, CONTEXT).status).toBe("unsupported");
      expect(snort3.render({ rule: "file", channels: [], fields: { sha256 }, isBeside: true }, commonValues(1), CONTEXT).status).toBe("unsupported");
    }
  });

  test("stand in a file of their own, which adds to the sensor's policy", async () => {
    const [rules, policy, ...others] = await assembled([rendered(SHA256), rendered("a".repeat(64))]);
    expect(others).toEqual([]);
    expect(rules).toMatchObject({ path: "feed.rules", role: "rules" });
    expect(rules!.text).not.toContain(SHA256);
    expect(policy).toMatchObject({ path: "feed-file-policy.lua", role: "sensor-settings" });
    expect(policy!.text).toContain(`[[\n${SHA256}\n${"a".repeat(64)}\n]]\n`);
    expect(policy!.text).toMatch(/^-- Made by a test\n-- \]\] x\\ny\n\n/);
    expect(policy!.text).toContain("include 'feed-file-policy.lua'");
    expect(policy!.text).toContain("file_policy = file_policy or { }");
  });

  test("many come in parts of one file", async () => {
    const digests = Array.from({ length: 3000 }, (_, index) => index.toString(16).padStart(64, "0"));
    const parts = await assembled(digests.map(rendered));
    const policy = parts.filter(({ role }) => role === "sensor-settings");
    expect(policy.length).toBeGreaterThan(2);
    expect(policy.map(({ text }) => text).join("").match(/^[0-9a-f]{64}$/gm)).toEqual(digests);
  });

  test("there is no such file without them", async () => {
    expect((await assembled([])).map(({ path }) => path)).toEqual(["feed.rules"]);
  });
});
