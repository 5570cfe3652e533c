import { type DialectKeyword, span, textOf, wholeNumber } from "@sigwright/rule-language/dialect";
import { standsWithValue } from "../checks/general.ts";
import { allNamed, knownName } from "../checks/name-list.ts";
import { numberOrName, unsignedNumber } from "../parameters/named-number.ts";
import {
  DNP3_FUNCTIONS,
  DNP3_INDICATIONS,
  IEC104_APCI_TYPES,
  IEC104_ASDU_FUNCTIONS,
  MMS_FUNCTIONS,
  MODBUS_FUNCTIONS,
  OPCUA_MESSAGE_TYPES,
  OPCUA_SERVICES,
  S7COMMPLUS_FUNCTIONS,
  S7COMMPLUS_OPCODES,
} from "./industrial-names.ts";
import { CONDITION, placed, row, SETS } from "./row.ts";

const manual = "payload/index.html";
const checks = [standsWithValue];

function range(name: string, max: number): DialectKeyword {
  return row(name, CONDITION, [placed("range", span(0, max))], { manual, checks });
}

/** A function or type that the engine takes by number or name; it takes any other word, too, and ignores it. */
function named(name: string, names: readonly string[], what: string): DialectKeyword {
  return row(name, CONDITION, [placed("name", textOf(`a number or the name of ${what}`))], { manual, checks: [standsWithValue, knownName(names, what)] });
}

/** Keywords of industrial protocols. Source: Snort 3.12.2, `--help-options`, and its verdicts. */
export const INDUSTRIAL_KEYWORDS: readonly DialectKeyword[] = [
  range("cip_attribute", 65535),
  range("cip_class", 65535),
  range("cip_conn_path_class", 65535),
  range("cip_instance", 4_294_967_295),
  row("cip_req", CONDITION, [], { manual }),
  row("cip_rsp", CONDITION, [], { manual }),
  range("cip_service", 127),
  range("cip_status", 255),
  range("enip_command", 65535),
  row("enip_req", CONDITION, [], { manual }),
  row("enip_rsp", CONDITION, [], { manual }),
  row("dnp3_data", SETS, [], { manual }),
  row("dnp3_func", CONDITION, [placed("function", numberOrName(255, DNP3_FUNCTIONS, "a function"))], { manual, checks }),
  row("dnp3_ind", CONDITION, [placed("indications", textOf("names of indications in double quotes"))], { manual, checks: [standsWithValue, allNamed(DNP3_INDICATIONS, "indication")] }),
  row("dnp3_obj", CONDITION, [{ name: "group", form: wholeNumber(0, 255) }, { name: "var", form: wholeNumber(0, 255) }], { manual }),
  named("iec104_apci_type", IEC104_APCI_TYPES, "an APCI type"),
  named("iec104_asdu_func", IEC104_ASDU_FUNCTIONS, "an ASDU function"),
  row("mms_data", SETS, [], { manual }),
  row("mms_func", CONDITION, [placed("function", numberOrName(undefined, MMS_FUNCTIONS, "a function"))], { manual, checks }),
  row("modbus_data", SETS, [], { manual }),
  named("modbus_func", MODBUS_FUNCTIONS, "a function"),
  row("modbus_unit", CONDITION, [placed("unit", wholeNumber(0, 255))], { manual, checks }),
  row("opcua_msg_service", CONDITION, [placed("service", numberOrName(-1, OPCUA_SERVICES, "a service"))], { manual, checks }),
  row("opcua_msg_type", CONDITION, [placed("type", numberOrName(-1, OPCUA_MESSAGE_TYPES, "a type of message"))], { manual, checks }),
  row("opcua_node_id", CONDITION, [placed("id", unsignedNumber)], { manual, checks }),
  row("opcua_node_namespace_index", CONDITION, [placed("index", unsignedNumber)], { manual, checks }),
  row("s7commplus_content", SETS, [], { manual }),
  named("s7commplus_func", S7COMMPLUS_FUNCTIONS, "a function"),
  named("s7commplus_opcode", S7COMMPLUS_OPCODES, "an opcode"),
];
