import { type Channel, formatUrl, type LiteralMatch, type Observation } from "@sigwright/core";
import { mixedCase, relatedNames } from "./domain-names.ts";
import { FILE_IS_MISSING, sampleOf, withOneByteChanged } from "./file-cases.ts";
import { equalTexts, nearTexts } from "./literal-values.ts";
import { nearAddresses } from "./mail-cases.ts";
import type { CasesOf, FileObservationCase, Shown } from "./observation-case.ts";
import { nearMisses } from "./request-cases.ts";
import type { Samples } from "./samples.ts";

const CHANNEL: Channel = "file.content";
/** Texts in which another one stands, in the place of `§`, without being a part of a longer one. */
const SURROUNDINGS = [
  ["alone", "§"],
  ["in other text", 'a first line\r\nx = "§" and more\r\n'],
  ["between bytes", "\u0001\u0000§\u0000\u0002"],
] as const;
const ENCODINGS = [
  ["UTF-8", (text: string): Uint8Array => new TextEncoder().encode(text)],
  ["UTF-16", (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"))],
] as const;
const ENDS_IN_WORD = /[A-Za-z0-9]$/;
const BEGINS_WITH_WORD = /^[A-Za-z0-9]/;

/** A text that is not meant, and what it is to the one that is. */
interface NearFile {
  readonly relation: string;
  readonly text: string;
  readonly shown: Shown;
}

/**
 * Files that hold what an observation is of, and files that hold something near to it, for engines that scan files: made
 * of the observation alone. What is known by a digest only is not provable without a sample of it.
 */
export function scanCases(observation: Observation, samples: Samples): CasesOf<FileObservationCase> {
  const { match, kind, key } = observation;
  switch (match.kind) {
    case "domain": {
      const related = relatedNames(match);
      const meant = related.filter(({ fires }) => fires).map(({ relation, name }) => [relation, name] as const);
      const near = related.filter(({ fires }) => !fires).map(({ relation, name }): NearFile => ({ relation, text: name, shown: { kind: "host", name } }));
      // A parent is a part of the name, not the name of a file that holds more.
      return textCases(key, [["", match.name], ["in mixed case", mixedCase(match.name)], ...meant], near);
    }
    case "request": {
      const near = nearMisses(match).map(({ relation, near: url }) => nearFile(relation, formatUrl(url)));
      return textCases(key, [["", formatUrl(match)]], near);
    }
    case "literal": {
      const meant = equalTexts(match).map(({ relation, text }) => [relation, text] as const);
      return textCases(key, [["", match.text], ...meant], nearLiterals(kind, match));
    }
    case "digest": {
      const bytes = sampleOf(match, samples);
      return bytes === undefined ? notProvable(FILE_IS_MISSING) : { cases: digestCases(key, bytes), notProvable: [] };
    }
    case "address":
    case "network":
    case "fingerprint":
      return notProvable("it is seen in traffic, not in files");
  }
}

function nearLiterals(kind: Observation["kind"], match: LiteralMatch): readonly NearFile[] {
  if (kind === "email-address") return nearAddresses(match.text).map(({ relation, address }) => nearFile(relation, address));
  return nearTexts(match)
    .filter(({ relation }) => {
      // What touches a sign is no part of a word, and the root in front of a registry key is a number in programs.
      if (relation === "letters in front") return BEGINS_WITH_WORD.test(match.text) && kind !== "registry-key";
      return relation !== "letters behind" || ENDS_IN_WORD.test(match.text);
    })
    .map(({ relation, text }) => nearFile(relation, text));
}

function nearFile(relation: string, text: string): NearFile {
  return { relation, text, shown: { kind: "text", key: text } };
}

function textCases(key: string, meant: readonly (readonly [relation: string, text: string])[], near: readonly NearFile[]): CasesOf<FileObservationCase> {
  const facts = { channel: CHANNEL, shows: [{ kind: "text", key }] } as const;
  const cases: FileObservationCase[] = [];
  for (const [encoding, encode] of ENCODINGS) {
    const way = `text in ${encoding}`;
    for (const [relation, text] of meant) {
      for (const [place, surrounding] of SURROUNDINGS) {
        const name = [way, place, relation].filter((part) => part !== "").join(", ");
        cases.push({ ...facts, name, way, fires: true, text, bytes: encode(surrounding.replace("§", () => text)) });
      }
    }
    for (const { relation, text, shown } of near) {
      cases.push({ ...facts, name: `${way}, ${relation}: ${text}`, way, fires: false, text, bytes: encode(nearFileText(text, meant)), shows: [shown] });
    }
  }
  return { cases, notProvable: [] };
}

/** A file with a near miss in it, between signs that do not make it what is meant, as a quote behind `x` makes `x"` of it. */
function nearFileText(near: string, meant: readonly (readonly [relation: string, text: string])[]): string {
  const files = ['"', "'", "\r\n"].map((sign) => `x = ${sign}${near}${sign}\r\n`);
  const holdsMeant = (file: string): boolean => meant.some(([, text]) => file.toLowerCase().includes(text.toLowerCase()));
  return files.find((file) => !holdsMeant(file)) ?? files[0]!;
}

function digestCases(key: string, bytes: Uint8Array): readonly FileObservationCase[] {
  const facts = { channel: CHANNEL, way: "file", shows: [], isWholeFile: true } as const;
  return [
    { ...facts, name: "the file", fires: true, bytes, shows: [{ kind: "text", key }] },
    { ...facts, name: "the file with one byte changed", fires: false, bytes: withOneByteChanged(bytes) },
    { ...facts, name: "the file with a byte behind it", fires: false, bytes: Buffer.concat([bytes, Buffer.of(0)]) },
  ];
}

function notProvable(reason: string): CasesOf<FileObservationCase> {
  return { cases: [], notProvable: [{ channel: CHANNEL, reason }] };
}
