import { expect, test } from "vitest";
import { createWhole } from "./signature-creation.ts";
import { json, scripted } from "./testing/scripted.ts";

const WANTED = { xid: "ours-1", name: "a", fileName: "a.rules", type: "Suricata", content: "# a\n" };
const REMNANT = json({ data: { id: 9, type: "Signature", name: "a", fileType: "Suricata", fileName: "a.rules" }, status: "Success" });

test.each([
  ["what a refused request has left is taken back", "the attribute type Colour is not known", ["GET", "POST", "GET", "DELETE"]],
  ["what somebody else made under the same xid meanwhile is theirs", "The xid must be unique", ["GET", "POST"]],
])("%s", async (_, message, verbs) => {
  let isAsked = false;
  const { client, requests } = scripted(({ method }) => {
    if (method === "POST") return json({ message, status: "Error" }, 400);
    if (method === "DELETE") return json({ status: "Success" });
    if (isAsked) return REMNANT;
    isAsked = true;
    return json({ message: "not found", status: "Error" }, 404);
  });
  await expect(createWhole(client, "Demo", WANTED, [])).rejects.toThrow(message);
  expect(requests.map(({ method }) => method)).toEqual(verbs);
});
