import type { EncodeContext, ListFile, Observation, SignatureFormat, SourceRow } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../digest.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { toyFormat } from "../testing/toy-format.ts";
import { indicatorOf, rowOf, toyRun, toyTemplate } from "../testing/toy-run.ts";
import type { ToyRun } from "../testing/toy-run.ts";
import { memoryRunStore } from "./run-store.ts";

/** The toy format with lists of hosts in files, for some of its rules. */
function listing(rules: readonly string[] = ["host-dns", "host-http"]): SignatureFormat {
  const toy = toyFormat();
  const format = {
    ...toy,
    listForm: ({ kind, key }: Observation, context: EncodeContext<string>) =>
      kind === "host" && context.selfContained !== true ? { group: "host", size: 1, capacity: Infinity, line: `"${key}"`, rules } : undefined,
    encodeFileList: ({ member, path, lines }: ListFile, context: EncodeContext<string>) => ({
      status: "encoded" as const,
      signatures: context.rules.filter(({ id }) => rules.includes(id)).map(({ id }) => ({ rule: id, channels: member.channels, fields: { match: `@${path}+${lines}` } })),
      uncovered: [],
      requires: [],
      limits: [],
    }),
  };
  return format;
}

function template(): ReturnType<typeof toyTemplate> {
  const toy = toyTemplate();
  return { ...toy, lists: new Map(toy.lists).set("host", 3) };
}

function hosts(count: number, more: (index: number) => Parameters<typeof indicatorOf>[2] = () => ({})): readonly SourceRow[] {
  return Array.from({ length: count }, (_, index) => rowOf(indicatorOf("Host", `bad${index}.com`, more(index))));
}

function run(rows: readonly SourceRow[], more: Parameters<typeof toyRun>[1] = {}): Promise<ToyRun> {
  return toyRun(rows, { template: template(), rulesets: [{ format: listing() }], ...more });
}

function listsOf({ files }: ToyRun): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path.endsWith(".lst")));
}

function manifestOf({ files }: ToyRun): Manifest {
  return JSON.parse(files.get("manifest.json")!) as Manifest;
}

function sidsByValue({ files }: ToyRun): ReadonlyMap<string, readonly number[]> {
  const lines = files.get("manifest.ndjson")!.trimEnd().split("\n");
  return new Map(lines.map((line) => JSON.parse(line) as { value: string; sids: number[] }).map(({ value, sids }) => [value, sids]));
}

