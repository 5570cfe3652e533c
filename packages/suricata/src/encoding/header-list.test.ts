import { observe, utf8Length, type Observation } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { LONGEST_LINE } from "../targets.ts";
import { commonValues, contextOf } from "../testing/proven-rules.ts";
import { SURICATA_EMISSION } from "../emission.ts";

const { encodeList, listForm, render } = SURICATA_EMISSION;

function observation(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

const IPV6 = Array.from({ length: 2000 }, (_, index) =>
  observation("Address", `2001:db8:1111:2222:3333:4444:5555:${(0x1000 + index).toString(16)}`),
);

describe("listForm", () => {
  test.each([
    ["Address", "192.0.2.1", { group: "address", size: 10 }],
    ["Address", "2001:db8::1", { group: "address", size: 12 }],
    ["CIDR", "192.0.2.0/24", { group: "network", size: 13 }],
  ])("%s %s", (type, value, form) => {
    const member = observation(type, value);
    expect(listForm(member, contextOf(member.kind))).toMatchObject(form);
  });

  test("there is none without a template rule", () => {
    expect(listForm(observation("Address", "192.0.2.1"), { ...contextOf("address"), rules: [] })).toBeUndefined();
  });

  test("what fits the capacity fits the line, with the longest message", () => {
    const context = contextOf("address");
    const { size, capacity } = listForm(IPV6[0]!, context)!;
    const members = IPV6.slice(0, Math.floor(capacity / size));
    expect(members.length).toBeGreaterThan(100);
    const encoding = encodeList(members, context);
    if (encoding.status === "unsupported") throw new Error(encoding.reason);
    const rendered = render(encoding.signatures[0]!, commonValues(1, '"'.repeat(1000)), context);
    if (rendered.status === "unsupported") throw new Error(rendered.reason);
    expect(utf8Length(rendered.text)).toBeLessThanOrEqual(LONGEST_LINE);
  });
});

describe("encodeList", () => {
  test("keeps the order given", () => {
    const members = ["203.0.113.9", "2001:db8::1", "203.0.113.1"].map((value) => observation("Address", value));
    expect(encodeList(members, contextOf("address"))).toMatchObject({
      status: "encoded",
      signatures: [{ rule: "address", fields: { address: "[203.0.113.9,2001:db8::1,203.0.113.1]" } }],
    });
  });

  test("refuses members of another kind and an empty list", () => {
    const context = contextOf("address");
    expect(encodeList([], context)).toMatchObject({ status: "unsupported" });
    const mixed = [observation("Address", "192.0.2.1"), observation("CIDR", "192.0.2.0/24")];
    expect(encodeList(mixed, context)).toMatchObject({
      status: "unsupported",
      reason: "a list of address observations can't hold a network observation",
    });
  });
});
