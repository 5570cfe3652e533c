import { afterAll, beforeAll, expect, test } from "vitest";
import { RANSOMWARE_INCIDENT } from "./scenarios/ransomware.ts";
import { startSimulator, type Simulator } from "./server.ts";
import { members, pluck, query, row, rows, send } from "./testing/client.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

test("the story: pull, create with everything, find, download, dissociate, delete", async () => {
  const pulled = await send(
    simulator,
    "GET",
    query(
      "indicators",
      `hasGroup(id = ${RANSOMWARE_INCIDENT}) and rating >= 3 and confidence >= 70`,
      "&fields=tags&count=true&sorting=id%20asc",
    ),
  );
  expect(pulled.status).toBe(200);
  expect(pulled.json).toMatchObject({ status: "Success", count: rows(pulled).length });
  const ids = pluck(rows(pulled), "id") as bigint[];
  const fileText = 'alert ip $HOME_NET any -> 203.0.113.7 any (msg:"É"; sid:9100001; rev:1;)\n';
  const created = await send(
    simulator,
    "POST",
    "/v3/groups?owner=Demo%20Organization&fields=associatedIndicators&fields=associatedGroups&fields=tags",
    {
      type: "Signature",
      name: "Incident network rules",
      xid: "incident-suricata",
      fileName: "incident.rules",
      fileType: "Suricata",
      fileText,
      associatedIndicators: { data: ids.map((id) => ({ id })) },
      associatedGroups: { data: [{ id: RANSOMWARE_INCIDENT }] },
      attributes: { data: [{ type: "Description", value: "Generated", default: true }] },
      tags: { data: [{ name: "auto-generated" }] },
      securityLabels: { data: [{ name: "TLP:AMBER" }] },
    },
  );
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({ status: "Success", message: "Created", data: { upVoteCount: "0", fileText } });
  const id = row(created)["id"] as bigint;
  expect(typeof id).toBe("bigint");
  expect(members(row(created)["associatedIndicators"])).toHaveLength(ids.length);
  const found = await send(
    simulator,
    "GET",
    query("groups", `typeName = "Signature" and hasGroup(id = ${RANSOMWARE_INCIDENT}) and signatureType = "Suricata"`),
  );
  expect(rows(found)).toMatchObject([{ id }]);
  expect(row(await send(simulator, "GET", "/v3/groups/incident-suricata?owner=Demo%20Organization"))["id"]).toBe(id);
  const downloaded = await send(simulator, "GET", `/v2/groups/signatures/${id}/download`);
  expect(downloaded).toMatchObject({ status: 200, text: fileText, headers: { "content-type": "text/plain" } });
  const cut = await send(simulator, "PUT", `/v3/groups/${id}?fields=associatedIndicators`, {
    associatedIndicators: { data: [{ id: ids[0]! }], mode: "delete" },
  });
  expect(cut.json).toMatchObject({ message: "Updated" });
  expect(members(row(cut)["associatedIndicators"])).toHaveLength(ids.length - 1);
  expect((await send(simulator, "DELETE", `/v3/groups/${id}`)).json).toEqual({ message: "Deleted", status: "Success" });
  expect((await send(simulator, "GET", `/v3/groups/${id}`)).status).toBe(404);
  expect(simulator.state.writes).toBe(3);
});
