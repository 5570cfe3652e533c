import { SourceText } from "@sigwright/core";
import type { Indicator, RuleView } from "@sigwright/core";
import { parseFilter } from "@sigwright/filter";
import { describe, expect, test } from "vitest";
import { createGuards } from "../guard/create-guards.ts";
import type { LedgerChange } from "../ledger/sid-allocator.ts";
import type { SidLedger } from "../ledger/sid-ledger.ts";
import type { GenerateOptions } from "../pipeline/generate.ts";
import { createFilter } from "../pipeline/indicator-filter.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, sourceOf, toyRun, toyTemplate } from "../testing/toy-run.ts";
import { retiredRules } from "./retired-rules.ts";

const FILTER = createFilter(parseFilter("rating >= 3").filter!, new Date("2026-01-01T00:00:00Z"));

interface Run {
  readonly rules: string;
  readonly ledger: SidLedger;
  readonly unchanged: number;
  /** Of the DNS rule of hosts, and all of other kinds: what changed, and why. */
  readonly changes: Readonly<Record<string, string>>;
}

/** Runs as one runs day after day: with the ledger and the rules of the run before. */
async function run(indicators: readonly Indicator[], before?: Run, more: Partial<GenerateOptions> = {}): Promise<Run> {
  const { result, files, ledger } = await toyRun(indicators.map(rowOf), {
    filter: FILTER,
    ...(before === undefined ? {} : { ledger: before.ledger }),
    rulesets: [{ format: toyFormat(), ...(before === undefined ? {} : { previous: before.rules }) }],
    ...more,
  });
  if (result.status === "failed") throw new Error(JSON.stringify(result.diagnostics));
  const told = result.changes.filter(({ key }) => !key.endsWith("/host-http"));
  return {
    rules: files.get("out.toy")!,
    ledger,
    unchanged: result.rulesets[0]!.unchanged,
    changes: Object.fromEntries(told.map((change) => [change.key.split("/").slice(2, -1).join("/"), shown(change)])),
  };
}

function shown(change: LedgerChange): string {
  if (change.change !== "retired") return `${change.change} rev ${change.rev}`;
  return `retired, ${change.why?.cause}: ${change.why?.text}`;
}

function host(value: string, more: Partial<Indicator> = {}): Indicator {
  return indicatorOf("Host", value, { rating: 4, ...more });
}

function parsed(text: string): readonly RuleView[] {
  const format = toyFormat();
  return format.rules!(format.parse!(SourceText.fromString(text)).document);
}

const DAY_ONE = [host("a.net"), host("b.net"), host("c.net"), host("d.net"), host("e.net"), host("f.net"), host("good.net")];

