import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hostileScenario, HOSTILE_INCIDENT, RANSOMWARE_INCIDENT, ransomwareScenario } from "@sigwright/threatconnect-simulator";
import type { Group } from "@sigwright/threatconnect-simulator";
import { describe, expect, test } from "vitest";
import type { CliCall } from "./testing/call-cli.ts";
import { NO_RESERVED_GUARDS, simulatedPlatform } from "./testing/simulated-platform.ts";
import type { SimulatedPlatform } from "./testing/simulated-platform.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const INCIDENT = `threatconnect:incident/${RANSOMWARE_INCIDENT}`;
const XID = `sigwright-${RANSOMWARE_INCIDENT}-suricata`;

function syncArgs(...more: readonly string[]): readonly string[] {
  return ["sync", INCIDENT, "--format", "suricata", NO_RESERVED_GUARDS, ...more];
}

/** The one signature that sync has made. */
function madeBy({ simulator }: SimulatedPlatform): Readonly<Group> {
  const made = simulator.state.signatures.filter(({ xid }) => xid?.startsWith("sigwright-") === true);
  expect(made).toHaveLength(1);
  return made[0]!;
}

/** Values of the indicators a group is linked with. */
function linked({ simulator }: SimulatedPlatform, group: Readonly<Group>): readonly string[] {
  return [...group.indicators].map((id) => simulator.state.indicator(id).summary).toSorted();
}

function json(call: CliCall): Record<string, unknown> {
  return JSON.parse(call.stdout) as Record<string, unknown>;
}

const EMITTED = [
  "198.51.100.128/28",
  "198.51.100.23",
  "2001:db8:0:7::42",
  "203.0.113.7",
  "CryptorLoader/1.0 (Windows)",
  "exfil[.]cryptor[.]example",
  "http://203.0.113.66/x;\"quoted\"|pipe",
  "http://payment.cryptor.example/gate.php?id=7",
  "payment.cryptor.example",
  "unlock@cryptor.example",
  "xn--bcher-kva.example",
];

test("an incident becomes a signature that is associated with it and with exactly the indicators in it", async () => {
  await using platform = await simulatedPlatform();
  const call = await platform.run(syncArgs());
  expect(call).toMatchObject({ exitCode: 0, stderr: "" });
  for (const words of ["22  read", "11  emitted", "3 × rating >= 3", "1 × lifecycle.withdrawn", "Signature made:", XID]) {
    expect(call.stdout).toContain(words);
  }
  const made = madeBy(platform);
  expect(made).toMatchObject({ type: "Signature", name: "Ransomware: Cryptor at the water works (Suricata)", xid: XID });
  expect(made.fields).toMatchObject({ fileType: "Suricata", fileName: `incident-${RANSOMWARE_INCIDENT}.rules` });
  expect(linked(platform, made)).toEqual(EMITTED);
  expect([...made.groups]).toEqual([RANSOMWARE_INCIDENT]);
});

test.each(["suricata", "snort3", "snort2"])("a second run for %s sends nothing but questions", async (format) => {
  await using platform = await simulatedPlatform();
  const args = ["sync", INCIDENT, "--format", format, NO_RESERVED_GUARDS];
  await platform.run(args);
  const { state } = platform.simulator;
  const [writes, requests] = [state.writes, state.requests.length];
  const call = await platform.run(args);
  expect(call).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("as it should be; nothing was written") });
  expect(state.writes).toBe(writes);
  expect(state.requests.slice(requests).filter(({ method }) => method !== "GET")).toEqual([]);
});

