import { type DialectKeyword, flag, type KeywordRole, type MessageSection, type Parameter, span, text, textOf, yesOrNo } from "@sigwright/rule-language/dialect";
import { headerField, headerTest, httpVersions, oneUriPart, parameterName } from "../checks/http.ts";
import { standsWithValue } from "../checks/general.ts";
import type { Snort3Environment } from "../dialect/environment.ts";
import { placed, row, SETS } from "./row.ts";

const manual = "payload/http/index.html";

/** 999,999,999,999,999,999 for the engine: numbers of JavaScript end before. */
const LARGEST_TEST = 1e18;

const REQUEST: Parameter = { name: "request", form: flag };
const FIELD: Parameter = { name: "field", form: textOf("the name of a header field") };
const WITH_HEADER: Parameter = { name: "with_header", form: flag, isObsolete: true };
const WITH_BODY: Parameter = { name: "with_body", form: flag, isObsolete: true };
const WITH_TRAILER: Parameter = { name: "with_trailer", form: flag, isObsolete: true };
const URI_PARTS: readonly Parameter[] = ["scheme", "host", "port", "path", "query", "fragment"].map((name) => ({ name, form: flag }));
const HEADER_SECTIONS: readonly Parameter[] = [WITH_HEADER, WITH_BODY, WITH_TRAILER];

function sets(section: MessageSection): KeywordRole {
  return { kind: "cursor", action: "sets", section };
}

/** A condition on a message that leaves the cursor where it is. */
function condition(section: MessageSection): KeywordRole {
  return { kind: "cursor", action: "leaves", section };
}

function number(name: string, section: MessageSection, more: readonly Parameter[] = []): DialectKeyword {
  return row(name, condition(section), [placed("range", span(0, 65535)), REQUEST, ...more], { manual, checks: [standsWithValue] });
}

/** Buffers of HTTP messages, and conditions on them. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export function httpKeywords(environment: Snort3Environment): readonly DialectKeyword[] {
  const field = [headerField];
  return [
    row("http_client_body", sets("body"), [], { manual }),
    row("http_cookie", sets("header"), [REQUEST, ...HEADER_SECTIONS], { manual }),
    row("http_decoded_uri", sets("header"), URI_PARTS, { manual, checks: [oneUriPart] }),
    row("http_header", sets("header"), [FIELD, REQUEST, ...HEADER_SECTIONS], { manual, checks: field }),
    row("http_header_test", condition("header"), [FIELD, REQUEST, ...HEADER_SECTIONS, { name: "check", form: span(0, LARGEST_TEST) }, { name: "numeric", form: yesOrNo }, { name: "absent", form: flag }], { manual, checks: [headerField, headerTest] }),
    number("http_max_header_line", "header"),
    number("http_max_trailer_line", "trailer"),
    row("http_method", sets("header"), HEADER_SECTIONS, { manual }),
    number("http_num_cookies", "header"),
    number("http_num_headers", "header", HEADER_SECTIONS),
    number("http_num_trailers", "trailer", HEADER_SECTIONS),
    row("http_param", sets("header"), [placed("name", textOf("the name of a parameter in double quotes")), { name: "nocase", form: flag }], { manual, checks: [parameterName(environment)] }),
    row("http_raw_body", sets("body"), [], { manual }),
    row("http_raw_cookie", sets("header"), [REQUEST, ...HEADER_SECTIONS], { manual }),
    row("http_raw_header", sets("header"), [FIELD, REQUEST, ...HEADER_SECTIONS], { manual, checks: field }),
    row("http_raw_request", sets("header"), HEADER_SECTIONS, { manual }),
    row("http_raw_status", sets("header"), [WITH_BODY, WITH_TRAILER], { manual }),
    row("http_raw_trailer", sets("trailer"), [FIELD, REQUEST, WITH_HEADER, WITH_BODY], { manual, checks: field }),
    row("http_raw_uri", sets("header"), [...HEADER_SECTIONS, ...URI_PARTS], { manual, checks: [oneUriPart] }),
    row("http_stat_code", sets("header"), [WITH_BODY, WITH_TRAILER], { manual }),
    row("http_stat_msg", sets("header"), [WITH_BODY, WITH_TRAILER], { manual }),
    row("http_trailer", sets("trailer"), [FIELD, REQUEST, WITH_HEADER, WITH_BODY], { manual, checks: field }),
    row("http_trailer_test", condition("trailer"), [FIELD, REQUEST, WITH_HEADER, WITH_BODY, { name: "check", form: span(0, LARGEST_TEST) }, { name: "numeric", form: yesOrNo }, { name: "absent", form: flag }], { manual, checks: [headerField, headerTest] }),
    row("http_true_ip", sets("header"), HEADER_SECTIONS, { manual }),
    row("http_uri", sets("header"), [...HEADER_SECTIONS, ...URI_PARTS], { manual, checks: [oneUriPart] }),
    row("http_version", sets("header"), [REQUEST, ...HEADER_SECTIONS], { manual }),
    row("http_version_match", condition("header"), [placed("versions", text), REQUEST, ...HEADER_SECTIONS], { manual, checks: [standsWithValue, httpVersions] }),
    row("http2_frame_data", SETS, [], { manual }),
    row("http2_frame_header", SETS, [], { manual }),
  ];
}
