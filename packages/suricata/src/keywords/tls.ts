import { type DialectKeyword, textLike } from "@sigwright/rule-language/dialect";
import { contentBytes } from "../arguments/content-bytes.ts";
import { sslStates, sslVersionList, sslVersions, tlsVersion, validity } from "../arguments/tls.ts";
import { overTlsOrQuic } from "../checks/fingerprint-protocol.ts";
import { changedForm, numberKeyword } from "./version-rows.ts";

const TLS = { protocol: "tls", value: "required" } as const;

const SUBJECT = textLike(/^(?:[A-z0-9\s\-.=,*@]+|"[A-z0-9\s\-.=,*@]+")\s*$/, "letters, digits, blanks and `-.=,*@`");

/** Keywords on TLS sessions and certificates beside the sticky buffers. */
export const TLS_KEYWORDS: readonly DialectKeyword[] = [
  { name: "tls.version", until: "8.0", ...TLS, argument: tlsVersion, role: { kind: "matches-in", buffer: "tls_generic" }, manual: "tls-keywords.html#tls-version" },
  { name: "tls.version", since: "8.0", ...TLS, argument: tlsVersion, role: { kind: "matches-in", buffer: "tls.version" }, manual: "tls-keywords.html#tls-version" },
  ...changedForm({ name: "ssl_version", ...TLS, role: { kind: "matches-in", buffer: "tls_generic" }, manual: "tls-keywords.html#ssl-version" }, sslVersions, sslVersionList),
  { name: "ssl_state", ...TLS, argument: sslStates, role: { kind: "matches-in", buffer: "tls_generic" }, manual: "tls-keywords.html#ssl-state" },
  { name: "tls.subject", ...TLS, quotes: "required", negatable: true, argument: SUBJECT, role: { kind: "matches-in", buffer: "tls_cert" }, successor: "tls.cert_subject", manual: "tls-keywords.html#tls-subject" },
  { name: "tls.issuerdn", ...TLS, quotes: "required", negatable: true, argument: SUBJECT, role: { kind: "matches-in", buffer: "tls_cert" }, successor: "tls.cert_issuer", manual: "tls-keywords.html#tls-issuerdn" },
  { name: "tls.fingerprint", ...TLS, quotes: "required", negatable: true, argument: contentBytes, role: { kind: "content", moves: "tls.cert_fingerprint" }, successor: "tls.cert_fingerprint", manual: "tls-keywords.html#tls-fingerprint" },
  { name: "tls_store", aliases: ["tls.store"], protocol: "tls", value: "none", role: { kind: "matches", place: "post-match" }, manual: "tls-keywords.html#tls-store" },
  { name: "tls_cert_notbefore", ...TLS, argument: validity, role: { kind: "matches-in", buffer: "tls_validity" }, manual: "tls-keywords.html#tls-cert-notbefore" },
  { name: "tls_cert_notafter", ...TLS, argument: validity, role: { kind: "matches-in", buffer: "tls_validity" }, manual: "tls-keywords.html#tls-cert-notafter" },
  { name: "tls_cert_expired", protocol: "tls", value: "none", role: { kind: "matches-in", buffer: "tls_validity" }, manual: "tls-keywords.html#tls-cert-expired" },
  { name: "tls_cert_valid", protocol: "tls", value: "none", role: { kind: "matches-in", buffer: "tls_validity" }, manual: "tls-keywords.html#tls-cert-valid" },
  ...numberKeyword({ name: "tls.cert_chain_len", ...TLS, role: { kind: "matches-in", buffer: "tls_validity" }, manual: "tls-keywords.html#tls-cert-chain-len" }, 32),
  { name: "ja3.hash", aliases: ["ja3_hash"], value: "none", checks: [overTlsOrQuic], role: { kind: "selects", buffer: "ja3.hash" }, manual: "ja-keywords.html#ja3-hash" },
  { name: "ja3.string", aliases: ["ja3_string"], value: "none", checks: [overTlsOrQuic], role: { kind: "selects", buffer: "ja3.string" }, manual: "ja-keywords.html#ja3-string" },
  { name: "ja3s.hash", value: "none", checks: [overTlsOrQuic], role: { kind: "selects", buffer: "ja3s.hash" }, manual: "ja-keywords.html#ja3s-hash" },
  { name: "ja3s.string", value: "none", checks: [overTlsOrQuic], role: { kind: "selects", buffer: "ja3s.string" }, manual: "ja-keywords.html#ja3s-string" },
  { name: "ja4.hash", aliases: ["ja4_hash"], value: "none", checks: [overTlsOrQuic], role: { kind: "selects", buffer: "ja4.hash" }, manual: "ja-keywords.html#ja4-hash" },
];