test.each(["--plan", "--dry-run"])("%s says what would be done and does none of it", async (flag) => {
  await using platform = await simulatedPlatform();
  const call = await platform.run(syncArgs(flag));
  expect(call.stdout).toContain("This signature would be made:");
  expect(call.stdout).toContain("+ added");
  expect(platform.simulator.state.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  const planned = json(await platform.run(syncArgs(flag, "--reporter", "json")));
  const done = json(await platform.run(syncArgs("--reporter", "json")));
  const [plan] = planned["signatures"] as Record<string, unknown>[];
  const [made] = done["signatures"] as Record<string, unknown>[];
  expect(planned["status"]).toBe("planned");
  expect({ ...plan, id: null, link: null }).toEqual({ ...made, id: null, link: null });
});

test("the JSON document has counts, causes, the signature and what is different", async () => {
  await using platform = await simulatedPlatform();
  expect(json(await platform.run(syncArgs("--reporter", "json")))).toMatchObject({
    version: 1,
    status: "synced",
    filter: "rating >= 3 and confidence >= 70 and active",
    group: { id: String(RANSOMWARE_INCIDENT), type: "Incident" },
    source: { spec: INCIDENT, read: 22, pushedDown: null },
    signatures: [
      {
        status: "created",
        format: "suricata",
        xid: XID,
        type: "Suricata",
        counts: { read: 22, emitted: 11, filtered: 6 },
        indicators: 11,
        change: null,
        sids: expect.arrayContaining([expect.objectContaining({ change: "added", rev: 1 })]),
      },
    ],
  });
});

describe("an indicator that is in the rules", () => {
  test.each([
    ["whose rating falls", { rating: 2 }],
    ["that becomes inactive", { active: false }],
  ])("%s leaves rules and associations, and keeps its sid for its return", async (_, change) => {
    await using platform = await simulatedPlatform();
    const { state } = platform.simulator;
    await platform.run(syncArgs());
    const before = String(madeBy(platform).fields["fileText"]);
    const [indicator] = state.indicators.filter(({ summary, rating }) => summary === "203.0.113.7" && rating === 5);
    const { rating, active } = indicator!;
    state.edit(indicator!, change);
    const call = await platform.run(syncArgs());
    expect(call).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 retired") });
    expect(linked(platform, madeBy(platform))).toEqual(EMITTED.filter((value) => value !== "203.0.113.7"));
    const between = String(madeBy(platform).fields["fileText"]);
    expect(between).not.toContain("alert ip 203.0.113.7");
    expect(between).toMatch(/^# sigwright-sid \d+ suricata\/address\/203\.0\.113\.7\/address 1 [0-9a-f]{16} retired$/m);
    state.edit(indicator!, { rating, active });
    await platform.run(syncArgs());
    // The same rules with the same sids, and a higher revision of what was away.
    const rules = (text: unknown): string => String(text).replaceAll(/^# sigwright-.*\n/gm, "");
    const after = rules(madeBy(platform).fields["fileText"]);
    expect(after).not.toBe(rules(before));
    expect(after.replaceAll("rev:2;", "rev:1;")).toBe(rules(before));
  });
});

test("another tool's signature is not touched, even when it has our name", async () => {
  const seed = ransomwareScenario();
  const theirs = { name: "Ransomware: Cryptor at the water works (Suricata)", type: "Signature", fields: { fileName: "a", fileType: "Suricata", fileText: "theirs" } };
  await using platform = await simulatedPlatform({ seed: { ...seed, groups: [...(seed.groups ?? []), theirs] } });
  await platform.run(syncArgs());
  expect(madeBy(platform).name).toBe("Ransomware: Cryptor at the water works (Suricata) 2");
  expect(platform.simulator.state.group(theirs.name).fields).toMatchObject({ fileText: "theirs" });
  expect(platform.simulator.state.group(777n).fields["fileText"]).toContain("[INSERT SID HERE]");
});

test("rules that somebody has edited are told, kept, and replaced when that is wanted", async () => {
  await using platform = await simulatedPlatform();
  const { state } = platform.simulator;
  await platform.run(syncArgs());
  const ours = String(madeBy(platform).fields["fileText"]);
  const edited = ours.replace("alert ip 203.0.113.7", "# alert ip 203.0.113.7");
  state.edit(madeBy(platform), { fields: { ...madeBy(platform).fields, fileText: edited } });
  const writes = state.writes;
  const kept = await platform.run(syncArgs());
  expect(kept).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Somebody has edited the rules") });
  expect(state.writes).toBe(writes);
  expect(await platform.run(syncArgs("--overwrite-edited"))).toMatchObject({ exitCode: 0 });
  expect(madeBy(platform).fields["fileText"]).toBe(ours);
});

describe("a group without indicators", () => {
  const EMPTY = ["sync", "threatconnect:incident/54322", "--format", "suricata"];

  test("makes no signature", async () => {
    await using platform = await simulatedPlatform();
    expect(await platform.run(EMPTY)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("There is nothing to make rules of") });
    expect(platform.simulator.state.writes).toBe(0);
  });

  test("withdraws what was made of it only when that is wanted", async () => {
    await using platform = await simulatedPlatform();
    const { state } = platform.simulator;
    await platform.run(syncArgs());
    const incident = state.group(RANSOMWARE_INCIDENT);
    for (const id of incident.indicators) state.dissociate(incident, state.indicator(id));
    const writes = state.writes;
    const kept = await platform.run(syncArgs());
    expect(kept).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("--allow-empty does it") });
    expect(state.writes).toBe(writes);
    expect(await platform.run(syncArgs("--allow-empty"))).toMatchObject({ exitCode: 0 });
    expect(linked(platform, madeBy(platform))).toEqual([]);
    expect(madeBy(platform).fields["fileText"]).not.toMatch(/^alert/m);
    expect(await platform.run(syncArgs())).toMatchObject({ exitCode: 0 });
  });
});

