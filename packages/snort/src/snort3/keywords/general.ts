import { choice, type DialectKeyword, listed, text, textOf, wholeNumber } from "@sigwright/rule-language/dialect";
import { detectionFilterComplete } from "../checks/detection-filter.ts";
import { knownClass, knownScheme, quotedMessage, ruleNumber, sharedObject, standsWithValue, wholeReference } from "../checks/general.ts";
import { fileTypeId } from "../checks/payload.ts";
import { knownServices } from "../checks/services.ts";
import type { Snort3Configuration } from "../configuration/stock-configuration.ts";
import { MAX_31, MAX_32, META, placed, row } from "./row.ts";

const MANUAL = "general/index.html";
const POST = "post/index.html";

/** Keywords that describe a rule or say what happens beside it. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export function generalKeywords(configuration: Snort3Configuration): readonly DialectKeyword[] {
  return [
    row("msg", META, [placed("text", textOf("a text in double quotes"))], { repeat: "once", manual: MANUAL, checks: [standsWithValue, quotedMessage] }),
    row("sid", META, [placed("number", wholeNumber(1, MAX_32))], { repeat: "once", manual: MANUAL, checks: [standsWithValue, ruleNumber] }),
    row("gid", META, [placed("number", wholeNumber(1, 8129))], { repeat: "once", manual: MANUAL, checks: [standsWithValue, ruleNumber] }),
    row("rev", META, [placed("number", wholeNumber(1, MAX_32))], { repeat: "once", manual: MANUAL, checks: [standsWithValue, ruleNumber] }),
    row("classtype", META, [placed("class", textOf("the name of a class"))], { repeat: "once", manual: MANUAL, checks: [standsWithValue, knownClass(configuration)] }),
    row("priority", META, [placed("level", wholeNumber(1, MAX_31))], { repeat: "once", manual: MANUAL, checks: [standsWithValue] }),
    row("metadata", META, [{ name: "entry", place: "each", form: text }], { manual: MANUAL, shape: "entries", checks: [standsWithValue] }),
    row("service", META, [{ name: "service", place: "each", form: textOf("names of services with commas between") }], { manual: MANUAL, checks: [standsWithValue, knownServices] }),
    row("reference", META, [placed("reference", textOf("a system and an id: `url,example.com`"))], { manual: MANUAL, shape: "phrase", checks: [standsWithValue, wholeReference, knownScheme(configuration)] }),
    row("rem", META, [placed("text", text)], { manual: MANUAL }),
    row("soid", META, [placed("id", text)], { repeat: "once", checks: [standsWithValue, sharedObject] }),
    row("enable", META, [placed("state", choice("no", "yes", "inherit"))], { repeat: "once" }),
    row("target", META, [placed("side", choice("src_ip", "dst_ip"))], { repeat: "once", checks: [standsWithValue] }),
    row("file_meta", META, [
      { name: "type", form: text },
      { name: "id", form: wholeNumber(1, 1023) },
      { name: "category", form: text },
      { name: "group", form: text },
      { name: "version", form: text },
    ], { repeat: "once", manual: MANUAL, checks: [fileTypeId] }),
    row("detection_filter", META, [
      { name: "track", form: choice("by_src", "by_dst") },
      { name: "count", form: wholeNumber(1, MAX_32) },
      { name: "seconds", form: wholeNumber(1, MAX_32) },
    ], { repeat: "once", manual: POST, checks: [detectionFilterComplete] }),
    row("tag", META, [
      placed("scope", listed("session", "host_src", "host_dst")),
      { name: "packets", form: wholeNumber(1, MAX_32) },
      { name: "seconds", form: wholeNumber(1, MAX_32) },
      { name: "bytes", form: wholeNumber(1, MAX_32) },
    ], { repeat: "once", manual: POST, checks: [standsWithValue] }),
  ];
}