describe("why a signature is retired", () => {
  test("each cause is told", async () => {
    const first = await run(DAY_ONE);
    expect(first.unchanged).toBe(0);
    const second = await run(
      [
        host("a.net", { expires: "2026-04-30T00:00:00Z" }),
        host("b.net", { active: false }),
        host("c.net", { rating: 2 }),
        host("d.net", { lastSeen: "2025-01-01T00:00:00Z" }),
        host("f.net"),
        host("good.net"),
        host("new.net"),
      ],
      first,
      {
        now: "2026-05-01T00:00:00Z",
        template: toyTemplate("lifecycle: { maxAge: 90 }"),
        guards: { check: ({ key }) => (key === "f.net" ? { guard: "allowlist", list: "ours.txt", entry: "f.net", reason: "it is ours" } : undefined) },
      },
    );
    expect(second.changes).toEqual({
      "a.net": "retired, expired: it expired on 2026-04-30",
      "b.net": "retired, withdrawn: it was withdrawn: `active` is false",
      "c.net": "retired, filtered: rating is 2, and `rating >= 3` is asked for",
      "d.net": "retired, too-old: it was last seen on 2025-01-01; 90 days is the most for this kind (host)",
      "e.net": "retired, absent: it is no longer in the source",
      "f.net": "retired, guarded: guarded by ours.txt: it is ours",
      "new.net": "added rev 1",
    });
    expect(second.unchanged).toBe(2);
    expect((await run([host("good.net"), host("new.net")], second)).changes).toEqual({});
  });

  test("the platform's own leaving out is no absence", async () => {
    const source = { ...sourceOf([rowOf(host("b.net"))]), pushedDown: () => ({ query: "rating >= 3", leftOut: 12 }) };
    const { changes } = await run([], await run([host("a.net"), host("b.net")]), { source });
    expect(changes).toEqual({ "a.net": "retired, absent: it is not in what was read; the platform left 12 out, not enumerated" });
  });

  test("of several contributors the strongest reason is told, in any order", async () => {
    const first = await run([host("a.net")]);
    const rows = [host("a.net", { rating: 1 }), host("a.net", { active: false }), host("a.net", { rating: 2 })];
    const reasons = await Promise.all([rows, rows.toReversed()].map(async (each) => (await run(each, first)).changes));
    expect(reasons[0]).toEqual({ "a.net": "retired, withdrawn: it was withdrawn: `active` is false" });
    expect(reasons[1]).toEqual(reasons[0]);
  });

  test("a rule that the template lost, and one that only exact signatures are wanted of", async () => {
    const first = await run([host("a.net"), indicatorOf("URL", "http://x.net/a", { rating: 4 })]);
    const template = toyTemplate();
    const rules = template.formats.get("toy")!.rules.filter(({ rule }) => rule.id !== "host-dns");
    const lost = await run([host("a.net"), indicatorOf("URL", "http://x.net/a", { rating: 4 })], first, { template: { ...template, formats: new Map([["toy", { rules }]]) } });
    expect(lost.changes).toEqual({ "a.net": "retired, template: no rule `host-dns` of the template is for it any more" });
    const toy = toyFormat();
    const vague = Object.freeze({
      ...toy,
      encode: (...args: Parameters<NonNullable<typeof toy.encode>>) => {
        const encoding = toy.encode!(...args);
        return encoding.status === "encoded" && args[0].kind === "url" ? { ...encoding, approximate: "any path" } : encoding;
      },
    });
    const exact = await run([host("a.net"), indicatorOf("URL", "http://x.net/a", { rating: 4 })], first, { template: { ...template, approximate: false }, rulesets: [{ format: vague }] });
    expect(exact.changes).toEqual({ "http://x.net/a": "retired, unsupported: something else can match too: any path" });
  });

  test("single signatures become a list, and a list is no more", async () => {
    const addresses = (count: number): Indicator[] => Array.from({ length: count }, (_, n) => indicatorOf("Address", `192.0.2.${n}`, { rating: 4 }));
    const few = await run(addresses(2));
    const many = await run(addresses(6), few);
    expect(many.changes).toMatchObject({ "192.0.2.0": "retired, list: it is in a list now", "192.0.2.1": "retired, list: it is in a list now" });
    const again = await run(addresses(1), many);
    expect(Object.values(again.changes)).toContain("retired, list: its members are in other signatures now, or gone");
    const none = await run([host("a.net")], many);
    expect(Object.values(none.changes).filter((change) => change.startsWith("retired"))).toEqual(expect.arrayContaining(["retired, absent: it is no longer in the source"]));
  });

  test("matches of every sort are found again", async () => {
    const long = `http://x.net/${"a/%20b".repeat(90)}`;
    const rows = [indicatorOf("URL", long, { rating: 4 }), indicatorOf("CIDR", "203.0.113.0/24", { rating: 4 }), indicatorOf("File", "d".repeat(64), { rating: 4 })];
    const first = await run(rows);
    const { changes } = await run(rows.map((row) => ({ ...row, rating: 1 })), first);
    expect(Object.values(changes)).toEqual(Array.from({ length: 3 }, () => "retired, filtered: rating is 1, and `rating >= 3` is asked for"));
  });
});

describe("a signature that comes back", () => {
  test("has its sid again, with a higher revision, once", async () => {
    const first = await run([host("a.net"), host("b.net")]);
    const without = await run([host("b.net")], first);
    const back = await run([host("a.net"), host("b.net")], without);
    expect(back.changes).toEqual({ "a.net": "returned rev 2" });
    expect(back.rules).not.toBe(first.rules);
    expect(back.rules.replaceAll(/rev \d+/g, "")).toBe(first.rules.replaceAll(/rev \d+/g, ""));
    expect(await run([host("a.net"), host("b.net")], back)).toMatchObject({ changes: {}, rules: back.rules });
  });
});

