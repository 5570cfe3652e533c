import { type Encoding, type EncodeContext, OBSERVATION_KINDS, type Observation, type ObservationKind, type SignatureFormat, type SlotValues, type Target } from "@sigwright/core";
import { SAMPLE_OBSERVATIONS } from "@sigwright/core/testing";
import { COMMON_SLOTS } from "@sigwright/ruleset";
import { publishedPackages } from "../package-check/published-package.ts";

/** What a package says of one encoding; formats may say more. */
export interface EncodingRow {
  readonly observation: ObservationKind;
  readonly variant?: string;
  /** Versions of the engine; absent: all. */
  readonly targets?: readonly string[];
  readonly summary: string;
  readonly channels: readonly string[];
  readonly rule: string;
  readonly requires: readonly string[];
  readonly limits: readonly string[];
  readonly list?: string;
  readonly approximate?: string;
  readonly proven?: string;
}

/** A format with its table of encodings. */
export interface EncodedFormat {
  readonly format: SignatureFormat;
  readonly rows: readonly EncodingRow[];
}

/** Formats in the order of their columns. */
const ORDER = ["suricata", "snort3", "snort2", "yara"];
const TABLE = /^([A-Z0-9]+)_ENCODINGS$/;

/** The formats whose packages export a table of encodings under their name: `SURICATA_ENCODINGS`. */
export async function encodedFormats(root: string): Promise<readonly EncodedFormat[]> {
  const all = await Promise.all(
    publishedPackages(root).map(async ({ manifest }) => {
      const exports = (await import(manifest.name)) as Readonly<Record<string, unknown>>;
      return Object.entries(exports).flatMap(([name, rows]): EncodedFormat[] => {
        const id = TABLE.exec(name)?.[1]?.toLowerCase();
        const format = id === undefined ? undefined : exports[id];
        return isFormat(format) && Array.isArray(rows) ? [{ format, rows: rows as readonly EncodingRow[] }] : [];
      });
    }),
  );
  return all.flat().toSorted((a, b) => ORDER.indexOf(a.format.id) - ORDER.indexOf(b.format.id));
}

function isFormat(value: unknown): value is SignatureFormat {
  return typeof value === "object" && value !== null && "id" in value && "encode" in value;
}

/** Identifiers of the formats that make signatures from observations. */
export async function encodingFormatIds(root: string): Promise<readonly string[]> {
  const all = await Promise.all(publishedPackages(root).map(async ({ manifest }) => Object.values((await import(manifest.name)) as Readonly<Record<string, unknown>>)));
  return all.flat().flatMap((value) => (isFormat(value) ? [value.id] : []));
}

/** Observations of a kind, as ordinary indicators give them; hosts with the names below them, too. */
function samplesOf(kind: ObservationKind): readonly Observation[] {
  const samples = SAMPLE_OBSERVATIONS.filter((observation) => observation.kind === kind);
  const below = samples.flatMap((observation) =>
    observation.match.kind === "domain" ? [{ ...observation, key: `.${observation.key}`, match: { ...observation.match, subdomains: true } }] : [],
  );
  return [...samples, ...below];
}

const VALUES: SlotValues = {
  ...Object.fromEntries(Object.entries(COMMON_SLOTS).map(([name, { kind }]) => [name, kind === "integer" ? 1 : kind === "references" || kind === "metadata" ? [] : "unknown"])),
  message: "Sigwright",
  action: "alert",
  classtype: "trojan-activity",
  priority: 2,
  sid: 1_000_000,
  rev: 1,
};

/** The rule that a row makes of an ordinary indicator, as it stands in a file; `undefined` when none can be made alone. */
export function exampleRule({ format }: EncodedFormat, row: EncodingRow, target: Target): string | undefined {
  const { observation, variant, rule: text } = row;
  const template = { id: observation, observation, text, ...(variant === undefined ? {} : { variant }) };
  const rule = format.compileTemplate?.(template, COMMON_SLOTS, { target }).rule;
  if (rule === undefined) return undefined;
  const context: EncodeContext<unknown> = { target, rules: [rule] };
  for (const sample of samplesOf(observation)) {
    for (const encoding of encodingsOf(format, sample, context)) {
      const rendered = encoding.signatures.map((signature) => format.render?.(signature, VALUES, context)).find((each) => each?.status === "rendered");
      if (rendered?.status === "rendered") return rendered.text.trimEnd();
    }
  }
  return undefined;
}

/** A single observation's encoding, or that of a list beside the rules where there is no other. */
function encodingsOf(format: SignatureFormat, sample: Observation, context: EncodeContext<unknown>): readonly Encoding[] {
  const single = format.encode?.(sample, context);
  if (single?.status === "encoded") return [single];
  const form = format.listForm?.(sample, context);
  if (form?.line === undefined) return [];
  const list = format.encodeFileList?.({ member: sample, name: `indicators-${form.group}-1000001`, path: `indicators-${form.group}-0f1e2d3c.lst`, lines: 1000 }, context);
  return list?.status === "encoded" ? [list] : [];
}

/** What a format says of a kind that its table has no row for. */
export interface WithoutRow {
  /** Whether something is made of it all the same, beside the rules. */
  readonly isBeside: boolean;
  /** What that is, or why nothing is. */
  readonly text: string;
}

/** What a format makes of a kind that its table has no row for, or why it makes nothing. */
export function withoutRow({ format }: EncodedFormat, kind: ObservationKind, target: Target): WithoutRow {
  const encodings = samplesOf(kind).map((sample) => format.encode?.(sample, { target, rules: [] }));
  for (const encoding of encodings) {
    if (encoding?.status !== "encoded") continue;
    return { isBeside: true, text: ["an entry of a file beside the rules.", ...encoding.requires, ...encoding.limits].join(" ") };
  }
  const [first] = encodings;
  return { isBeside: false, text: first?.status === "unsupported" ? `${first.reason}.` : "not known." };
}

/** Kinds of observation in the order of the reference. */
export const KINDS: readonly ObservationKind[] = OBSERVATION_KINDS;