describe("a list in a file", () => {
  test("holds each member once, sorted, and is named after what it holds", async () => {
    const rows = hosts(4);
    const made = await run([...rows, rows[2]!].toReversed());
    const text = '"bad0.com"\n"bad1.com"\n"bad2.com"\n"bad3.com"\n';
    const path = `out-host-${sha256Hex(text).slice(0, 8)}.lst`;
    expect(listsOf(made)).toEqual(new Map([[path, text]]));
    expect(made.files.get("out.toy")).toContain(encodeURIComponent(`@${path}+4`));
    expect(manifestOf(made).files).toContainEqual({ path, sha256: sha256Hex(text), role: "list" });
    expect(manifestOf(made).signatures).toMatchObject([
      { kind: "list", entries: 4, observation: "host", value: null, file: path },
      { kind: "list", entries: 4, observation: "host", value: null, file: path },
    ]);
  });

  test("tells the format of a member what the indicator that speaks for it says", async () => {
    const toy = listing();
    const format: SignatureFormat = {
      ...toy,
      listForm(observation, context, facts) {
        const form = toy.listForm!(observation, context);
        return form === undefined || facts === undefined ? form : { ...form, line: `${observation.key} ${facts.rating} ${facts.tags?.join()}` };
      },
    };
    const rows = hosts(3, (index) => ({ rating: index, tags: ["apt"] }));
    const made = await run([...rows, rowOf(indicatorOf("Host", "bad0.com", { rating: 5, tags: ["loader"] }))], { rulesets: [{ format }] });
    expect([...listsOf(made).values()]).toEqual(["bad0.com 5 loader\nbad1.com 1 apt\nbad2.com 2 apt\n"]);
  });

  test("gives each member the sids of its signatures", async () => {
    const made = await run(hosts(3));
    const sids = manifestOf(made).signatures.map(({ sid }) => sid);
    expect(sids).toHaveLength(2);
    for (const found of sidsByValue(made).values()) expect(new Set(found)).toEqual(new Set(sids));
  });

  test("keeps sid and revision whatever comes and goes", async () => {
    const first = await run(hosts(3));
    const second = await run(hosts(40), { ledger: first.ledger });
    expect(listsOf(second)).not.toEqual(listsOf(first));
    expect(second.result).toMatchObject({ changes: [] });
    expect(second.ledger).toEqual(first.ledger);
  });

  test("keeps its name whatever comes and goes, in which the sid of its first rule stands", async () => {
    const names: string[] = [];
    const format: SignatureFormat = {
      ...listing(),
      encodeFileList(list, context) {
        names.push(list.name);
        return listing().encodeFileList!(list, context);
      },
    };
    const nameOf = async (rows: readonly SourceRow[], more: Parameters<typeof run>[1] = {}): Promise<readonly [string, ToyRun]> => {
      const made = await run(rows, { rulesets: [{ format }], ...more });
      return [names.at(-1)!, made];
    };
    const [name, first] = await nameOf(hosts(3));
    const [sid] = manifestOf(first).signatures.filter(({ rule }) => rule === "host-dns").map((signature) => signature.sid);
    expect(name).toBe(`out-host-${sid}`);
    expect((await nameOf(hosts(9), { ledger: first.ledger }))[0]).toBe(name);
    // Divided lists that are spelt alike in a file's name are told apart by their sids.
    names.length = 0;
    await nameOf(hosts(6, (index) => ({ tags: [["a;b", "a b"][index % 2]!] })), { template: { ...template(), listsBy: "tag" } });
    const finals = names.filter((other) => /-[0-9]{7}$/.test(other));
    expect(new Set(finals).size).toBe(2);
  });

  test("is one from the threshold on, and until half of it", async () => {
    expect(listsOf(await run(hosts(2))).size).toBe(0);
    const list = await run(hosts(3));
    expect(listsOf(await run(hosts(2), { ledger: list.ledger })).size).toBe(1);
    expect(listsOf(await run(hosts(1), { ledger: list.ledger })).size).toBe(0);
  });

  test("is the same whatever memory there is", async () => {
    const rows = hosts(300, (index) => ({ rating: index % 6 }));
    const usual = await run(rows);
    const little = await run(rows.toReversed(), { memory: 2000, runStore: memoryRunStore() });
    expect(little.files).toEqual(usual.files);
  });

  test("leaves other rules of the kind to each member", async () => {
    const made = await run(hosts(3), { rulesets: [{ format: listing(["host-http"]) }] });
    const signatures = manifestOf(made).signatures;
    expect(signatures.map(({ kind, rule }) => `${kind} ${rule}`).toSorted()).toEqual(["list host-http", "rule host-dns", "rule host-dns", "rule host-dns"]);
    for (const sids of sidsByValue(made).values()) expect(sids).toHaveLength(2);
  });

  test("becomes single rules where nothing may stand beside the rules, and where the format makes no signatures of it", async () => {
    const alone = await run(hosts(4), { rulesets: [{ format: listing(), selfContained: true }] });
    const format: SignatureFormat = { ...listing(), encodeFileList: () => ({ status: "unsupported", reason: "no" }) };
    const refused = await run(hosts(4), { rulesets: [{ format }] });
    for (const made of [alone, refused]) {
      expect(listsOf(made).size).toBe(0);
      expect(manifestOf(made).signatures.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => "rule"));
      expect(manifestOf(made).counts.emitted).toBe(4);
    }
  });

  test("lies in the folder of its ruleset", async () => {
    const made = await run(hosts(3), { rulesets: [{ format: listing(), folder: "toy" }] });
    expect([...listsOf(made).keys()]).toEqual([expect.stringMatching(/^toy\/out-host-[0-9a-f]{8}\.lst$/) as string]);
    const manifest = JSON.parse(made.files.get("toy/manifest.json")!) as Manifest;
    expect(manifest.signatures[0]?.file).toMatch(/^out-host-[0-9a-f]{8}\.lst$/);
  });
});

describe("lists divided", () => {
  test("by rating have sids of their own", async () => {
    const rows = hosts(6, (index) => (index < 3 ? { rating: 5 } : {}));
    const made = await run(rows, { template: { ...template(), listsBy: "rating" } });
    expect([...listsOf(made).keys()].map((path) => path.replace(/-[0-9a-f]{8}\.lst$/, "")).toSorted()).toEqual(["out-host-rating-5", "out-host-rating-unknown"]);
    const sids = sidsByValue(made);
    expect(sids.get("bad0.com")).not.toEqual(sids.get("bad5.com"));
    expect(made.files.get("out.toy")).toContain(encodeURIComponent("list rating 5"));
  });

  test("by tag count each tag for itself, however it is spelt", async () => {
    const tags = ["../../etc", "a;b\n", "a;b\r", "loader"];
    const rows = hosts(12, (index) => ({ tags: [tags[index % 4]!, "zzz"] }));
    const made = await run(rows, { template: { ...template(), listsBy: "tag" } });
    const paths = [...listsOf(made).keys()];
    expect(paths).toHaveLength(4);
    for (const path of paths) expect(path).toMatch(/^out-host-tag-[a-z-]+-[0-9a-f]{8}\.lst$/);
    const few = await run(hosts(4, (index) => ({ tags: [tags[index]!] })), { template: { ...template(), listsBy: "tag" } });
    expect(listsOf(few).size).toBe(0);
  });
});

