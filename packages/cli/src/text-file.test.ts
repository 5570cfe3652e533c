import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mustBeReplaceable, readBytes, readBytesIfThere } from "./text-file.ts";
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

describe.skipIf(process.platform === "win32")("mustBeReplaceable", () => {
  test("tells files from all that a run would wait for, or spoil", async () => {
    await using folder = await temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    await writeFile(at("file"), "");
    await mkdir(at("folder"));
    await symlink("file", at("link"));
    await symlink("loop", at("loop"));
    execFileSync("mkfifo", [at("pipe")]);
    await symlink("pipe", at("link-to-pipe"));
    const server = createServer().listen(at("socket"));
    await once(server, "listening");
    const told = await Promise.all(
      ["file", "link", "missing", "folder", "pipe", "link-to-pipe", "socket", "loop", "file/x"].map(async (name) =>
        mustBeReplaceable(at(name), "the sid ledger").then(
          () => "fine",
          (error: unknown) => (error instanceof Error ? error.message.replace(folder.path, "") : error),
        ),
      ),
    );
    server.close();
    expect(told).toEqual([
      "fine",
      "fine",
      "fine",
      "`/folder`, given for the sid ledger, is a folder",
      "`/pipe`, given for the sid ledger, is a pipe",
      "`/link-to-pipe`, given for the sid ledger, is a pipe",
      "`/socket`, given for the sid ledger, is a socket",
      "reading the sid ledger `/loop` failed: a link on the way leads back to itself",
      "reading the sid ledger `/file/x` failed: a part of the path is a file, not a folder",
    ]);
    await expect(mustBeReplaceable("/dev/null", "the sid ledger")).rejects.toThrow("is a device");
  });
});
