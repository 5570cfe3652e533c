import type { NewSignature, SignatureStore, StoredSignature } from "../signature-store.ts";
import { StoreError } from "../signature-store.ts";
import { demand, demandSame, excerpt } from "./conformance-case.ts";
import { HOSTILE_VALUES } from "./hostile-texts.ts";
import { collected, demandFailure, demandMembers, fullSignature, indicatorName, plainSignature } from "./store-fixture.ts";
import type { StoreCase } from "./store-fixture.ts";

/** Texts that a store must keep to the byte. */
const CONTENTS: readonly (readonly [string, string])[] = [
  ["line ends of both kinds", "one\r\ntwo\nthree\rfour"],
  ["no line end at its end", "alert ip any any -> any any (sid:1;)"],
  ["blanks and empty lines around", "\n\n  \t# a \n\n"],
  ["a byte order mark", "\uFEFFalert ip any any -> any any (sid:1;)\n"],
  ["letters of many scripts", "# ÿé 日本語 😀 \u0301 \u202E \u2028\n"],
  ["escapes and control characters", "# \u001B[31m \u0007 \u007F \u0085\n"],
  ["what JSON and shells escape", '# "\\" \\n $(x) `y` %s {{z}}\n'],
  ["a megabyte", "# 0123456789abcdef0123456789abcdef\n".repeat(30_000)],
];

/** Names that are paths, devices, markup or not to be seen, none longer than platforms take. */
const NAMES: readonly string[] = [
  "../../escape",
  "..",
  ".",
  "/etc/passwd",
  "C:\\Windows\\system32",
  "a/b",
  "CON",
  "nul.rules",
  ".git",
  "-rf",
  "~",
  "name.",
  "a".repeat(100),
  "日".repeat(100),
  ...HOSTILE_VALUES.filter((value) => value.length <= 100),
];