describe("a list of products", () => {
  /** The toy format with lists whose members have a name and an end, of which any two match together. */
  function products(): SignatureFormat {
    return {
      ...listing(),
      listForm({ kind, key }: Observation, { product }: EncodeContext<string>) {
        if (kind !== "host") return undefined;
        const [name, end] = key.split(".") as [string, string];
        return { group: "host", size: 1, capacity: Infinity, line: key, rules: ["host-dns", "host-http"], ...(product === true ? { parts: { names: name, ends: end } } : {}) };
      },
      encodeFileList({ member, lines, parts }: ListFile, context: EncodeContext<string>) {
        const { names, ends } = parts ?? {};
        const approximate = names === undefined || ends === undefined ? {} : { approximate: `${names.lines} x ${ends.lines}, not ${lines}` };
        const match = `@${names?.path}+${names?.lines}@${ends?.path}+${ends?.lines}`;
        const signatures = context.rules.map(({ id }) => ({ rule: id, channels: member.channels, fields: { match }, ...(id === "host-dns" ? approximate : {}) }));
        return { status: "encoded", signatures, uncovered: [], requires: [], limits: [] };
      },
    };
  }

  const PRODUCT = { ...template(), listsProduct: true };
  const named = (...names: readonly string[]): readonly SourceRow[] => names.map((name) => rowOf(indicatorOf("Host", name)));
  const rows = named("a.com", "a.net", "b.com", "c.com");
  const runOf = (values: readonly SourceRow[], more: Parameters<typeof run>[1] = {}): Promise<ToyRun> => run(values, { template: PRODUCT, rulesets: [{ format: products() }], ...more });

  test("has a file for each part, in which nothing stands twice, and says what is approximate", async () => {
    const made = await runOf(rows);
    const texts = { "": "a.com\na.net\nb.com\nc.com\n", "-names": "a\nb\nc\n", "-ends": "com\nnet\n" };
    const paths = Object.entries(texts).map(([part, text]) => [`out-host${part}-${sha256Hex(text).slice(0, 8)}.lst`, text] as const);
    expect(listsOf(made)).toEqual(new Map(paths));
    expect(made.files.get("out.toy")).toContain(encodeURIComponent(`@${paths[1]![0]}+3@${paths[2]![0]}+2`));
    const [whole] = paths[0]!;
    expect(manifestOf(made).signatures.map(({ file, approximate }) => [file, approximate])).toEqual(expect.arrayContaining([[whole, "3 x 2, not 4"], [whole, null]]));
    expect(made.result).toMatchObject({ rulesets: [{ approximateLists: ["3 x 2, not 4"] }] });
    const sids = manifestOf(made).signatures.map(({ sid }) => sid!).toSorted((a, b) => a - b);
    expect([...sidsByValue(made).values()]).toEqual([sids, sids, sids, sids]);
  });

  test("keeps sids and revisions whatever comes and goes", async () => {
    const before = await runOf(rows);
    const after = await runOf([...rows.slice(1), ...named("d.org", "e.dev")], { ledger: before.ledger });
    const idsOf = (made: ToyRun): unknown => manifestOf(made).signatures.map(({ rule, sid, rev }) => [rule, sid, rev]);
    expect(idsOf(after)).toEqual(idsOf(before));
  });

  test("is none where the template does not ask for it, or makes exact signatures only", async () => {
    for (const { listsProduct, approximate } of [{ listsProduct: false, approximate: true }, { listsProduct: true, approximate: false }]) {
      // oxlint-disable-next-line no-await-in-loop -- two small runs
      const made = await runOf(rows, { template: { ...PRODUCT, listsProduct, approximate } });
      expect([...listsOf(made).values()]).toEqual(["a.com\na.net\nb.com\nc.com\n"]);
      expect(manifestOf(made).signatures.map(({ approximate: other }) => other)).toEqual([null, null]);
    }
  });
});
