import { anyText, type DialectKeyword } from "@sigwright/rule-language/dialect";
import { wordList } from "../arguments/lists.ts";
import { detectionFilter, tag, threshold } from "../arguments/thresholds.ts";
import { manualSection } from "./manual-section.ts";

const TCP: readonly number[] = [6];
const RESPONSES: readonly string[] = [
  "reset_source", "rst_snd", "reset_dest", "rst_rcv", "reset_both", "rst_all", "icmp_net", "icmp_host", "icmp_port", "icmp_all",
];

/** Keywords for what happens after a rule matched (manual 3.7), and for how often it must match (manual 3.7.7 and 3.8). */
export const RESPONSE_KEYWORDS: readonly DialectKeyword[] = [
  { name: "logto", value: "required", quotes: "optional", argument: anyText, role: { kind: "meta" }, repeat: "once", manual: manualSection(7, 1) },
  { name: "session", value: "required", argument: wordList({ known: ["printable", "binary", "all"], most: 1 }), role: { kind: "matches", place: "post-match" }, ipProtocols: TCP, repeat: "once", manual: manualSection(7, 2) },
  { name: "resp", value: "required", argument: wordList({ known: RESPONSES }), role: { kind: "matches", place: "post-match" }, repeat: "once", manual: manualSection(7, 3) },
  { name: "react", value: "optional", argument: anyText, role: { kind: "matches", place: "post-match" }, ipProtocols: TCP, repeat: "once", manual: manualSection(7, 4) },
  { name: "tag", value: "required", argument: tag, role: { kind: "matches", place: "tag" }, repeat: "once", manual: manualSection(7, 5) },
  { name: "file_type", value: "required", argument: anyText, role: { kind: "matches", place: "packet" }, repeat: "once" },
  { name: "file_group", value: "required", argument: anyText, role: { kind: "matches", place: "packet" }, repeat: "once" },
  { name: "detection_filter", value: "required", argument: detectionFilter, role: { kind: "matches", place: "threshold" }, repeat: "once", manual: manualSection(7, 7) },
  { name: "threshold", value: "required", argument: threshold, role: { kind: "matches", place: "threshold" }, repeat: "once", deprecated: { use: "detection_filter" }, manual: "node35.html" },
];
