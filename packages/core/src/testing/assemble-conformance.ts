import type { Observation } from "../observation.ts";
import type { ListForm } from "../list-form.ts";
import type { SignatureFormat, ArtifactPart, RenderedSignature } from "../signature-format.ts";
import { attempt, demand, demandSame, excerpt, jsonFault, targetsOf } from "./conformance-case.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { demandEncoding, demandRuleCount, trials } from "./encode-conformance.ts";
import type { EncodeTrial } from "./encode-conformance.ts";
import { HOSTILE_VALUES } from "./hostile-texts.ts";
import { HOSTILE_OBSERVATIONS, SAMPLE_OBSERVATIONS } from "./sample-observations.ts";
import { slotValues } from "./slot-values.ts";

const ROLES: readonly string[] = ["rules", "list", "sensor-settings"];

/** Cases about signatures shared by a list of observations; none for a format without lists. */
export function listCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.listForm === undefined || format.encodeList === undefined || format.render === undefined) return [];
  const observations = [...SAMPLE_OBSERVATIONS, ...(fixtures.observations ?? []), ...HOSTILE_OBSERVATIONS];
  return [
    {
      name: "says the same each time whether an observation may share a signature",
      run: () => {
        for (const { observation, context } of trials(format, fixtures, observations)) {
          const form = attempt("listForm", observation, () => format.listForm!(observation, context));
          demandSame(form, format.listForm!(observation, context), `the list form of ${excerpt(observation)}`);
          if (form === undefined) continue;
          demand(form.group !== "", `the list form of ${excerpt(observation)} has no group`);
          demand(form.size > 0 && form.capacity > 0, `the list form of ${excerpt(observation)} has no size or capacity`);
        }
      },
    },
    ...fileListCases(format, fixtures, observations),
    {
      name: "encodes lists that fit, the same each time, in one rule each",
      run: () => {
        for (const { members, context } of listTrials(format, fixtures, observations)) {
          const encoding = attempt("encodeList", members, () => format.encodeList!(members, context));
          demandSame(encoding, format.encodeList!(members, context), `the list of ${excerpt(members)}`);
          const fault = jsonFault(encoding);
          demand(fault === undefined, `the list of ${excerpt(members)} is not JSON data: ${fault}`);
          demandEncoding(encoding, members[0]!, context);
          if (encoding.status === "unsupported") continue;
          for (const signature of encoding.signatures) {
            const result = format.render!(signature, slotValues(format, fixtures, {}), context);
            if (result.status === "rendered") demandRuleCount(format, result.text, 1, `the list of ${excerpt(members)}`);
          }
        }
      },
    },
  ];
}

/** Cases about lists in files of their own; they hold of formats without such too. */
function fileListCases(format: SignatureFormat, fixtures: FormatFixtures, observations: readonly Observation[]): readonly ConformanceCase[] {
  const all = (): readonly EncodeTrial[] => trials(format, fixtures, observations);
  return [
    {
      name: "gives each member of a list in a file one line, and another one to each",
      run: () => {
        const byLine = new Map<string, Observation>();
        for (const { observation, context } of all()) {
          const form = format.listForm!(observation, context);
          if (form?.line === undefined) continue;
          demand(format.encodeFileList !== undefined, "there are lists in files, and no `encodeFileList`");
          demand(/^[a-z][a-z0-9-]*$/.test(form.group), `the group ${excerpt(form.group)} can't be part of a file's name`);
          demand(form.capacity === Infinity, `the list in a file of ${excerpt(observation)} has a capacity`);
          demand(form.line !== "" && !/[\n\r]/.test(form.line), `the line of ${excerpt(observation)} is not one line: ${excerpt(form.line)}`);
          const ids = context.rules.map(({ id }) => id);
          demand(form.rules !== undefined && form.rules.length > 0 && form.rules.every((id) => ids.includes(id)), `the list form of ${excerpt(observation)} names other rules than those of its kind`);
          const place = JSON.stringify([context.target, observation.kind, form.group, form.line]);
          const other = byLine.get(place) ?? observation;
          demandSame(observation.key, other.key, `${excerpt(form.line)} is the line of two observations`);
          byLine.set(place, observation);
        }
      },
    },
    {
      name: "makes no list in a file where everything has to stand in the rules",
      run: () => {
        for (const { observation, context } of all()) {
          const form = format.listForm!(observation, { ...context, selfContained: true });
          demand(form?.line === undefined, `the list form of ${excerpt(observation)} has a line in a file`);
        }
      },
    },
    {
      name: "makes the same rules for a list in a file whichever member is told of, one each, that name the file",
      run: () => {
        const byGroup = new Map<string, string>();
        for (const { observation, context } of all()) {
          const form = format.listForm!(observation, context);
          if (form?.line === undefined || format.encodeFileList === undefined) continue;
          const path = "conformance-list-0a1b2c3d.lst";
          const encoding = attempt("encodeFileList", observation, () => format.encodeFileList!({ member: observation, name: "sample", path, lines: 7 }, context));
          const fault = jsonFault(encoding);
          demand(fault === undefined, `the list of ${excerpt(observation)} is not JSON data: ${fault}`);
          const group = JSON.stringify([context.target, observation.kind, form.group, observation.channels]);
          const text = JSON.stringify(encoding);
          const other = byGroup.get(group) ?? text;
          demand(other === text, `the list of ${excerpt(observation)} depends on the member: ${excerpt(text)} and ${excerpt(other)}`);
          byGroup.set(group, text);
          if (encoding.status === "unsupported") continue;
          demandEncoding(encoding, observation, context);
          for (const signature of encoding.signatures) {
            demand(form.rules!.includes(signature.rule), `the list of ${excerpt(observation)} has a signature of the rule ${excerpt(signature.rule)}`);
            const result = format.render!(signature, slotValues(format, fixtures, {}), context);
            if (result.status !== "rendered") continue;
            demandRuleCount(format, result.text, 1, `the list of ${excerpt(observation)}`);
            demand(result.text.includes(path), `${excerpt(result.text)} does not name the file of its list`);
          }
        }
      },
    },
  ];
}

