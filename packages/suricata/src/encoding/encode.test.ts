import { observe, type Observation } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { contextOf } from "../testing/proven-rules.ts";
import { tableObservations } from "../testing/table-samples.ts";
import { SURICATA_ENCODINGS } from "./encoding-description.ts";
import { SURICATA_EMISSION } from "../emission.ts";
import { SURICATA_TARGETS } from "../targets.ts";

const { encode, listForm } = SURICATA_EMISSION;

function observation(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

describe("encode", () => {
  test("a host: one signature for each rule, and what none of them sees", () => {
    const host = observation("Host", "bad.example");
    expect(encode(host, contextOf("host"))).toEqual({
      status: "encoded",
      signatures: [
        { rule: "host-dns", channels: ["dns.query"], fields: { match: expect.any(String) as string } },
        { rule: "host-http", channels: ["http.host"], fields: { match: expect.any(String) as string } },
        { rule: "host-tls", channels: ["tls.sni"], fields: { match: expect.any(String) as string } },
        { rule: "host-quic", channels: ["quic.sni"], fields: { match: expect.any(String) as string } },
      ],
      uncovered: [
        { channel: "file.content", reason: expect.stringContaining("rules for traffic") as string },
        { channel: "memory", reason: expect.stringContaining("rules for traffic") as string },
      ],
      requires: [],
      limits: expect.arrayContaining([expect.stringContaining("final dot")]) as string[],
    });
  });

  test("a channel without its rule is named with the variant that would see it", () => {
    const context = contextOf("host");
    const rules = context.rules.filter(({ id }) => id === "host-dns");
    expect(encode(observation("Host", "bad.example"), { ...context, rules })).toMatchObject({
      uncovered: [
        { channel: "http.host", reason: "the template has no rule of variant `http`" },
        { channel: "tls.sni", reason: "the template has no rule of variant `tls`" },
        { channel: "quic.sni", reason: "the template has no rule of variant `quic`" },
        { channel: "file.content" },
        { channel: "memory" },
      ],
    });
  });

  test.each([
    ["URL", "https://bad.example/x", "encrypted"],
    ["File", "d41d8cd98f00b204e9800998ecf8427e", "a list beside the rules"],
    ["Mutex", "Global\\x", "on a machine"],
    ["RegistryKey", "HKLM\\x", "on a machine"],
    ["EmailSubject", "x".repeat(1001), "1000 bytes"],
  ])("%s %s is unsupported with its reason", (type, value, words) => {
    const observed = observation(type, value);
    expect(encode(observed, contextOf(observed.kind))).toMatchObject({
      status: "unsupported",
      reason: expect.stringContaining(words) as string,
    });
  });

  test("without a rule for it an observation is unsupported", () => {
    const host = observation("Host", "bad.example");
    expect(encode(host, { ...contextOf("host"), rules: [] })).toEqual({
      status: "unsupported",
      reason: "the template has no Suricata rule for host observations",
    });
  });
});

test("the encoding table says of each row whether many share its rule as a list", () => {
  for (const target of SURICATA_TARGETS) {
    for (const { observation: kind, variant, list } of SURICATA_ENCODINGS.filter(({ targets }) => targets?.includes(target.version) !== false)) {
      const context = contextOf(kind, target);
      const id = variant === undefined ? kind : `${kind}-${variant}`;
      const forms = tableObservations(kind).flatMap((each) => listForm(each, context) ?? []);
      // A list in a header is one of all rules of the kind.
      const isShared = forms.some(({ rules }) => rules?.includes(id) !== false);
      expect({ id, isShared }).toEqual({ id, isShared: list !== undefined });
    }
  }
});

test("the encoding table names each way once, with sentences for people", () => {
  for (const { version } of SURICATA_TARGETS) {
    const ways = SURICATA_ENCODINGS.filter(({ targets }) => targets?.includes(version) !== false).map(({ observation: kind, variant }) => `${kind} ${variant ?? ""}`);
    expect(new Set(ways).size).toBe(ways.length);
  }
  for (const { summary, requires, limits } of SURICATA_ENCODINGS) {
    for (const sentence of [summary, ...requires, ...limits]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
});
