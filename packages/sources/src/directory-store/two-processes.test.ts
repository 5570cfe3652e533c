import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { directoryStore } from "./directory-store.ts";

const MODULE = pathToFileURL(fileURLToPath(new URL("directory-store.ts", import.meta.url))).href;
const CHANGES = 8;

/** What one process does: it makes the signature unless the other was first, then tags it. */
const SCRIPT = `
  const { directoryStore } = await import(process.argv[1]);
  const store = directoryStore(process.argv[2]);
  const who = process.argv[3];
  const signature = { xid: "one", name: "One", type: "Suricata", fileName: "one.rules", content: "" };
  await store.create(signature).catch((error) => { if (error.failure !== "conflict") throw error; });
  const { id } = await store.get({ xid: "one" });
  for (let n = 0; n < ${CHANGES}; n++) await store.update(id, { tags: { add: [who + n] }, content: who + n });
`;

test("two processes make one signature and lose no change", async () => {
  const root = await mkdtemp(join(tmpdir(), "sigwright-store-"));
  try {
    const run = (who: string): Promise<unknown> =>
      promisify(execFile)(process.execPath, ["--conditions=@sigwright/source", "--input-type=module", "-e", SCRIPT, MODULE, root, who]);
    await Promise.all([run("a"), run("b"), run("c")]);
    const store = directoryStore(root);
    const found = await store.get({ xid: "one" });
    const expected = ["a", "b", "c"].flatMap((who) => Array.from({ length: CHANGES }, (_, n) => `${who}${n}`));
    expect(found?.tags).toEqual(expected);
    expect(["a7", "b7", "c7"]).toContain(found?.content);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
