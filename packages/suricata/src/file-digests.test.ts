import { createHash } from "node:crypto";
import { directRequest, httpConversation, replayCases } from "@sigwright/engines";
import { describe, expect, test } from "vitest";
import { installedSuricata } from "./testing/engine.ts";

const engine = await installedSuricata();

const FILE = new TextEncoder().encode("A file that two lists could name, each by another digest.\r\n".repeat(100));
const RULES = ["alert ip any any -> any any (filesha256:other.lst; sid:1;)", "alert ip any any -> any any (filesha1:own.lst; sid:2;)", ""].join("\n");
const LISTS = { "other.lst": `${"0".repeat(64)}\n`, "own.lst": `${createHash("sha1").update(FILE).digest("hex")}\n` };
const DOWNLOAD = httpConversation({ requests: [directRequest({ host: "good.test", target: "/" })], responses: [{ fields: [["Content-Type", "application/octet-stream"]], body: FILE }] });

async function fired(fileHashes: boolean): Promise<readonly number[]> {
  const alerts = await replayCases({ text: RULES, lists: LISTS }, [{ id: "download", conversations: [DOWNLOAD] }], { engine: engine!, settings: { fileHashes } });
  return alerts.get("download")!.map(({ sid }) => sid);
}

// What the encodings of files require, and why.
describe.skipIf(engine === undefined)("rules for digests of two algorithms, in Suricata 7.0", () => {
  test("without `force-hash` those of the second are silent", async () => {
    expect(await fired(false)).toEqual([]);
  });

  test("with it they fire", async () => {
    expect(await fired(true)).toEqual([2]);
  });
});
