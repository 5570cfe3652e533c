import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { capturingExpression, xorKey } from "../arguments/transform-options.ts";
import type { CheckEnvironment } from "../dialect/environment.ts";

/** Keywords that change the buffer just selected. What their result can't hold, content in it must not ask for. */
export function transformKeywords(environment: CheckEnvironment): readonly DialectKeyword[] {
  return [
    { name: "compress_whitespace", value: "none", role: { kind: "transforms", neverHolds: "double-white-space" }, manual: "transforms.html#compress-whitespace" },
    { name: "dotprefix", value: "none", role: { kind: "transforms" }, manual: "transforms.html#dotprefix" },
    { name: "header_lowercase", value: "none", role: { kind: "transforms" }, manual: "transforms.html#header-lowercase" },
    { name: "pcrexform", value: "required", quotes: "required", argument: capturingExpression(environment), role: { kind: "transforms" }, manual: "transforms.html#pcrexform" },
    { name: "strip_pseudo_headers", value: "none", role: { kind: "transforms" }, manual: "transforms.html#strip-pseudo-headers" },
    { name: "strip_whitespace", value: "none", role: { kind: "transforms", neverHolds: "white-space" }, manual: "transforms.html#strip-whitespace" },
    { name: "to_lowercase", value: "none", role: { kind: "transforms", neverHolds: "upper-case" }, manual: "transforms.html#to-lowercase" },
    { name: "to_md5", value: "none", role: { kind: "transforms" }, manual: "transforms.html#to-md5" },
    { name: "to_sha1", value: "none", role: { kind: "transforms" }, manual: "transforms.html#to-sha1" },
    { name: "to_sha256", value: "none", role: { kind: "transforms" }, manual: "transforms.html#to-sha256" },
    { name: "to_uppercase", value: "none", role: { kind: "transforms", neverHolds: "lower-case" }, manual: "transforms.html#to-uppercase" },
    { name: "url_decode", value: "none", role: { kind: "transforms" }, manual: "transforms.html#url-decode" },
    { name: "xor", value: "required", quotes: "required", argument: xorKey, role: { kind: "transforms" }, manual: "transforms.html#xor" },
  ];
}
