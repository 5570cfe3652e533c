import { type DialectKeyword, flag, span, textOf, wholeNumber } from "@sigwright/rule-language/dialect";
import { interfaceId, operationNumbers } from "../checks/dce-rpc.ts";
import { standsWithValue } from "../checks/general.ts";
import { numberOrName } from "../parameters/named-number.ts";
import { socksState } from "../parameters/socks-state.ts";
import { sipMethods, sipStatusCodes } from "../checks/sip.ts";
import { namesOrNumbers } from "../checks/name-list.ts";
import { GTP_INFORMATION_ELEMENTS, GTP_MESSAGES } from "./gtp-names.ts";
import { CONDITION, placed, row, SETS } from "./row.ts";

const manual = "payload/index.html";
const checks = [standsWithValue];

/** The parameters of a keyword that asks for states or versions, each alone or negated. */
function negatableFlags(...names: readonly string[]): DialectKeyword["parameters"] & object {
  return [...names, ...names.map((name) => `!${name}`)].map((name) => ({ name, form: flag }));
}

/** Keywords of network services. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export const SERVICE_KEYWORDS: readonly DialectKeyword[] = [
  row("dce_iface", SETS, [{ name: "uuid", form: interfaceId }, { name: "version", form: span(0, Infinity) }, { name: "any_frag", form: flag }], { manual }),
  row("dce_opnum", CONDITION, [placed("numbers", operationNumbers)], { manual, checks }),
  row("dce_stub_data", SETS, [], { manual }),
  row("gtp_info", SETS, [placed("element", numberOrName(255, GTP_INFORMATION_ELEMENTS, "an information element"))], { manual, checks }),
  row("gtp_type", CONDITION, [placed("types", textOf("numbers or names of messages in double quotes"))], { manual, checks: [standsWithValue, namesOrNumbers(GTP_MESSAGES, 255)] }),
  row("gtp_version", CONDITION, [placed("version", wholeNumber(0, 2))], { manual, checks }),
  row("sip_body", SETS, [], { manual }),
  row("sip_header", SETS, [], { manual }),
  row("sip_method", CONDITION, [{ name: "method", place: "each", form: textOf("names of methods with commas between") }], { manual, checks: [standsWithValue, sipMethods] }),
  row("sip_stat_code", CONDITION, [{ name: "code", place: "each", form: wholeNumber(1, 999) }], { manual, checks: [standsWithValue, sipStatusCodes] }),
  row("socks_address_type", CONDITION, [placed("type", wholeNumber(1, 4))], { checks }),
  row("socks_command", CONDITION, [placed("command", wholeNumber(1, 3))], { checks }),
  row("socks_remote_address", CONDITION, [placed("address", textOf("an address or a name"))], { checks }),
  row("socks_remote_port", CONDITION, [placed("port", wholeNumber(0, 65535))], { checks }),
  row("socks_state", CONDITION, [placed("state", socksState)], { checks }),
  row("socks_version", CONDITION, [placed("version", wholeNumber(4, 5))], { checks }),
  row("ssl_state", CONDITION, negatableFlags("client_hello", "server_hello", "client_keyx", "server_keyx", "unknown"), { manual, checks }),
  row("ssl_version", CONDITION, negatableFlags("sslv2", "sslv3", "tls1.0", "tls1.1", "tls1.2"), { manual, checks }),
];
