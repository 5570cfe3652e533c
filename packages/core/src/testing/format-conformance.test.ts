import { describe, expect, test } from "vitest";
import type { Encoding, SignatureFormat, Unsupported } from "../signature-format.ts";
import { formatConformance } from "./format-conformance.ts";
import type { FormatFixtures } from "./conformance-case.ts";
import { TOY_INTEL_FIXTURES, toyIntel } from "./toy-intel.ts";
import { TOY_PLACES_FIXTURES, toyPlaces } from "./toy-places.ts";

describe("a toy format with places", () => {
  test.each(formatConformance(toyPlaces, TOY_PLACES_FIXTURES))("$name", ({ run }) => run());
});

describe("a toy format without places", () => {
  test.each(formatConformance(toyIntel, TOY_INTEL_FIXTURES))("$name", ({ run }) => run());
});

test("every case has a name of its own", () => {
  const names = formatConformance(toyPlaces, TOY_PLACES_FIXTURES).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

/** All that the suite has to say against a format. */
async function complaints(format: SignatureFormat, fixtures: FormatFixtures): Promise<readonly string[]> {
  const messages: string[] = [];
  for (const { name, run } of formatConformance(format, fixtures)) {
    try {
      await run();
    } catch (error) {
      messages.push(`${name}: ${error instanceof Error ? error.message : "threw something that is no error"}`);
    }
  }
  return messages;
}

/** The toy with places, changed in one thing. */
function mutant(change: Partial<SignatureFormat>): SignatureFormat {
  return Object.freeze({ ...toyPlaces, ...change });
}

/** The toy's encoding of an observation, changed. */
function encoding(change: (encoding: Encoding) => object): Partial<SignatureFormat> {
  return {
    encode: (observation, context) => {
      const result = (toyPlaces as SignatureFormat).encode!(observation, context);
      return result.status === "unsupported" ? result : (change(result) as Encoding);
    },
  };
}

const places = toyPlaces as SignatureFormat;
let calls = 0;

describe("the suite finds a format that", () => {
  test.each<readonly [string, SignatureFormat, RegExp]>([
    ["can be changed by anybody", { ...toyPlaces }, /not frozen/],
    ["has a display name for an id", mutant({ id: "Toy Format" }), /id "Toy Format" is not lower-case words/],
    ["has an extension without dot", mutant({ extensions: ["places"] }), /extension "places"/],
    ["misspells a member", mutant({ assemblee: 1 } as object), /member "assemblee" is not part of the contract/],
    ["parses but can't print", mutant({ print: undefined } as object), /parse is of no use without print/],
    ["names no targets", mutant({ targets: [] }), /targets is empty/],
    ["is surer than certain", mutant({ detect: () => ({ score: 2, reason: "x" }) }), /score 2/],
    ["drops the last line end", mutant({ print: (document) => places.print!(document).trimEnd() }), /is printed as/],
    [
      "throws on some input",
      mutant({
        parse: (source) => {
          if (source.text.includes("[")) throw new RangeError("stack overflow");
          return places.parse!(source);
        },
      }),
      /parse threw on .*stack overflow/,
    ],
    [
      "points outside the text",
      mutant({
        parse: (source) => {
          const { document, diagnostics } = places.parse!(source);
          return { document, diagnostics: diagnostics.map((each) => ({ ...each, range: { start: 0, end: each.range.end + 1 } })) };
        },
      }),
      /range outside the text/,
    ],
    [
      "gives rules in another order",
      mutant({ rules: (document) => places.rules!(document).toReversed() }),
      /begins before the end of the one before it/,
    ],
    [
      "has fingerprints that depend on sid",
      mutant({ rules: (document) => places.rules!(document).map((rule) => ({ ...rule, fingerprint: `${rule.fingerprint} ${rule.sid}` })) }),
      /mean the same but have two fingerprints/,
    ],
    [
      "has one fingerprint for all",
      mutant({ rules: (document) => places.rules!(document).map((rule) => ({ ...rule, fingerprint: "x" })) }),
      /mean different things but have one fingerprint/,
    ],
    [
      "validates with an exception",
      mutant({
        validate: () => {
          throw new TypeError("undefined is not a function");
        },
      }),
      /validate threw/,
    ],
    [
      "refuses a template without a reason",
      mutant({ compileTemplate: () => ({ diagnostics: [] }) }),
      /is refused without a reason/,
    ],
    ["claims a channel that is not there", mutant(encoding((each) => ({
      ...each,
      signatures: each.signatures.map((signature) => ({ ...signature, channels: ["tls.ja3"] })),
    }))), /speaks of the channel tls.ja3/],
    ["forgets a channel", mutant(encoding((each) => ({ ...each, signatures: each.signatures.slice(0, 1) }))), /neither covers the channel/],
    ["covers and does not cover a channel", mutant(encoding((each) => ({
      ...each,
      uncovered: each.signatures.map(({ channels }) => ({ channel: channels[0], reason: "x" })),
    }))), /covers the channel .* and says that it does not/],
    ["encodes to nothing", mutant(encoding((each) => ({ ...each, signatures: [] }))), /has no signatures/],
    ["encodes to what JSON can't hold", mutant(encoding((each) => ({ ...each, extra: undefined }))), /not JSON data: \$\.extra is undefined/],
    ["encodes differently each time", mutant(encoding((each) => ({ ...each, limits: [String(calls++)] }))), /encoding of/],
    ["names a rule that is not in the template", mutant(encoding((each) => ({
      ...each,
      signatures: each.signatures.map((signature) => ({ ...signature, rule: "other" })),
    }))), /names the rule "other"/],
    ["gives no reason", mutant({ encode: (): Unsupported => ({ status: "unsupported", reason: " " }) }), /gives no reason/],
    ["encodes nothing at all", mutant({ encode: (): Unsupported => ({ status: "unsupported", reason: "no" }) }), /not one of the sample observations/],
    [
      "changes the observation",
      mutant({
        encode: (observation, context) => {
          (observation.channels as string[]).pop();
          return places.encode!(observation, context);
        },
      }),
      /encode threw/,
    ],
    [
      "cuts long values",
      mutant({
        encode: (observation, context) => places.encode!({ ...observation, key: observation.key.slice(0, 12) }, context),
      }),
      /is the signature of two observations/,
    ],
    [
      "does not escape quotes",
      mutant(encoding((each) => ({
        ...each,
        signatures: each.signatures.map((signature) => ({
          ...signature,
          fields: { ...signature.fields, match: signature.fields["match"]!.replaceAll(String.raw`\"`, '"') },
        })),
      }))),
      /does not parse|is 0 rules/,
    ],
    [
      "writes line ends as they are",
      mutant({
        render: (signature, values, context) => {
          const result = places.render!(signature, values, context);
          return result.status === "rendered" ? { ...result, text: result.text.replaceAll(String.raw`\n`, "\n") } : result;
        },
      }),
      /does not parse|is 2 rules|is 0 rules/,
    ],
    [
      "lets the fingerprint of a signature depend on sid",
      mutant({
        render: (signature, values, context) => {
          const result = places.render!(signature, values, context);
          return result.status === "rendered" ? { ...result, fingerprint: result.text } : result;
        },
      }),
      /changes with sid and rev/,
    ],
    ["has lists without capacity", mutant({ listForm: () => ({ group: "x", size: 1, capacity: 0 }) }), /no size or capacity/],
    [
      "loses a list's channels",
      mutant({ encodeList: (members, context) => places.encodeList!(members.map((each) => ({ ...each, channels: ["http.host"] })), context) }),
      /speaks of the channel http.host/,
    ],
    [
      "assembles outside the output folder",
      mutant({
        assemble: async function* (signatures, context) {
          yield* places.assemble!(signatures, { ...context, name: `../${context.name}` });
        },
      }),
      /not one inside the output folder/,
    ],
    [
      "writes header lines as they are",
      mutant({
        assemble: async function* (signatures, context) {
          yield { path: `${context.name}.places`, role: "rules", text: context.header.map((line) => `# ${line}\n`).join("") };
          yield* places.assemble!(signatures, { ...context, header: [] });
        },
      }),
      /does not parse/,
    ],
    [
      "drops a signature",
      mutant({
        assemble: async function* (signatures, context) {
          let index = 0;
          for await (const part of places.assemble!(signatures, context)) if (index++ !== 5) yield part;
        },
      }),
      /the assembled file, .*, is \d+ rules, not \d+/,
    ],
    [
      "gives all members of a list in a file the same line",
      mutant({
        listForm: (observation, context) => {
          const form = places.listForm!(observation, context);
          return form?.line === undefined ? form : { ...form, line: "same" };
        },
      }),
      /is the line of two observations/,
    ],
    [
      "breaks a line of a list in a file",
      mutant({
        listForm: (observation, context) => {
          const form = places.listForm!(observation, context);
          return form?.line === undefined ? form : { ...form, line: `${form.line}\n` };
        },
      }),
      /is not one line/,
    ],
    [
      "makes lists in files where nothing may be beside the rules",
      mutant({ listForm: (observation, context) => places.listForm!(observation, { target: context.target, rules: context.rules }) }),
      /has a line in a file/,
    ],
    [
      "puts a member into the rule of a list in a file",
      mutant({ encodeFileList: (list, context) => places.encodeFileList!({ ...list, path: `${list.path}${list.member.key}` }, context) }),
      /depends on the member/,
    ],
    [
      "forgets the file of a list",
      mutant({ encodeFileList: (list, context) => places.encodeFileList!({ ...list, path: "other" }, context) }),
      /does not name the file of its list/,
    ],
    [
      "writes the time into the file",
      mutant({
        assemble: async function* (signatures, context) {
          yield* places.assemble!(signatures, { ...context, header: [...context.header, String(calls++)] });
        },
      }),
      /the assembled files: /,
    ],
  ])("%s", async (_, format, complaint) => {
    const found = await complaints(format, TOY_PLACES_FIXTURES);
    expect(found.join("\n")).toMatch(complaint);
  });

  test("escapes nothing and has no places", async () => {
    const careless: SignatureFormat = Object.freeze({
      ...toyIntel,
      encode: (observation) => ({
        status: "encoded",
        signatures: [{ rule: observation.kind, channels: observation.channels, fields: { indicator: observation.key, type: "URL" } }],
        uncovered: [],
        requires: [],
        limits: [],
      }),
    } satisfies Partial<SignatureFormat> & object) as SignatureFormat;
    expect((await complaints(careless, TOY_INTEL_FIXTURES)).join("\n")).toMatch(/is \d rules, not 1|does not parse/);
  });
});