describe("clear words and the right exit code for", () => {
  test.each([
    ["an incident that does not exist", ["threatconnect:incident/999"], {}, 3, /there is no incident 999 on http/],
    ["one the user may not see", ["threatconnect:incident/54323"], {}, 3, /there is no incident 54323 .*or the API user may not see it/],
    ["a group of another type", [`threatconnect:campaign/${RANSOMWARE_INCIDENT}`], {}, 3, /is no campaign: it is the incident/],
    ["a type that is none", ["threatconnect:incidnt/5"], {}, 2, /did you mean `threatconnect:incident\/5`\?/],
    ["a number that is none", ["threatconnect:incident/x"], {}, 2, /has no number of a group/],
    ["no platform", ["incident/5"], {}, 2, /names no group of the platform/],
    ["a wrong secret", [INCIDENT], { TC_SECRET_KEY: "wrong-secret" }, 3, /the secret key does not belong to the access id/],
    ["a wrong access id", [INCIDENT], { TC_ACCESS_ID: "1" }, 3, /does not know the access id/],
    ["no credentials", [INCIDENT], { TC_SECRET_KEY: "" }, 2, /TC_SECRET_KEY must be set/],
    ["no address", [INCIDENT], { TC_API_PATH: "" }, 2, /TC_API_PATH must be set/],
    ["an address where nobody is", [INCIDENT], { TC_API_PATH: "http://127.0.0.1:1/api" }, 3, /127\.0\.0\.1:1/],
    ["an owner that does not exist", [INCIDENT, "--owner", "Nobody's"], {}, 3, /there is no owner `Nobody's`/],
    ["an owner one may only read", [INCIDENT, "--owner", "Demo Source", NO_RESERVED_GUARDS], {}, 3, /Demo Source|access was denied|may not do this/],
    ["a filter that is none", [INCIDENT, "--filter", "ratng > 3"], {}, 2, /did you mean `rating`\?/],
    ["a format that is none", [INCIDENT, "--format", "suricate"], {}, 2, /did you mean `suricata`\?/],
  ] as const)("%s", async (_, args, env, exitCode, message) => {
    await using platform = await simulatedPlatform();
    const formats = args.some((arg) => arg === "--format") ? [] : ["--format", "suricata"];
    const call = await platform.run(["sync", ...args, ...formats], { env });
    expect(call).toMatchObject({ exitCode, stderr: expect.stringMatching(message) });
    expect(call.stderr).not.toContain("wrong-secret");
    expect(call.stderr).not.toContain(platform.simulator.credentials.secretKey);
    expect(platform.simulator.state.writes).toBe(0);
    const asJson = await platform.run(["sync", ...args, ...formats, "--reporter", "json"], { env });
    if (exitCode !== 2) expect(JSON.parse(asJson.stdout)).toMatchObject({ status: "failed" });
  });
});

test("a run that has to give up ends with 3, and the next one completes what it began", async () => {
  await using platform = await simulatedPlatform();
  const { state } = platform.simulator;
  await platform.run(syncArgs());
  const incident = state.group(RANSOMWARE_INCIDENT);
  const host = state.addIndicator({ type: "Host", values: { hostName: "new.cryptor.example" }, rating: 5, confidence: 90 });
  state.associate(incident, host);
  platform.simulator.setFaults({ strikes: [{ fault: "permission-lost", method: "PUT" }] });
  const stopped = await platform.run(syncArgs());
  expect(stopped.exitCode).toBe(3);
  expect(stopped.stderr).toMatch(/may not|refused|denied|role/);
  state.setPermission("Demo Organization", "FULL");
  platform.simulator.setFaults({});
  expect(await platform.run(syncArgs())).toMatchObject({ exitCode: 0 });
  expect(linked(platform, madeBy(platform))).toEqual([...EMITTED, "new.cryptor.example"].toSorted());
  expect(await platform.run(syncArgs())).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("nothing was written") });
});

