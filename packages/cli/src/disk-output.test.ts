import { once } from "node:events";
import { watch } from "node:fs";
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { OutputWriter } from "@sigwright/ruleset";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, diskOutput } from "./disk-output.ts";
import { OutputError } from "./output-error.ts";
import { seeFile } from "./seen-file.ts";
import { UsageError } from "./usage-error.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const encoder = new TextEncoder();

describe("diskOutput", () => {
  test("shows nothing before the commit, and everything after it", async () => {
    await using folder = await temporaryFolder();
    const out = join(folder.path, "a/b");
    const output = await diskOutput(out);
    await output.write("x.rules", encoder.encode("one\n"));
    await output.write("suricata/y.rules", encoder.encode("two\n"));
    await output.write("x.rules", encoder.encode("three\n"));
    expect(Object.keys(await filesIn(out)).filter((path) => !path.startsWith(".sigwright-"))).toEqual([]);
    await output.commit();
    expect(await filesIn(folder.path)).toEqual({ "a/b/x.rules": "one\nthree\n", "a/b/suricata/y.rules": "two\n" });
  });

  test("gives a file another name before it is in place", async () => {
    await using folder = await temporaryFolder();
    const output = await diskOutput(folder.path, [{ path: join(folder.path, "ledger"), before: undefined }]);
    await output.write("a.lst", encoder.encode("one\n"));
    await output.rename("a.lst", "b.lst");
    await output.write("b.lst", encoder.encode("two\n"));
    await output.write("a.lst", encoder.encode("three\n"));
    await output.commit();
    expect(await filesIn(folder.path)).toEqual({ "a.lst": "three\n", "b.lst": "one\ntwo\n" });
  });

  test("writes nothing where what it is told against was replaced meanwhile", async () => {
    await using folder = await temporaryFolder();
    const manifest = join(folder.path, "manifest.json");
    const runOf = async (text: string): Promise<OutputWriter> => {
      const output = await diskOutput(folder.path, [], [await seeFile(manifest)]);
      await output.write("manifest.json", encoder.encode(text));
      return output;
    };
    // At first there is none, then there is one.
    for (const round of ["first", "second"]) {
      const [one, other] = [await runOf(`${round}, one`), await runOf(`${round}, other`)];
      await other.commit();
      await expect(one.commit()).rejects.toThrow(/another run has replaced `.*manifest\.json`/);
      expect(await filesIn(folder.path)).toEqual({ "manifest.json": `${round}, other` });
    }
    await (await runOf("third")).commit();
    expect(await filesIn(folder.path)).toEqual({ "manifest.json": "third" });
  });

  test("refuses a name that leads elsewhere", async () => {
    await using folder = await temporaryFolder();
    const ledger = join(folder.path, "ledger");
    for (const name of ["../x.lst", "ledger"]) {
      const output = await diskOutput(folder.path, [{ path: ledger, before: undefined }]);
      await output.write("a.lst", encoder.encode("one\n"));
      await expect(output.rename("a.lst", name)).rejects.toThrow(/leads out of|also a file/);
      await output.abort();
    }
    expect(await filesIn(folder.path)).toEqual({});
  });

  test("refuses to put a file in the place of a device", async () => {
    await using folder = await temporaryFolder();
    const place = join(folder.path, "socket");
    // A socket stands for all that is neither file nor folder: a mistake here must not cost the machine its /dev/null.
    const server = createServer().listen(place);
    await once(server, "listening");
    try {
      await expect(diskOutput(join(folder.path, "out"), [{ path: place, before: undefined }])).rejects.toThrow("a device or a pipe is in the way");
      const output = await diskOutput(folder.path);
      await output.write("socket", encoder.encode("one\n"));
      await expect(output.commit()).rejects.toThrow("a device or a pipe is in the way");
      expect((await stat(place)).isSocket()).toBe(true);
      expect(await readdir(folder.path)).toEqual(["socket"]);
    } finally {
      server.close();
    }
  });

  test("takes away the folders it made when nothing comes of it", async () => {
    await using folder = await temporaryFolder();
    const output = await diskOutput(join(folder.path, "a/b"));
    await output.write("x.rules", encoder.encode("one\n"));
    await output.abort();
    await expect(stat(join(folder.path, "a"))).rejects.toThrow("ENOENT");
  });

  test("puts everything back when a commit fails half-way", async () => {
    await using folder = await temporaryFolder();
    const before = { "a.rules": "old a\n", "z/in-the-way": "" };
    await mkdir(join(folder.path, "z"));
    for (const [path, text] of Object.entries(before)) await writeFile(join(folder.path, path), text);
    const output = await diskOutput(folder.path);
    await output.write("a.rules", encoder.encode("new a\n"));
    await output.write("new/b.rules", encoder.encode("b\n"));
    await output.write("z", encoder.encode("a file where a folder is\n"));
    await expect(output.commit()).rejects.toThrow(OutputError);
    expect(await filesIn(folder.path)).toEqual(before);
    await expect(stat(join(folder.path, "new"))).rejects.toThrow("ENOENT");
  });

  test("is all or nothing, whatever is in the way", async () => {
    const names = fc.constantFrom("a", "b", "c", "d/e", "d/f");
    const files = fc.uniqueArray(names, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(files, fc.option(names), fc.option(names), async (written, existing, blocked) => {
        await using folder = await temporaryFolder();
        if (existing !== null) {
          await mkdir(join(folder.path, existing, ".."), { recursive: true });
          await writeFile(join(folder.path, existing), "old");
        }
        if (blocked !== null && blocked !== existing) await mkdir(join(folder.path, blocked, "x"), { recursive: true });
        const before = await filesIn(folder.path);
        const output = await diskOutput(folder.path);
        for (const path of written) await output.write(path, encoder.encode(`new ${path}`));
        const isWritten = await output.commit().then(
          () => true,
          () => false,
        );
        const expected = isWritten ? { ...before, ...Object.fromEntries(written.map((path) => [path, `new ${path}`])) } : before;
        expect(await filesIn(folder.path)).toEqual(expected);
        expect(isWritten).toBe(blocked === null || blocked === existing || !written.includes(blocked));
      }),
      { numRuns: 30 },
    );
  });

  test("keeps the permissions of what it replaces, and follows a link to the ledger", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    await mkdir(at("shared"));
    await writeFile(at("shared/sids.ledger"), "old\n");
    await chmod(at("shared/sids.ledger"), 0o640);
    await symlink("shared/sids.ledger", at("sids.ledger"));
    const output = await diskOutput(at("out"), [{ path: at("sids.ledger"), before: digestOf(encoder.encode("old\n")) }]);
    await output.write(at("sids.ledger"), encoder.encode("new\n"));
    await output.commit();
    expect(await readFile(at("shared/sids.ledger"), "utf8")).toBe("new\n");
    expect((await stat(at("shared/sids.ledger"))).mode & 0o777).toBe(0o640);
    expect(await readFile(at("sids.ledger"), "utf8")).toBe("new\n");
  });

  test("puts the ledger in place first, so that no rule has a sid that nothing remembers", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    const seen: (string | null)[] = [];
    const output = await diskOutput(at("out"), [{ path: at("sids.ledger"), before: undefined }]);
    await output.write("a.rules", encoder.encode("rules\n"));
    await output.write(at("sids.ledger"), encoder.encode("sids\n"));
    const watcher = watch(folder.path, { recursive: true }, (_, name) => seen.push(name));
    await output.commit();
    await expect.poll(() => seen.includes("out/a.rules") && seen.includes("sids.ledger")).toBe(true);
    watcher.close();
    expect(seen.indexOf("sids.ledger")).toBeLessThan(seen.indexOf("out/a.rules"));
  });

  test("writes nothing when another run has changed the ledger meanwhile, and loses nothing of that run", async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    const runs = await Promise.all(
      ["one", "two", "three"].map(async (name) => {
        const output = await diskOutput(at(name), [{ path: at("sids.ledger"), before: undefined }]);
        await output.write("a.rules", encoder.encode(`${name}\n`));
        await output.write(at("sids.ledger"), encoder.encode(`${name}\n`));
        return { name, output };
      }),
    );
    const outcomes = await Promise.all(runs.map(({ name, output }) => output.commit().then(() => name, (error: unknown) => error)));
    const winners = outcomes.filter((outcome) => typeof outcome === "string");
    const losers = outcomes.filter((outcome) => outcome instanceof OutputError);
    expect([winners.length, losers.length]).toEqual([1, 2]);
    for (const { message } of losers) expect(message).toBe(`another run has changed \`${at("sids.ledger")}\` since this one read it, so nothing was written`);
    expect(await filesIn(folder.path)).toEqual({ "sids.ledger": `${winners[0]}\n`, [`${winners[0]}/a.rules`]: `${winners[0]}\n` });
  });

  test.each([
    ["under its name", "out/a.rules"],
    ["through a link to the folder", "link/a.rules"],
  ])("refuses a ledger that is a file of the output, %s", async (_, ledger) => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    await mkdir(at("out"));
    await writeFile(at("out/a.rules"), "mine\n");
    await symlink("out", at("link"));
    const before = await filesIn(folder.path);
    const output = await diskOutput(at("out"), [{ path: at(ledger), before: digestOf(encoder.encode("mine\n")) }]);
    await expect(output.write("a.rules", encoder.encode("rules\n"))).rejects.toThrow(UsageError);
    expect(await filesIn(folder.path)).toEqual(before);
  });

  test.each(["../x", "a/../../x"])("does not write to %s", async (path) => {
    await using folder = await temporaryFolder();
    const output = await diskOutput(join(folder.path, "out"));
    await expect(output.write(path, encoder.encode("x"))).rejects.toThrow("leads out of the output folder");
    expect(await filesIn(folder.path)).toEqual({});
  });
});