/** Cases about signatures that are made and read. */
export function createCases(): readonly StoreCase[] {
  return [
    {
      name: "has a spec without secrets and types to choose from",
      async run({ store }) {
        demand(/^[a-z]+:/.test(store.spec), `the spec ${excerpt(store.spec)} does not begin with what the store is`);
        const types = await store.types();
        demand(types.includes("Suricata") && types.includes("YARA"), `the types ${excerpt(types)} lack Suricata or YARA`);
        demand(new Set(types).size === types.length, "a type is named twice");
      },
    },
    {
      name: "gives back what was stored, to another process too",
      async run(fixture) {
        const signature = fullSignature(fixture);
        const created = await fixture.store.create(signature);
        demandStored(created, signature);
        for (const store of [fixture.store, fixture.reopen()]) {
          for (const key of [{ id: created.id }, { xid: signature.xid! }]) {
            const found = await store.get(key);
            demand(found !== undefined, `nothing is found by ${excerpt(key)}`);
            demand(found.id === created.id, `${excerpt(key)} finds ${excerpt(found.id)}`);
            demandStored(found, signature);
          }
          const indicators = await collected(store.indicators(created.id));
          demandMembers(indicators.map(indicatorName), signature.indicators!.map(indicatorName), "the indicators");
        }
      },
    },
    {
      name: "stores a signature that has what is required only",
      async run({ store }) {
        const created = await store.create(plainSignature());
        demandStored(created, plainSignature());
        demandSame(await collected(store.indicators(created.id)), [], "the indicators of a signature without any");
        demandSame(await store.sideFiles(created.id), [], "the side files of a signature without any");
      },
    },
    ...CONTENTS.map(([what, content]): StoreCase => ({
      name: `keeps a content of ${what} to the byte`,
      async run({ store, reopen }) {
        const { id } = await store.create(plainSignature({ content }));
        demand((await reopen().get({ id }))?.content === content, "the content is not what was stored");
        await store.update(id, { content: `${content}#` });
        await store.update(id, { content });
        demand((await reopen().get({ id }))?.content === content, "the content is not what it was updated to");
      },
    })),
    {
      name: "keeps a content with a NUL, or with nothing, to the byte, or refuses it",
      async run({ store, reopen }) {
        let kept = 0;
        for (const content of ["a\u0000b\n", ""]) kept += await keptOrRefused(store, reopen(), plainSignature({ content }));
        demand((await collected(store.list())).length === kept, "it was refused and is there");
      },
    },
    {
      name: "refuses a content that is no Unicode text",
      run: ({ store }) =>
        demandFailure("a lone surrogate", ["invalid"], () => store.create(plainSignature({ content: "a\uD800b" }))),
    },
    {
      name: "keeps hostile names and file names as they are, or refuses them, and never mixes them up",
      async run({ store, reopen }) {
        let kept = 0;
        for (const name of NAMES) kept += await keptOrRefused(store, reopen(), plainSignature({ name, fileName: name, content: name }));
        demand((await collected(store.list())).length === kept, "a signature was refused and is there");
      },
    },
    {
      name: "keeps signatures apart whose names are the same but for case or not at all different",
      async run({ store }) {
        const contents = ["one", "two", "three"];
        const ids: string[] = [];
        for (const [index, name] of ["same", "same", "SAME"].entries()) {
          const { id } = await store.create(plainSignature({ name, content: contents[index]! }));
          ids.push(id);
        }
        demand(new Set(ids).size === 3, `the identifiers ${excerpt(ids)} are not different`);
        for (const [index, id] of ids.entries()) {
          demand((await store.get({ id }))?.content === contents[index], `${id} holds the content of another one`);
        }
      },
    },
    {
      name: "keeps hostile values of attributes, tags and xids as they are, or refuses them",
      async run({ store, reopen }) {
        for (const value of HOSTILE_VALUES.filter(({ length }) => length <= 128)) {
          const attributes = [{ type: "Description", value }];
          await keptOrRefused(store, reopen(), plainSignature({ xid: `x ${value} x`, attributes }));
          await keptOrRefused(store, reopen(), plainSignature({ tags: [`t${value.replaceAll(/\s+/g, "-")}t`] }));
        }
      },
    },
    {
      name: "never makes two signatures of one xid",
      async run({ store, reopen }) {
        const { id } = await store.create(plainSignature({ xid: "one" }));
        await demandFailure("a second signature of one xid", ["conflict"], () => reopen().create(plainSignature({ xid: "one", content: "2" })));
        demand((await store.get({ id }))?.content === plainSignature().content, "the first signature was changed");
        await store.create(plainSignature({ xid: "two" }));
        demand((await collected(store.list())).length === 2, "there are not two signatures");
      },
    },
    {
      name: "makes one signature of an xid, even when two ask for it at once",
      async run({ store, reopen }) {
        const outcomes = await Promise.allSettled(
          [store, reopen(), store, reopen()].map((each) => each.create(plainSignature({ xid: "race" }))),
        );
        const all = await collected(store.list());
        demand(all.length === 1, `there are ${all.length} signatures`);
        demand(outcomes.some(({ status }) => status === "fulfilled"), "nobody made it");
        for (const outcome of outcomes) {
          if (outcome.status === "fulfilled") demand(outcome.value.id === all[0]!.id, "two were told different identifiers");
          else demand(outcome.reason instanceof StoreError, `one failed with ${String(outcome.reason)}`);
        }
      },
    },
    {
      name: "refuses an empty name, type or file name",
      async run({ store }) {
        for (const empty of [{ name: "" }, { type: "" }, { fileName: "" }]) {
          await demandFailure(excerpt(empty), ["invalid"], () => store.create(plainSignature(empty)));
        }
        demandSame(await collected(store.list()), [], "the signatures");
      },
    },
    {
      name: "finds nothing where there is nothing",
      async run({ store }) {
        const { id } = await store.create(plainSignature({ xid: "here" }));
        await store.update(id, { name: "renamed" });
        for (const key of [{ xid: "nowhere" }, { xid: "" }, { xid: "../here" }, { id: "999999999999999999" }, { id: "../x" }]) {
          demand((await store.get(key)) === undefined, `${excerpt(key)} finds something`);
        }
        for (const name of ["999999999999999999", "../x"]) {
          await demandFailure("an update", ["not-found", "invalid"], () => store.update(name, { name: "x" }));
          await demandFailure("indicators", ["not-found", "invalid"], () => collected(store.indicators(name)));
          await demandFailure("side files", ["not-found", "invalid"], () => store.sideFiles(name));
          await demandFailure("putting side files", ["not-found", "invalid"], () => store.putSideFiles(name, []));
        }
      },
    },
    {
      name: "lists in one order, whole or by type, name, tag and group",
      async run(fixture) {
        const { store, reopen, groups } = fixture;
        const [first, second] = groups;
        await store.create(plainSignature({ name: "b", tags: ["x"], groups: [first!] }));
        await store.create(plainSignature({ name: "a", type: "YARA", fileName: "a.yar", tags: ["x", "y"], groups: [first!, second!] }));
        await store.create(plainSignature({ name: "c" }));
        const all = await collected(store.list());
        demandMembers(all.map(({ name }) => name), ["a", "b", "c"], "the names");
        demandSame(await collected(reopen().list()), all, "the listing");
        for (const [query, names] of [
          [{ type: "YARA" }, ["a"]],
          [{ name: "b" }, ["b"]],
          [{ tag: "x" }, ["a", "b"]],
          [{ tag: "y", type: "YARA" }, ["a"]],
          [{ tag: "y", type: "Suricata" }, []],
          [{ group: first!.id }, ["a", "b"]],
          [{ group: second!.id, name: "b" }, []],
        ] as const) {
          const found = await collected(store.list(query));
          demandMembers(found.map(({ name }) => name), names, `the signatures of ${excerpt(query)}`);
        }
      },
    },
    {
      name: "refuses groups, indicators and labels that do not exist, and makes none",
      async run({ store, missing }) {
        if (missing === undefined) return;
        for (const more of [{ groups: [missing.group] }, { indicators: [missing.indicator] }, { labels: [missing.label] }]) {
          await demandFailure(excerpt(more), ["not-found", "invalid"], () => store.create(plainSignature(more)));
        }
        demandSame(await collected(store.list()), [], "the signatures");
      },
    },
  ];
}

