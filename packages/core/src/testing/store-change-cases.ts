import type { SignatureChange } from "../signature-store.ts";
import { demand, demandSame, excerpt } from "./conformance-case.ts";
import { demandStored } from "./store-create-cases.ts";
import { collected, demandFailure, demandMembers, fullSignature, indicatorName, plainSignature } from "./store-fixture.ts";
import type { StoreCase } from "./store-fixture.ts";

/** Cases about signatures that are changed. */
export function changeCases(): readonly StoreCase[] {
  return [
    {
      name: "changes what it is told to change and nothing else",
      async run(fixture) {
        const { store, reopen } = fixture;
        const signature = fullSignature(fixture);
        const { id } = await store.create(signature);
        const changes = [{ content: "changed\n" }, { name: "Another name" }, { fileName: "other.yar", type: "YARA" }];
        let expected = signature;
        for (const change of changes) {
          expected = { ...expected, ...change };
          demandStored(await store.update(id, change), expected);
          demandStored((await reopen().get({ id }))!, expected);
        }
        const indicators = await collected(store.indicators(id));
        demandMembers(indicators.map(indicatorName), signature.indicators!.map(indicatorName), "the indicators");
      },
    },
    {
      name: "adds members and takes them out, of every collection at once",
      async run(fixture) {
        const { store, reopen, groups, indicators, labels } = fixture;
        const signature = fullSignature(fixture);
        const { id } = await store.create(signature);
        await store.update(id, {
          attributes: {
            add: [{ type: "Description", value: "Made anew", isDefault: true }],
            remove: [{ type: "Description", value: "Made of incident 1" }],
          },
          tags: { add: ["new"], remove: ["ransomware"] },
          labels: { add: labels.slice(1, 2), remove: labels.slice(0, 1) },
          groups: { add: groups.slice(1, 3), remove: groups.slice(0, 1) },
          indicators: { add: indicators.slice(2, 3), remove: indicators.slice(0, 1) },
        });
        demandStored((await reopen().get({ id }))!, {
          ...signature,
          attributes: [
            { type: "Description", value: "Made anew", isDefault: true },
            { type: "Source", value: "sigwright", isDefault: true },
          ],
          tags: ["new", "made by a test"],
          labels: labels.slice(1, 2),
          groups: groups.slice(1, 3),
        });
        const left = await collected(reopen().indicators(id));
        demandMembers(left.map(indicatorName), indicators.slice(1, 3).map(indicatorName), "the indicators");
      },
    },
    {
      name: "takes out the last members of every collection",
      async run(fixture) {
        const { store, reopen } = fixture;
        const { attributes, tags, labels, groups, indicators, ...rest } = fullSignature(fixture);
        const { id } = await store.create({ ...rest, attributes: attributes!, tags: tags!, labels: labels!, groups: groups!, indicators: indicators! });
        await store.update(id, {
          attributes: { remove: attributes! },
          tags: { remove: tags! },
          labels: { remove: labels! },
          groups: { remove: groups! },
          indicators: { remove: indicators! },
        });
        demandStored((await reopen().get({ id }))!, rest);
        demandSame(await collected(reopen().indicators(id)), [], "the indicators");
      },
    },
    {
      name: "gives associated groups and indicators back as it knows them",
      async run({ store, groups, indicators }) {
        const { id } = await store.create(plainSignature());
        await store.update(id, { groups: { add: groups }, indicators: { add: indicators } });
        const found = await store.get({ id });
        for (const { id: group, type } of groups) {
          const known = found!.groups.find((each) => each.id === group);
          demand(known !== undefined && known.type === type, `the group ${group} is ${excerpt(known)}`);
        }
        const all = await collected(store.indicators(id));
        for (const indicator of indicators) {
          const known = all.find((each) => indicatorName(each) === indicatorName(indicator));
          demand(known !== undefined && known.id === indicator.id, `the indicator ${excerpt(indicator)} is ${excerpt(known)}`);
        }
      },
    },
    {
      name: "writes nothing when all is so already",
      async run(fixture) {
        const { store, reopen, writes } = fixture;
        const signature = fullSignature(fixture);
        const { id } = await store.create(signature);
        const before = await writes();
        const { name, type, fileName, content } = signature;
        const same: readonly SignatureChange[] = [
          {},
          { name, type, fileName, content },
          { content, replaces: "something that was there before" },
          { attributes: { add: signature.attributes!, remove: [{ type: "Description", value: "never there" }] } },
          { tags: { add: signature.tags!, remove: ["never there"] } },
          { labels: { add: signature.labels!, remove: fixture.labels.slice(1, 2) } },
          { groups: { add: signature.groups!, remove: fixture.groups.slice(1) } },
          { indicators: { add: signature.indicators!, remove: fixture.indicators.slice(2) } },
        ];
        for (const change of same) {
          demandStored(await reopen().update(id, change), signature);
          demandSame(await writes(), before, `the writes after ${excerpt(change)}`);
        }
      },
    },
    {
      name: "keeps a member that is added and taken out at once",
      async run(fixture) {
        const { store, reopen } = fixture;
        const signature = fullSignature(fixture);
        const { id } = await store.create(signature);
        const both = <Member>(members: readonly Member[]): { add: readonly Member[]; remove: readonly Member[] } => ({
          add: members,
          remove: members,
        });
        await store.update(id, {
          attributes: both(signature.attributes!),
          tags: both(signature.tags!),
          labels: both(signature.labels!),
          groups: both(signature.groups!),
          indicators: both(signature.indicators!),
        });
        demandStored((await reopen().get({ id }))!, signature);
        const left = await collected(store.indicators(id));
        demandMembers(left.map(indicatorName), signature.indicators!.map(indicatorName), "the indicators");
      },
    },
    {
      name: "takes members once, however often they are given",
      async run({ store, groups, indicators, labels }) {
        const attribute = { type: "Source", value: "twice" };
        const { id } = await store.create(plainSignature({ tags: ["t", "t"], attributes: [attribute, attribute] }));
        await store.update(id, {
          tags: { add: ["t", "u", "u"] },
          labels: { add: [labels[0]!, labels[0]!] },
          attributes: { add: [attribute] },
          groups: { add: [groups[0]!, groups[0]!] },
          indicators: { add: [indicators[0]!, indicators[0]!] },
        });
        const found = await store.get({ id });
        demandStored(found!, plainSignature({ tags: ["t", "u"], labels: [labels[0]!], attributes: [attribute], groups: [groups[0]!] }));
        demand((await collected(store.indicators(id))).length === 1, "the indicator is there twice");
      },
    },
    {
      name: "tells somebody whose content was replaced meanwhile, and keeps what is there",
      async run({ store, reopen }) {
        const signature = plainSignature();
        const { id } = await store.create(signature);
        await reopen().update(id, { content: "mine\n", replaces: signature.content });
        await demandFailure("a late update", ["conflict"], () => store.update(id, { content: "yours\n", replaces: signature.content }));
        demand((await store.get({ id }))?.content === "mine\n", "the content is not what was there");
      },
    },
    {
      name: "loses no change when two make changes at once",
      async run({ store, reopen, groups, indicators }) {
        const { id } = await store.create(plainSignature());
        const tags = ["one", "two", "three", "four", "five", "six"];
        await Promise.all(
          tags.map((tag, index) =>
            (index % 2 === 0 ? store : reopen()).update(id, {
              tags: { add: [tag] },
              groups: { add: [groups[index % groups.length]!] },
              indicators: { add: [indicators[index % indicators.length]!] },
            }),
          ),
        );
        const found = await store.get({ id });
        demandMembers(found!.tags, tags, "the tags");
        const expected = groups.slice(0, tags.length).map((group) => group.id);
        demandMembers(found!.groups.map((group) => group.id), expected, "the groups");
        const members = await collected(store.indicators(id));
        demandMembers(members.map(indicatorName), indicators.slice(0, tags.length).map(indicatorName), "the indicators");
      },
    },
    {
      name: "refuses to make a name, type or file name empty",
      async run({ store }) {
        const { id } = await store.create(plainSignature());
        for (const empty of [{ name: "" }, { type: "" }, { fileName: "" }, { content: "\uDC00" }]) {
          await demandFailure(excerpt(empty), ["invalid"], () => store.update(id, empty));
        }
        demandStored((await store.get({ id }))!, plainSignature());
      },
    },
    {
      name: "refuses to associate what does not exist",
      async run({ store, missing }) {
        if (missing === undefined) return;
        const { id } = await store.create(plainSignature());
        const { group, indicator, label } = missing;
        for (const change of [{ groups: { add: [group] } }, { indicators: { add: [indicator] } }, { labels: { add: [label] } }]) {
          await demandFailure(excerpt(change), ["not-found", "invalid"], () => store.update(id, change));
        }
        demandStored((await store.get({ id }))!, plainSignature());
        demandSame(await collected(store.indicators(id)), [], "the indicators");
      },
    },
  ];
}