describe("retired rules that are kept", () => {
  const template = toyTemplate("lifecycle: { retired: comment }");
  const keep = (indicators: readonly Indicator[], before?: Run, now = "2026-05-01T00:00:00Z"): Promise<Run> => run(indicators, before, { template, now });

  test("stand commented out at the end, with day, sid and reason, and stay as they are", async () => {
    const first = await keep([host("a.net"), host("b.net")]);
    const rule = (text: string): string => new RegExp(`^hit ${text.replaceAll(".", String.raw`\.`)} .*$`, "m").exec(first.rules)![0];
    const second = await keep([host("b.net"), host("a.net", { expires: "2026-04-30T00:00:00Z" })], first);
    const sid = /sid (\d+)/.exec(rule("a.net"))![1];
    expect(second.rules).toContain(`\n# retired 2026-05-01: sid ${sid}, it expired on 2026-04-30.\n# ${rule("a.net")}\n`);
    expect(parsed(second.rules).map(({ enabled }) => enabled)).toEqual([true, true, false, false]);
    const third = await keep([host("b.net")], second, "2026-06-01T00:00:00Z");
    expect(third.rules).toBe(second.rules);
    const back = await keep([host("a.net"), host("b.net")], third, "2026-07-01T00:00:00Z");
    expect(back.rules).not.toContain("retired");
    expect(back.changes).toEqual({ "a.net": "returned rev 2" });
  });

  test("are gone when nobody keeps them", async () => {
    const first = await keep([host("a.net"), host("b.net")]);
    const second = await keep([host("b.net")], first);
    expect(second.rules).toContain("# retired");
    expect((await run([host("b.net")], second)).rules).not.toContain("retired");
  });

  test("a rule of somebody else, a changed rule and a marker that is not the rule's own are not taken up", async () => {
    const first = await keep([host("a.net"), host("b.net")]);
    const sids = first.ledger.entries.map(({ sid }) => sid);
    const foreign = "hit c.net msg x meta y ref z sid 7 rev 1\n#hit d.net msg x meta y ref z sid 8 rev 1\n";
    const unmarked = first.rules.replaceAll(/^hit/gm, "#hit");
    const second = await keep([host("b.net")], { ...first, rules: `${foreign}${unmarked}# retired 2020-01-01: sid 7.\n#hit a.net msg x meta y ref z sid ${sids[0]} rev 1\n` });
    expect(second.rules).not.toContain("c.net");
    expect(second.rules).not.toContain("#hit");
    expect(second.rules).not.toContain("# retired");
  });

  test("no reason, however hostile, gets out of its comment", () => {
    const format = toyFormat();
    const previous = "hit a.net msg x meta y ref z sid 7 rev 1\n";
    const entry = { sid: 7, key: "toy/host/a.net/x", rev: 1, fingerprint: "0".repeat(16), state: "active" } as const;
    for (const text of ["x\nhit b.net msg x meta y ref z sid 9 rev 1", "\r\nx", "ends in \\", "\u2028x", "x".repeat(5000)]) {
      const kept = retiredRules({ format, previous, entries: [entry], reasons: new Map([[entry.key, { cause: "guarded", text }]]), now: "2026-05-01" });
      expect(kept.count).toBe(1);
      expect(parsed(kept.text).map(({ sid, enabled }) => ({ sid, enabled }))).toEqual([{ sid: 7, enabled: false }]);
      expect(kept.text.split("\n").every((line) => !line.endsWith("\\") && line.length < 1500)).toBe(true);
    }
  });

  test("a rule on several lines, or one that does not read, is left out", () => {
    const entry = { sid: 7, key: "toy/host/a.net/x", rev: 1, fingerprint: "0".repeat(16), state: "active" } as const;
    const format = toyFormat();
    const view = { range: { start: 0, end: 0 }, enabled: true, sid: 7, fingerprint: "x" };
    const odd = (text: string, more: Partial<ReturnType<typeof toyFormat>> = {}) =>
      retiredRules({ format: { ...format, rules: () => [{ ...view, range: { start: 0, end: text.length } }], ...more }, previous: text, entries: [entry], reasons: new Map(), now: "2026-05-01" }).count;
    expect(odd("hit a.net msg x\nmeta y sid 7 rev 1")).toBe(0);
    expect(odd("hit a.net msg x meta y sid 7 rev 1", { rules: (document) => format.rules!(document) })).toBe(1);
    // Read back, it would be awake: this format calls every rule enabled.
    expect(odd("hit a.net msg x meta y sid 7 rev 1")).toBe(0);
  });

  test("without a ledger nothing is kept, and that is told", async () => {
    const { result } = await toyRun([rowOf(host("a.net"))], { template, ledgerPath: undefined as never });
    expect(result).toMatchObject({ status: "generated", problems: [{ diagnostic: { code: "generate/retired-without-ledger" } }] });
  });
});

test("a guarded signature names the flag that lifts the guard", async () => {
  const first = await run([host("a.net"), host("dns.google")]);
  const { changes } = await run([host("a.net"), host("dns.google")], first, { guards: createGuards({ enabled: new Set(["benign"]) }) });
  expect(changes["dns.google"]).toMatch(/^retired, guarded: guarded by benign: .*--guard -benign/);
});