/** Cases about files made of signatures; none for a format that does not assemble. */
export function assembleCases(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  if (format.assemble === undefined || format.encode === undefined || format.render === undefined) return [];
  const observations = [...SAMPLE_OBSERVATIONS, ...(fixtures.observations ?? []), ...HOSTILE_OBSERVATIONS];
  const header = ["made by a test", ...HOSTILE_VALUES];
  const assembled = async (signatures: readonly RenderedSignature[]): Promise<readonly ArtifactPart[]> => {
    const parts: ArtifactPart[] = [];
    const context = { target: targetsOf(format)[0]!, name: "conformance", header };
    for await (const part of format.assemble!(stream(signatures), context)) parts.push(part);
    return parts;
  };

  return [
    {
      name: "assembles the same files each time, at safe paths",
      run: async () => {
        const signatures = rendered(format, fixtures, observations);
        const parts = await assembled(signatures);
        demandSame(parts, await assembled(signatures), "the assembled files");
        demand(parts.some((part) => part.role === "rules"), "no part has the role `rules`");
        for (const { path, role, text } of parts) {
          const isSafe = /^[A-Za-z0-9_-][\w./-]*$/.test(path) && !path.split("/").includes("..");
          demand(isSafe, `the path ${excerpt(path)} is not one inside the output folder`);
          demand(ROLES.includes(role) && typeof text === "string", `a part of ${excerpt(path)} has no known role or no text`);
          const extension = role === "rules" ? format.extensions[0]! : "";
          demand(path.endsWith(extension), `the path ${excerpt(path)} does not end in ${extension}`);
        }
      },
    },
    {
      name: "assembles every signature to one rule, whatever stands in the header lines",
      run: async () => {
        const signatures = rendered(format, fixtures, observations);
        const parts = await assembled(signatures);
        const text = rulesText(parts);
        const rest = parts.flatMap((part) => (part.role === "rules" ? [] : part.text)).join("");
        demandRuleCount(format, text, signatures.filter(({ isBeside }) => isBeside === undefined).length, "the assembled file");
        for (const signature of signatures) {
          if (signature.isBeside === true) demand(rest.includes(signature.text), `${excerpt(signature.text)} is in no file beside the rules`);
          else demand(text.includes(signature.text), `the signature ${excerpt(signature.text)} is not in the assembled file`);
        }
      },
    },
    {
      name: "assembles no signatures to a file without rules",
      run: async () => demandRuleCount(format, rulesText(await assembled([])), 0, "the file assembled of nothing"),
    },
  ];
}

interface ListTrial {
  readonly members: readonly Observation[];
  readonly context: EncodeTrial["context"];
}

/** For each target and group the first members that fit one signature together. */
function listTrials(format: SignatureFormat, fixtures: FormatFixtures, observations: readonly Observation[]): readonly ListTrial[] {
  const lists = new Map<string, { members: Observation[]; context: EncodeTrial["context"]; size: number }>();
  for (const { observation, context } of trials(format, fixtures, observations)) {
    const form: ListForm | undefined = format.listForm!(observation, context);
    if (form === undefined || form.line !== undefined) continue;
    const key = JSON.stringify([context.target, observation.kind, form.group]);
    const list = lists.get(key) ?? { members: [], context, size: 0 };
    lists.set(key, list);
    if (list.size + form.size > form.capacity) continue;
    list.members.push(observation);
    list.size += form.size;
  }
  return [...lists.values()].filter((list) => list.members.length > 0);
}

/** All that is rendered of the observations for the default target, each with a sid of its own. */
function rendered(format: SignatureFormat, fixtures: FormatFixtures, observations: readonly Observation[]): readonly RenderedSignature[] {
  const target = targetsOf(format)[0]!;
  let sid = 1_000_000;
  return trials(format, fixtures, observations)
    .filter(({ context }) => context.target === target)
    .flatMap((trial) => {
      const encoding = format.encode!(trial.observation, trial.context);
      if (encoding.status === "unsupported") return [];
      return encoding.signatures.flatMap((signature) => {
        const values = slotValues(format, fixtures, { sid: sid++ });
        const result = format.render!(signature, values, trial.context);
        return result.status === "rendered" ? [result] : [];
      });
    });
}

function rulesText(parts: readonly ArtifactPart[]): string {
  return parts.flatMap((part) => (part.role === "rules" ? part.text : [])).join("");
}

async function* stream<Element>(elements: readonly Element[]): AsyncIterable<Element> {
  yield* elements;
}
