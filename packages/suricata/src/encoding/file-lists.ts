import { type FingerprintMatch, utf8Length, type ListFile, type Observation, type Target } from "@sigwright/core";
import { type FileLists, isWellFormed } from "@sigwright/rule-language/template";
import { engineVersion } from "../targets.ts";
import { contextDataset, dataset, datasetLine } from "./dataset.ts";
import { HTTP_HOST } from "./host.ts";
import { contextLine } from "./list-context.ts";
import { colonPairs } from "./tls.ts";
import { headerHost, requestObstacle } from "./url.ts";
import { falsePairs, productFields, urlParts } from "./url-product.ts";

/** What a list holds and what looks into it. */
interface ListDescription {
  readonly group: string;
  /** Type of the engine's dataset; absent for files of digests, which the engine reads as they are. */
  readonly type?: "string" | "md5";
  /** The buffer in which the dataset is looked up, by variant; for digests the keyword that names their file. */
  readonly look: Readonly<Record<string, string>>;
  /** What stands in the list for a member; `undefined` for one that can't. */
  readonly value: (observation: Observation) => string | undefined;
  readonly limits: readonly string[];
}

/** Variant of encodings that have one way only. */
const ONLY = "";

/**
 * Bytes of a value that a dataset's file can hold. Measured on 7.0.10: one of 766 bytes is found and one of 767 is not,
 * and nothing is said; its base64 with the line's end is more than the 1,023 bytes that the engine reads of a line.
 */
const LONGEST_VALUE = 766;

/**
 * Lists of the format. Names are compared in lower case: `to_lowercase` before the dataset, which compares bytes. Measured
 * on 7.0.10, as are the limits; all are replayed against the engine in the package's tests.
 */
const LISTS: readonly ListDescription[] = [
  {
    group: "host",
    type: "string",
    look: {
      dns: "dns.query; to_lowercase;",
      http: HTTP_HOST,
      tls: "tls.sni; to_lowercase;",
      quic: "quic.sni; to_lowercase;",
    },
    value: ({ match }) => (match.kind === "domain" && !match.subdomains ? match.name.toLowerCase() : undefined),
    limits: [],
  },
  {
    group: "url",
    type: "string",
    look: { absolute: "http.uri.raw;" },
    value({ match }) {
      if (match.kind !== "request" || requestObstacle(match) !== undefined) return undefined;
      return `http://${headerHost(match)}${match.port === undefined ? "" : `:${match.port}`}${match.target}`;
    },
    limits: ["A proxied request that writes the scheme or the host in capitals is not matched."],
  },
  {
    group: "user-agent",
    type: "string",
    look: { [ONLY]: "http.user_agent;" },
    value: ({ kind, match }) => (kind === "user-agent" && match.kind === "literal" && match.caseSensitive ? match.text : undefined),
    limits: [],
  },
  {
    group: "ja3",
    type: "string",
    look: { tls: "ja3.hash;", quic: "ja3.hash;" },
    value: fingerprint("ja3", (value) => value),
    limits: [],
  },
  // A JA4 begins with how the hello travels, so that the two have nothing in common.
  { group: "ja4-tls", type: "string", look: { tls: "ja4.hash;" }, value: ja4Of("t"), limits: [] },
  { group: "ja4-quic", type: "string", look: { quic: "ja4.hash;" }, value: ja4Of("q"), limits: [] },
  { group: "ja3s", type: "string", look: { [ONLY]: "ja3s.hash;" }, value: fingerprint("ja3s", (value) => value), limits: [] },
  {
    // Other digests than SHA-1 the engine computes by a transform, behind which there is no exact list of several kinds.
    group: "certificate-fingerprint",
    type: "string",
    look: { [ONLY]: "tls.cert_fingerprint;" },
    value: fingerprint("sha1", colonPairs),
    limits: [],
  },
  digestList("sha256", ({ sha256 }) => sha256),
  digestList("sha1", ({ sha1, sha256 }) => (sha256 === undefined ? sha1 : undefined)),
  digestList("md5", ({ md5, sha1, sha256 }) => (sha256 === undefined && sha1 === undefined ? md5 : undefined)),
];

