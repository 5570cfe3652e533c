import { createHash } from "node:crypto";
import type { Observation } from "@sigwright/core";
import { LONGEST_TEXT } from "../encoding/selectivity.ts";
import { observationOf } from "./emitted-rules.ts";

/** Bytes in which an observation is to be seen, or in which it is not. */
export interface ProofCase {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly fires: boolean;
}

/** An observation and the bytes it is proven with. */
export interface ProofSubject {
  readonly name: string;
  readonly observation: Observation;
  readonly cases: readonly ProofCase[];
}

/** How a kind of text stands in other texts, and what is nearly it: the text itself is `§`. */
interface TextCases {
  readonly fires: readonly string[];
  readonly silent: readonly string[];
}

const ANY_TEXT: TextCases = {
  fires: ["§", "see §, and more", "\"§\"", "a\0§\0b", "(§)", "\u00e9§\u00e9", "§."],
  silent: ["x§", "§x", "9§", "§0", "x§x"],
};
const CASES: Readonly<Partial<Record<Observation["kind"], TextCases>>> = {
  host: { fires: ["http://§/", "http://§:8080/x", "user@§", "§.", "§...", "https://§?x"], silent: ["www.§", "§.com", "bad-§", "§-bad", "_dmarc.§", "§.x.com", "x@a.§"] },
  url: { fires: ["<a href='§'>", "§#top", "[§]", "url=§"], silent: ["§/x", "§?a=b", "§&a=b", "§.bak", "§-x", "§%20x", "§:80", "shttp§"] },
  "email-address": { fires: ["<§>", "mailto:§?subject=x", "From: A <§>\r\n"], silent: ["a.§", "a+§", "a-§", "§.uk", "§-x"] },
  "registry-key": { fires: ["HKLM\\§", "\\REGISTRY\\MACHINE\\§\\below"], silent: [] },
};

function textSubject(type: string, value: string, seen: string = value, more: { readonly subdomains?: boolean } = {}): ProofSubject {
  const observation = observationOf(type, value, more);
  const own = CASES[observation.kind];
  const isAscii = /^[ -~]*$/.test(seen);
  const hasEnds = /^\w/.test(seen) && /\w$/.test(seen);
  const cases: ProofCase[] = [];
  const add = (text: string, fires: boolean): void => {
    // A letter in front of a sign is no part of a word.
    cases.push({ what: `${fires ? "" : "not "}${JSON.stringify(text)}`, bytes: Buffer.from(text, "utf8"), fires });
    cases.push({ what: `${fires ? "" : "not "}${JSON.stringify(text)} in UTF-16`, bytes: Buffer.from(text, "utf16le"), fires });
  };
  const below = more.subdomains === true;
  const fires = [...ANY_TEXT.fires, ...(own?.fires ?? []), ...(below ? ["www.§", "a.b.§"] : [])];
  const silent = [...(hasEnds ? ANY_TEXT.silent : ANY_TEXT.silent.filter((text) => text.startsWith("x") || text.startsWith("9"))), ...(own?.silent ?? [])];
  for (const text of fires) add(text.replaceAll("§", () => seen), true);
  for (const text of silent) if (!(below && /^[\w.@]*\.§$/.test(text))) add(text.replaceAll("§", () => seen), false);
  for (const changed of changedCharacters(seen)) add(changed, false);
  const { match } = observation;
  const isCaseFree = match.kind === "domain" || (match.kind === "literal" && !match.caseSensitive);
  if (isAscii && seen.toUpperCase() !== seen) add(seen.toUpperCase(), isCaseFree);
  // As programs for .NET have texts: length, UTF-16, a flag, the next length.
  const wide = Buffer.from(seen, "utf16le");
  cases.push({ what: "among the texts of a .NET program", bytes: Buffer.concat([Buffer.from([0x61, 0, 0, wide.length + 1]), wide, Buffer.from([0, 0x07, 0x61, 0])]), fires: true });
  cases.push({ what: "between CJK characters in UTF-16", bytes: Buffer.from(`\u4e2d${seen}\u6587`, "utf16le"), fires: true });
  return { name: `${type} ${seen.slice(0, 40)}${below ? " and below" : ""}`, observation, cases };
}

/** The text with its first, a middle and its last letter changed. */
function changedCharacters(text: string): readonly string[] {
  return [0, Math.floor(text.length / 2), text.length - 1].map((at) => text.slice(0, at) + (text[at] === "q" ? "z" : "q") + text.slice(at + 1));
}

const KINDS = ["md5", "sha1", "sha256"] as const;

function digestOf(kind: string, bytes: Uint8Array): string {
  return createHash(kind).update(bytes).digest("hex");
}

function fileSubject(name: string, content: string, kinds: readonly string[], isSizeKnown: boolean): ProofSubject {
  const file = Buffer.from(content);
  const changed = Buffer.from(file);
  changed[5]! ^= 1;
  const value = kinds.map((kind) => digestOf(kind, file)).join(" : ");
  return {
    name,
    observation: observationOf("File", value, isSizeKnown ? { size: file.length } : {}),
    cases: [
      { what: "the file", bytes: file, fires: true },
      { what: "the file with one bit changed", bytes: changed, fires: false },
      { what: "the file and a byte behind it", bytes: Buffer.concat([file, Buffer.from([0])]), fires: false },
      { what: "the file without its last byte", bytes: file.subarray(0, -1), fires: false },
    ],
  };
}

/** At least one subject for every kind of observation that YARA sees. */
export function proofSubjects(): readonly ProofSubject[] {
  return [
    textSubject("Host", "c2.bad-corp.example"),
    textSubject("Host", "bad.example", "bad.example", { subdomains: true }),
    textSubject("URL", "http://c2.bad.example/gate.php?id=7"),
    textSubject("URL", "https://bad.example/a/%41(b)[c]{d}^$|+*"),
    textSubject("URL", `http://bad.example/${"a.%()[]$*+?".repeat(90)}`.slice(0, LONGEST_TEXT - 1).concat("x")),
    textSubject("EmailAddress", "spear@bad.example"),
    textSubject("EmailSubject", "Your invoice is ready"),
    textSubject("EmailSubject", "Rechnung für Müller"),
    textSubject("UserAgent", "EvilBot/1.0 (X11; Linux"),
    textSubject("UserAgent", "EvilBot/1.0 (X11; Linux)"),
    textSubject("Mutex", 'Global\\{A1-"evil"}'),
    textSubject("Mutex", "MsEvilMutex7"),
    textSubject("RegistryKey", "HKEY_CURRENT_USER\\Software\\EvilRat\\Config", "software\\evilrat\\config"),
    textSubject("RegistryKey", "HKLM\\Software\\EvilRat", "Software\\\\EvilRat"),
    ...KINDS.map((kind) => fileSubject(`File by ${kind}`, "MZ this is the whole of an evil program", [kind], false)),
    fileSubject("File by all, with its size", "PK and this of another\0\x01\x02", KINDS, true),
  ];
}

/** Files and the list they are in: a few, which are compared, and many, which are looked for in texts. */
export function fileList(count: number, kind: (typeof KINDS)[number]): readonly { readonly bytes: Uint8Array; readonly observation: Observation }[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = Buffer.from(`file ${index}`);
    return { bytes, observation: observationOf("File", digestOf(kind, bytes)) };
  });
}