test("hostile texts of the platform reach neither the terminal nor the meaning of rules", async () => {
  await using platform = await simulatedPlatform({ seed: hostileScenario() });
  const args = ["sync", `threatconnect:incident/${HOSTILE_INCIDENT}`, "--format", "suricata", "--guard", "off", "--filter", "active or not active"];
  const call = await platform.run(args);
  expect(call.exitCode).toBeLessThanOrEqual(1);
  expect(`${call.stdout}${call.stderr}`).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
  const made = madeBy(platform);
  expect(made.name).not.toMatch(/\p{Cc}/u);
  expect(String(made.fields["fileName"])).toBe(`incident-${HOSTILE_INCIDENT}.rules`);
  const writes = platform.simulator.state.writes;
  await platform.run(args);
  expect(platform.simulator.state.writes).toBe(writes);
  const shown = await platform.run(["signature", "show", `sigwright-${HOSTILE_INCIDENT}-suricata`, "--store", "threatconnect:"]);
  expect(shown).toMatchObject({ exitCode: 0 });
  expect(shown.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
});

test("a template says what the signature is called and goes with", async () => {
  await using folder = await temporaryFolder();
  await using platform = await simulatedPlatform();
  const template = join(folder.path, "my.yaml");
  const rule = '      - { id: address, observation: address, rule: "alert ip {{address}} any -> any any (msg:\\"{{message}}\\"; sid:{{sid}}; rev:{{rev}};)" }';
  await writeFile(
    template,
    `version: 1
id: mine
signature:
  name: "Net rules of {{group_type}} {{group_id}}"
  description: "Of {{group}}"
  source: Us
  tags: [net, ours]
  labels: ["TLP:GREEN"]
formats:
  suricata:
    rules:
${rule}
`,
  );
  expect(await platform.run(syncArgs("--template", template))).toMatchObject({ exitCode: 0 });
  expect(madeBy(platform).name).toBe(`Net rules of incident ${RANSOMWARE_INCIDENT}`);
  const shown = json(await platform.run(["signature", "show", XID, "--store", "threatconnect:", "--reporter", "json"]));
  expect(shown["signature"]).toMatchObject({
    attributes: expect.arrayContaining([
      expect.objectContaining({ type: "Description", value: "Of Ransomware: Cryptor at the water works" }),
      expect.objectContaining({ type: "Source", value: "Us" }),
    ]),
    tags: expect.arrayContaining(["net", "ours"]),
    labels: ["TLP:GREEN"],
  });
});

test("of two runs at the same moment one makes the signature, and the other one says so", async () => {
  await using platform = await simulatedPlatform();
  const calls = await Promise.all([platform.run(syncArgs()), platform.run(syncArgs())]);
  expect(calls.map(({ exitCode }) => exitCode).toSorted((a, b) => a - b)).toEqual([0, 3]);
  expect(calls.map(({ stderr }) => stderr).join("")).toMatch(/another run has made the signature `sigwright-.*` at the same moment\n.*run it again/);
  expect(await platform.run(syncArgs())).toMatchObject({ exitCode: 0 });
  madeBy(platform);
});

test("a group that is not there is named when a signature is to be associated with it", async () => {
  await using platform = await simulatedPlatform();
  const call = await platform.run(["signature", "associate", "777", "--group", "incident/99999", "--store", "threatconnect:"]);
  expect(call).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("there is no group 99999, or the API user may not see it") });
});

test("generate reads a group of the platform too", async () => {
  await using platform = await simulatedPlatform();
  const args = ["generate", "--source", INCIDENT, "--format", "suricata", NO_RESERVED_GUARDS, "--plan", "--reporter", "json"];
  expect(json(await platform.run(args))).toMatchObject({
    filter: "rating >= 3 and confidence >= 70 and active",
    source: { spec: INCIDENT, read: 22 },
    rulesets: [{ counts: { emitted: 13 } }],
  });
  const all = await platform.run([...args, "--filter", "rating >= 3 and confidence >= 70 and (active or not active)"]);
  expect(json(all)).toMatchObject({ rulesets: [{ counts: { emitted: 14 } }] });
});

test("the signature commands work on the platform", async () => {
  await using folder = await temporaryFolder();
  await using platform = await simulatedPlatform();
  const file = join(folder.path, "bad.rules");
  const rules = 'alert dns any any -> any any (msg:"one"; dns.query; content:"bad.example"; sid:[INSERT SID HERE]; rev:1;)\r\n';
  await writeFile(file, rules);
  const on = ["--store", "threatconnect:"];
  const group = `--group=incident/${RANSOMWARE_INCIDENT}`;
  const imported = await platform.run(["signature", "import", file, "--yes", "--xid=mine", "--sid=1000001", "--description=x", group, "--indicator=Host=payment.cryptor.example", ...on]);
  expect(imported).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Stored in threatconnect:") });
  const signature = platform.simulator.state.group("bad");
  expect(signature.fields["fileText"]).toBe(rules.replace("[INSERT SID HERE]", "1000001"));
  expect(linked(platform, signature)).toEqual(["payment.cryptor.example"]);
  expect((await platform.run(["signature", "download", "mine", "--out", "-", ...on])).stdout).toBe(signature.fields["fileText"]);
  expect(await platform.run(["signature", "tag", "mine", "seen", ...on])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("seen") });
  expect(await platform.run(["signature", "label", "mine", "TLP:NOPE", ...on])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("TLP:NOPE") });
  expect((await platform.run(["signature", "list", group, ...on])).stdout).toContain("2 signatures");
  await platform.run(["signature", "dissociate", "mine", group, ...on]);
  expect((await platform.run(["signature", "list", group, ...on])).stdout).toContain("1 signature\n");
});
