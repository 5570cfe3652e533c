import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBytes, readBytesIfThere } from "./text-file.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

describe("readBytes", () => {
  test("reads a file", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a");
    await writeFile(path, "one\n");
    expect(new TextDecoder().decode(await readBytes(path, "the template"))).toBe("one\n");
  });

  test.skipIf(!existsSync("/dev/zero"))("gives up on a device without an end", async () => {
    await expect(readBytes("/dev/zero", "--append")).rejects.toThrow("--append `/dev/zero` is too large to be one");
    await expect(readBytesIfThere("/dev/zero", "the sid ledger")).rejects.toThrow("is too large to be one");
  });

  test.skipIf(!existsSync("/dev/null"))("takes a device that is empty for an empty file", async () => {
    expect(await readBytes("/dev/null", "the allowlist")).toHaveLength(0);
  });
});
