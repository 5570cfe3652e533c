import type { EncodingDescription } from "@sigwright/rule-language/template";
import { RULE_ENDING } from "./rule-ending.ts";
import { BODY_SETTINGS } from "./sensor-file.ts";

const REQUIRES = [
  "HTTP bodies above 100 kB: `request-body-limit` and `response-body-limit` of `app-layer.protocols.http.libhtp.default-config` raised to the largest file that is to be seen, 0 for all.",
  "Files above 1 MB: `stream.reassembly.depth` raised likewise, 0 for all.",
  "In 7.0, digests of more than one algorithm in the sensor's rules: `force-hash` of the `files` output of `outputs.eve-log` with all of them.",
];

const LIMITS = [
  "A file that arrives in part, a range of it for example, or in an encrypted connection has no digest and is not seen.",
  "A file of which several digests are known is looked for by the strongest one.",
];

/**
 * Files by their digests, in lists beside the rules: the engine has no other form. `ip` stands for every protocol that
 * carries files. Measured on 7.0.10: with the stock configuration a body of 8 kB fires and one of 280 kB is silent, with
 * the settings raised both fire. And of rules that ask for digests of several algorithms, 7.0.10 computes that of the first
 * rule only unless it is forced to; 8.0.8 computes all.
 */
export const FILE_ENCODINGS: readonly EncodingDescription[] = ["sha256", "sha1", "md5"].map((algorithm) => ({
  observation: "file",
  variant: algorithm,
  summary: `A file with a ${algorithm.toUpperCase().replace("SHA", "SHA-")} digest of the list is transferred, over any protocol whose files the engine follows.`,
  channels: ["file.content"],
  slots: ["match", "once"],
  rule: `alert ip any any -> any any (msg:"{{message}}"; {{match}} {{once}} ${RULE_ENDING}`,
  requires: REQUIRES,
  settings: BODY_SETTINGS,
  list: "the file of the list itself, one digest a line",
  limits: LIMITS,
}));
