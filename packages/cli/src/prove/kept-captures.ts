import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { quoted } from "@sigwright/core";
import type { Capture, CaseFacts, NumberedCase, ProofSubject } from "@sigwright/engines";
import { makeFolder } from "../folder.ts";
import { errorCode, OutputError } from "../output-error.ts";
import { UsageError } from "../usage-error.ts";

/** Keeps what was shown to an engine, with an index, as data for later tests. */
export interface KeptCaptures {
  /** Keeps a capture. `signaturesOf` says which signatures a case is for. */
  readonly keepCapture: (capture: Capture, cases: readonly NumberedCase[], signaturesOf: SignaturesOf) => Promise<void>;
  /** Keeps bytes that were scanned. */
  readonly keepFile: (bytes: Uint8Array, numbered: NumberedCase, signaturesOf: SignaturesOf) => Promise<void>;
  /** Writes the index. */
  readonly finish: () => Promise<void>;
}

/** Which signatures a case is for. */
export type SignaturesOf = (numbered: NumberedCase) => readonly string[];

const INDEX = "index.ndjson";

/**
 * Makes a folder to keep captures in.
 *
 * @throws UsageError when there is something in it already. OutputError when it can't be written to.
 */
export async function keepCaptures(folder: string): Promise<KeptCaptures> {
  await mustBeEmpty(folder);
  const lines: string[] = [];
  let captures = 0;
  let files = 0;
  const write = async (name: string, content: Uint8Array | string): Promise<void> => {
    try {
      await makeFolder(folder);
      await writeFile(join(folder, name), content, { flag: "wx" });
    } catch (error) {
      throw OutputError.from(error, `writing ${quoted(join(folder, name))} failed`);
    }
  };
  return {
    async keepCapture(capture, cases, signaturesOf) {
      const name = `traffic-${numbered3(++captures)}.pcap`;
      await write(name, capture.pcap);
      const flows = new Map<string, string[]>();
      for (const [flow, { id }] of capture.flows) flows.set(id, [...(flows.get(id) ?? []), flow]);
      for (const each of cases) lines.push(indexLine(each, signaturesOf(each), { pcap: name, flows: flows.get(each.id)!.map(flowRecord) }));
    },
    async keepFile(bytes, each, signaturesOf) {
      const name = `file-${String(++files).padStart(5, "0")}.bin`;
      await write(name, bytes);
      lines.push(indexLine(each, signaturesOf(each), { file: name }));
    },
    finish: async () => await write(INDEX, lines.length === 0 ? "" : `${lines.join("\n")}\n`),
  };
}

/** Ids of the subjects that a case counts for. */
export function signaturesOfCases(subjects: readonly ProofSubject[]): SignaturesOf {
  const byPlace = new Map<string, string[]>();
  for (const { id, observations, channels } of subjects) {
    for (const { kind, key } of observations) {
      for (const channel of channels) {
        const place = `${channel} ${kind} ${key}`;
        const found = byPlace.get(place);
        if (found === undefined) byPlace.set(place, [id]);
        else found.push(id);
      }
    }
  }
  return ({ observation: { kind, key }, facts: { channel } }) => byPlace.get(`${channel} ${kind} ${key}`) ?? [];
}

function indexLine({ observation, facts }: NumberedCase, signatures: readonly string[], where: object): string {
  const { name, channel, way, fires }: CaseFacts = facts;
  return JSON.stringify({ ...where, case: name, channel, way, observation: { kind: observation.kind, key: observation.key }, expect: fires ? "alert" : "silence", signatures });
}

/** The two ends of a flow, from the name that captures give it: `tcp 0a000001:49152 c6120001:80`. */
function flowRecord(name: string): { readonly transport: string; readonly ends: readonly string[] } {
  const [transport = "", ...ends] = name.split(" ");
  return { transport, ends: ends.map(shownEnd) };
}

function shownEnd(end: string): string {
  const [hexadecimal = "", port = ""] = end.split(":");
  if (hexadecimal.length === 8) return `${hexadecimal.match(/../g)!.map((byte) => Number.parseInt(byte, 16)).join(".")}:${port}`;
  const groups = hexadecimal.match(/.{4}/g)!.map((group) => Number.parseInt(group, 16).toString(16));
  return `[${groups.join(":")}]:${port}`;
}

function numbered3(number: number): string {
  return String(number).padStart(3, "0");
}

async function mustBeEmpty(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw OutputError.from(error, `reading the folder ${quoted(folder)} failed`);
  }
  throw new UsageError(`the folder ${quoted(folder)} is not empty`, "give an empty folder, or one that is not there yet, to keep captures in");
}
