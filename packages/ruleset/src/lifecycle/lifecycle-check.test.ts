import { parseFilter } from "@sigwright/filter";
import { describe, expect, test } from "vitest";
import { createFilter } from "../pipeline/indicator-filter.ts";
import { defaultTemplate } from "../templates/load-template.ts";
import { indicatorOf, rowOf, toyRun, toyTemplate } from "../testing/toy-run.ts";
import { createLifecycle } from "./lifecycle-check.ts";

const NOW = "2026-05-01T12:00:00Z";
const NOTHING: ReadonlySet<string> = new Set();

describe("an indicator has had its time", () => {
  const { ended } = createLifecycle(defaultTemplate().lifecycle, NOW, NOTHING);
  test.each([
    [{ expires: "2026-04-30T00:00:00Z" }, "it expired on 2026-04-30"],
    [{ expires: NOW }, "it expired on 2026-05-01"],
    [{ expires: "2026-05-01T12:00:01Z" }, undefined],
    [{ active: false, expires: "2026-04-30T00:00:00Z" }, "it was withdrawn: `active` is false"],
    [{ active: true }, undefined],
    [{}, undefined],
    [{ expires: "whenever" }, undefined],
  ])("%j: %s", (more, reason) => {
    expect(ended(indicatorOf("Host", "bad.net", more))?.reason).toBe(reason);
  });
});

describe("an indicator is too old", () => {
  const maxAge = new Map([["address", 30] as const]);
  const { tooOld } = createLifecycle({ ...defaultTemplate().lifecycle, maxAge }, NOW, NOTHING);
  const old = "2026-04-01T11:59:59Z";
  const young = "2026-04-01T12:00:00Z";
  test.each([
    [{ lastSeen: old }, "it was last seen on 2026-04-01; 30 days is the most for this kind (address)"],
    [{ lastSeen: young, dateAdded: old }, undefined],
    [{ lastModified: old }, "it was last changed on 2026-04-01; 30 days is the most for this kind (address)"],
    [{ dateAdded: old }, "it was added on 2026-04-01; 30 days is the most for this kind (address)"],
    [{ firstSeen: old }, "it was first seen on 2026-04-01; 30 days is the most for this kind (address)"],
    [{}, undefined],
  ])("%j: %s", (more, reason) => {
    const indicator = indicatorOf("Address", "192.0.2.1", more);
    expect(tooOld(indicator, "address")?.reason).toBe(reason);
    expect(tooOld(indicator, "host")).toBeUndefined();
  });
});

describe("in a run", () => {
  const rows = [
    rowOf(indicatorOf("Host", "expired.net", { expires: "2025-01-01T00:00:00Z" })),
    rowOf(indicatorOf("Host", "withdrawn.net", { active: false })),
    rowOf(indicatorOf("Host", "old.net", { lastSeen: "2024-01-01T00:00:00Z" })),
    rowOf(indicatorOf("Address", "203.0.113.9")),
    rowOf(indicatorOf("Host", "good.net")),
  ];
  const statuses = async (template: string, filter?: string): Promise<Record<string, string>> => {
    const parsed = filter === undefined ? {} : { filter: createFilter(parseFilter(filter).filter!, new Date(NOW)) };
    const { files } = await toyRun(rows, { template: toyTemplate(template), ...parsed });
    const lines = files.get("manifest.ndjson")!.trim().split("\n");
    return Object.fromEntries(
      lines.map((line) => {
        const { value, outcome } = JSON.parse(line) as { value: string; outcome: { status: string; clause?: string } };
        return [value, outcome.clause ?? outcome.status];
      }),
    );
  };

  test("each is accounted for by what ended it", async () => {
    expect(await statuses("lifecycle: { maxAge: 90 }\nobservations: { kinds: [host] }")).toEqual({
      "expired.net": "lifecycle.expired",
      "withdrawn.net": "lifecycle.withdrawn",
      "old.net": "lifecycle.maxAge",
      "203.0.113.9": "observations.kinds",
      "good.net": "emitted",
    });
  });

  test("a filter that speaks of a field decides about it", async () => {
    const kept = { "expired.net": "emitted", "withdrawn.net": "emitted", "old.net": "emitted", "203.0.113.9": "emitted", "good.net": "emitted" };
    expect(await statuses("", "active = false or active is null or expires exists")).toEqual(kept);
    expect(await statuses("lifecycle: { expired: keep, withdrawn: keep }")).toEqual(kept);
  });
});
