import { observe, type Observation } from "@sigwright/core";
import { directRequest, httpConversation, replayCases, type Conversation } from "@sigwright/engines";
import { beforeAll, describe, expect, test } from "vitest";
import { askedTargets } from "./testing/engine.ts";
import { commonValues, contextOf } from "./testing/proven-rules.ts";
import { SURICATA_EMISSION } from "./emission.ts";

const { encodeList, listForm, render } = SURICATA_EMISSION;

const ASKED = await askedTargets();

/** As many addresses, or networks, as fit one rule, of both families. */
function fullList(type: "Address" | "CIDR"): readonly Observation[] {
  const members: Observation[] = [];
  let room = Number.POSITIVE_INFINITY;
  for (let n = 0; ; n++) {
    const [high, low] = [n >> 6, (n & 63) * 4];
    const address = n % 3 === 0 ? `2a00:1:${high.toString(16)}:${low.toString(16)}::` : `45.7.${high}.${low}`;
    const value = type === "Address" ? address.replace("::", "::1") : `${address}/${n % 3 === 0 ? 64 : 31}`;
    const observed = observe({ type, value });
    if (observed.status !== "observed") throw new Error(observed.reason);
    const [member] = observed.observations;
    const { size, capacity } = listForm(member!, contextOf(member!.kind))!;
    room = Math.min(room, capacity) - size;
    if (room < 0) return members;
    members.push(member!);
  }
}

function connection(address: string): Conversation {
  return httpConversation({ requests: [directRequest({ host: "good.test", target: "/" })], server: { address } });
}

const CASES = [
  ["first IPv6 address", "2a00:1:0:0::1", ["address", "network"]],
  ["its neighbour in the network", "2a00:1:0:0::2", ["network"]],
  ["IPv4 address in the middle", "45.7.1.0", ["address", "network"]],
  ["its neighbour in the network of two", "45.7.1.1", ["network"]],
  ["neighbour outside", "45.7.1.2", []],
  ["IPv6 neighbour outside", "2a00:1:0:1::1", []],
] as const;

const ONE_PAIR = "two connections of one pair";
const TWO_PAIRS = "connections to two addresses of the list";

describe.each(ASKED)("a header list as long as a rule can hold, in Suricata $target.version", ({ target, engine }) => {
  const fired = new Map<string, readonly string[]>();
  const lists = [fullList("Address"), fullList("CIDR")];

  beforeAll(async () => {
    if (engine === undefined) return;
    const rules = lists.map((members, index) => {
      const context = contextOf(members[0]!.kind, target);
      const encoding = encodeList(members, context);
      if (encoding.status === "unsupported") throw new Error(encoding.reason);
      const rendered = render(encoding.signatures[0]!, commonValues(index + 1, "m".repeat(600)), context);
      if (rendered.status === "unsupported") throw new Error(rendered.reason);
      return rendered.text;
    });
    const cases = [
      ...CASES.map(([id, address]) => ({ id, conversations: [connection(address)] })),
      { id: ONE_PAIR, conversations: [connection("45.7.1.0"), connection("45.7.1.0")] },
      { id: TWO_PAIRS, conversations: [connection("45.7.1.0"), connection("45.7.1.4")] },
    ];
    const alerts = await replayCases(`${rules.join("\n")}\n`, cases, { engine });
    for (const [id, counts] of alerts) {
      fired.set(id, counts.flatMap(({ sid, count }) => Array<string>(count).fill(sid === 1 ? "address" : "network")));
    }
  }, 120_000);

  test("holds hundreds", () => {
    for (const members of lists) expect(members.length).toBeGreaterThan(200);
  });

  test.skipIf(engine === undefined).each(CASES)("%s: %s fires %j once", (id, _, fires) => {
    expect(fired.get(id)).toEqual(fires);
  });

  test.skipIf(engine === undefined)("a pair of addresses alerts once an hour, each pair for itself", () => {
    expect(fired.get(ONE_PAIR)).toEqual(["address", "network"]);
    expect(fired.get(TWO_PAIRS)).toEqual(["address", "network", "address", "network"]);
  });
});
