import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { transformScript } from "../arguments/list-options.ts";
import { fromBase64, largestOutput } from "../arguments/newer-transforms.ts";

const SINCE = "8.0";

/** Transforms that came with 8.0. */
export const NEWER_TRANSFORMS: readonly DialectKeyword[] = [
  { name: "domain", since: SINCE, value: "none", role: { kind: "transforms" }, manual: "transforms.html#domain" },
  { name: "tld", since: SINCE, value: "none", role: { kind: "transforms" }, manual: "transforms.html#tld" },
  { name: "from_base64", since: SINCE, value: "optional", argument: fromBase64, role: { kind: "transforms" }, manual: "transforms.html#from-base64" },
  { name: "gunzip", since: SINCE, value: "optional", argument: largestOutput, role: { kind: "transforms" }, manual: "transforms.html#gunzip" },
  { name: "zlib_deflate", since: SINCE, value: "optional", argument: largestOutput, role: { kind: "transforms" }, manual: "transforms.html#zlib-deflate" },
  { name: "luaxform", since: SINCE, value: "required", argument: transformScript, role: { kind: "transforms" }, manual: "transforms.html#luaxform" },
];