/** Demands that a signature says what it was made of. */
export function demandStored(found: StoredSignature, expected: NewSignature): void {
  for (const member of ["xid", "name", "type", "fileName", "content"] as const) {
    if (member === "xid" && expected.xid === undefined) continue;
    demand(found[member] === expected[member], `${member} is ${excerpt(found[member])}, not ${excerpt(expected[member])}`);
  }
  demandMembers(found.tags, expected.tags ?? [], "the tags");
  demandMembers(found.labels, expected.labels ?? [], "the labels");
  demandMembers(found.groups.map(({ id }) => id), (expected.groups ?? []).map(({ id }) => id), "the groups");
  const shown = (attributes: StoredSignature["attributes"]): string[] =>
    attributes.map(({ type, value, source, isDefault }) => JSON.stringify([type, value, source ?? "", isDefault === true]));
  demandMembers(shown(found.attributes), shown(expected.attributes ?? []), "the attributes");
}

/** Gives the number of signatures that came to the store: 1 or 0. */
async function keptOrRefused(store: SignatureStore, other: SignatureStore, signature: NewSignature): Promise<number> {
  let created: StoredSignature;
  try {
    created = await store.create(signature);
  } catch (error) {
    demand(error instanceof StoreError && error.failure === "invalid", `${excerpt(signature)} failed with ${String(error)}`);
    return 0;
  }
  const found = await other.get({ id: created.id });
  demand(found !== undefined, `${excerpt(signature)} was stored and is not there`);
  demandStored(found, signature);
  if (signature.xid !== undefined) {
    demand((await other.get({ xid: signature.xid }))?.id === created.id, `${excerpt(signature.xid)} does not find it`);
  }
  return 1;
}