/** Takes the fingerprints of one algorithm, as the engine shows them. */
function fingerprint(algorithm: FingerprintMatch["algorithm"], show: (value: string) => string): ListDescription["value"] {
  return ({ match }) => (match.kind === "fingerprint" && match.algorithm === algorithm ? show(match.value) : undefined);
}

/** Takes the JA4 of hellos that travel in one way. */
function ja4Of(transport: "t" | "q"): ListDescription["value"] {
  const value = fingerprint("ja4", (text) => text);
  return (observation) => {
    const text = value(observation);
    return text?.startsWith(transport) === true ? text : undefined;
  };
}

type Digests = Extract<Observation["match"], { readonly kind: "digest" }>;

/** A list of digests; a file of which several are known stands in the list of the strongest only. */
function digestList(algorithm: string, pick: (digests: Digests) => string | undefined): ListDescription {
  return {
    group: algorithm,
    look: { [algorithm]: `file${algorithm}` },
    value: ({ kind, match }) => (kind === "file" && match.kind === "digest" ? pick(match) : undefined),
    limits: [],
  };
}

/** Kinds of observation by the group of their list, where they are not called alike; a list of digests is of files. */
const KINDS: Readonly<Record<string, Observation["kind"]>> = { "ja4-tls": "ja4", "ja4-quic": "ja4", sha256: "file", sha1: "file", md5: "file" };

/** The lists in files that Suricata's rules look into. */
export const SURICATA_FILE_LISTS: FileLists = {
  entry(observation, target, product, facts) {
    const found = listOf(observation);
    if (found === undefined) return undefined;
    const { list, value } = found;
    const { group } = list;
    const line = hasContext(list, target) ? contextLine(value, facts) : list.type === "string" ? datasetLine(value) : value;
    if (line === undefined) return undefined;
    if (!product || observation.match.kind !== "request") return { group, line };
    const parts = urlParts(observation.match);
    // A list has one set of rules: what has a port has requests to the server itself one by one.
    return parts === undefined ? { group: `${group}-with-port`, line } : { group, line, parts };
  },
  fields(list, variant, target) {
    const product = list.member.kind === "url" && variant === "origin" ? productFields(list, target) : undefined;
    if (product !== undefined) return product;
    const description = listOf(list.member)?.list;
    if (description === undefined || !Object.hasOwn(description.look, variant ?? ONLY)) return undefined;
    return { match: lookup(description, description.look[variant ?? ONLY]!, list, target) };
  },
  limits: (member) => listOf(member)?.list.limits ?? [],
  approximate: (list, variant) => (list.member.kind === "url" && variant === "origin" ? falsePairs(list) : undefined),
};

/** Whether a list is a dataset, and its lines tell of the indicator. */
export function datasetForm(member: Observation, target: Target): { readonly hasContext: boolean } | undefined {
  const description = listOf(member)?.list;
  return description?.type === undefined ? undefined : { hasContext: hasContext(description, target) };
}

function listOf(observation: Observation): { readonly list: ListDescription; readonly value: string } | undefined {
  for (const list of LISTS) {
    if (observation.kind !== (KINDS[list.group] ?? list.group)) continue;
    const value = list.value(observation);
    if (value === undefined || value === "") continue;
    return isWellFormed(value) && utf8Length(value) <= LONGEST_VALUE ? { list, value } : undefined;
  }
  return undefined;
}

/** Whether the lines of a list tell of the indicator: 8.0 shows that in the alert. Files of digests can't hold it. */
function hasContext({ type }: ListDescription, target: Target): boolean {
  return type === "string" && engineVersion(target) === "8.0";
}

function lookup(description: ListDescription, look: string, list: ListFile, target: Target): string {
  const { type } = description;
  if (type === undefined) return `${look}:${list.path};`;
  return `${look} ${hasContext(description, target) ? contextDataset(type, list, target) : dataset(type, list, target)}`;
}
