import type { SideFile, SignatureStore } from "../signature-store.ts";
import { StoreError } from "../signature-store.ts";
import { demand, demandSame, excerpt } from "./conformance-case.ts";
import { HOSTILE_VALUES } from "./hostile-texts.ts";
import { demandStored } from "./store-create-cases.ts";
import { demandFailure, fullSignature, plainSignature } from "./store-fixture.ts";
import type { StoreCase } from "./store-fixture.ts";

/** Cases about the files that belong to a signature beside its rules. */
export function sideFileCases(): readonly StoreCase[] {
  return [
    {
      name: "keeps side files to the byte, in the order of their names",
      async run(fixture) {
        const { store, reopen } = fixture;
        const signature = fullSignature(fixture);
        const { id } = await store.create(signature);
        const bytes = Uint8Array.from({ length: 512 }, (_, index) => index);
        const files = [sideFile("b.lst", "two\r\n"), { name: "a.bin", bytes }, sideFile("empty.lst", "")];
        await store.putSideFiles(id, files);
        await demandFiles(reopen(), id, files);
        demandStored((await reopen().get({ id }))!, signature);
      },
    },
    {
      name: "makes the side files exactly those that are given",
      async run({ store, reopen }) {
        const { id } = await store.create(plainSignature());
        const steps = [
          [sideFile("a.lst", "1\n"), sideFile("b.lst", "2\n")],
          [sideFile("b.lst", "3\n"), sideFile("c.lst", "4\n")],
          [],
          [sideFile("a.lst", "5\n")],
        ];
        for (const files of steps) {
          await store.putSideFiles(id, files);
          await demandFiles(reopen(), id, files);
        }
      },
    },
    {
      name: "writes no side file that is there already",
      async run({ store, reopen, writes }) {
        const { id } = await store.create(plainSignature());
        const files = [sideFile("a.lst", "1\n"), sideFile("b.lst", "2\n")];
        await store.putSideFiles(id, files);
        const before = await writes();
        await reopen().putSideFiles(id, files.toReversed());
        demandSame(await writes(), before, "the writes");
      },
    },
    {
      name: "keeps the side files of signatures apart, and through updates",
      async run({ store }) {
        const { id: first } = await store.create(plainSignature());
        const { id: second } = await store.create(plainSignature());
        await store.putSideFiles(first, [sideFile("a.lst", "1\n")]);
        await store.putSideFiles(second, [sideFile("a.lst", "2\n")]);
        await store.update(first, { content: "changed\n", name: "renamed" });
        await demandFiles(store, first, [sideFile("a.lst", "1\n")]);
        await demandFiles(store, second, [sideFile("a.lst", "2\n")]);
      },
    },
    {
      name: "keeps side files of hostile names, or refuses them",
      async run({ store }) {
        const { id } = await store.create(plainSignature());
        const names = ["../escape", "..", "/etc/passwd", "a/b", "CON", "signature.json", ".git", ...HOSTILE_VALUES];
        for (const name of names.filter(({ length }) => length <= 100)) await keptOrRefused(store, id, sideFile(name, name));
      },
    },
    {
      name: "refuses two side files of one name, and one without a name",
      async run({ store }) {
        const { id } = await store.create(plainSignature());
        const twice = [sideFile("a.lst", "1"), sideFile("a.lst", "2")];
        await demandFailure("a name that is there twice", ["invalid"], () => store.putSideFiles(id, twice));
        await demandFailure("an empty name", ["invalid"], () => store.putSideFiles(id, [sideFile("", "1")]));
        await demandFiles(store, id, []);
      },
    },
  ];
}

function sideFile(name: string, text: string): SideFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

async function demandFiles(store: SignatureStore, id: string, expected: readonly SideFile[]): Promise<void> {
  const shown = (files: readonly SideFile[]): unknown => files.map(({ name, bytes }) => [name, Array.from(bytes)]);
  const sorted = expected.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  demandSame(shown(await store.sideFiles(id)), shown(sorted), "the side files");
}

async function keptOrRefused(store: SignatureStore, id: string, file: SideFile): Promise<void> {
  try {
    await store.putSideFiles(id, [file]);
  } catch (error) {
    demand(error instanceof StoreError && error.failure === "invalid", `${excerpt(file.name)} failed with ${String(error)}`);
    return;
  }
  await demandFiles(store, id, [file]);
}
