import { type ArgumentForm, argumentString, type CursorValue, type DialectKeyword, fault, integer, type OptionCheck } from "@sigwright/rule-language/dialect";
import { cipService, cipServiceWithBlanks, dnp3Function, dnp3Indicators, isDnp3Object, modbus } from "../arguments/industrial.ts";
import { numberOrName } from "../arguments/number-or-name.ts";
import { changedForm, richNumber } from "./version-rows.ts";

const DNP3 = { protocol: "dnp3", value: "required", role: { kind: "matches-in", buffer: "dnp3" } } as const;

const ENIP_COMMANDS = ["nop", "list_services", "list_identity", "list_interfaces", "register_session", "unregister_session", "send_r_r_data", "send_unit_data", "indicate_status", "cancel"];

const enipCommand: ArgumentForm = {
  summary: "a number from 0 to 65535",
  parse: (argument) => (/^\d/.test(argumentString(argument)) ? integer({ max: 65535 }).parse(argument) : fault(argument, `\`${argumentString(argument)}\` is no number`)),
};

/** What is no object does not bind the rule to decoded data. */
const dnp3Object: ArgumentForm<CursorValue> = {
  summary: "a group and a variation from 0 to 255: `12,1`",
  parse: (argument) => ({ value: isDnp3Object(argumentString(argument)) ? {} : { place: "packet" } }),
};

const objectUnderstood: OptionCheck = {
  summary: "an object that is no group and variation is ignored",
  check: ({ argument, valueRange, report }) => {
    if (isDnp3Object(argumentString(argument!))) return;
    report.warn("ignored-value", valueRange, `\`${argumentString(argument!)}\` is no group and variation, and the engine ignores the option in silence`, {
      help: "write a group and a variation from 0 to 255 with a comma between them: `12,1`",
    });
  },
};

/** Keywords on the protocols of industrial control systems beside the sticky buffers. */
export const INDUSTRIAL_KEYWORDS: readonly DialectKeyword[] = [
  { name: "dnp3_func", aliases: ["dnp3.func"], ...DNP3, argument: dnp3Function, manual: "dnp3-keywords.html#dnp3-func" },
  { name: "dnp3_ind", aliases: ["dnp3.ind"], ...DNP3, argument: dnp3Indicators, manual: "dnp3-keywords.html#dnp3-ind" },
  { name: "dnp3_obj", aliases: ["dnp3.obj"], ...DNP3, argument: dnp3Object, checks: [objectUnderstood], manual: "dnp3-keywords.html#dnp3-obj" },
  { name: "modbus", protocol: "modbus", value: "required", argument: modbus, role: { kind: "matches-in", buffer: "modbus" }, manual: "modbus-keyword.html" },
  ...changedForm({ name: "cip_service", protocol: "enip", value: "required", role: { kind: "matches-in", buffer: "cip" }, manual: "enip-keyword.html#cip-service" }, cipService, cipServiceWithBlanks),
  ...changedForm(
    { name: "enip_command", protocol: "enip", value: "required", role: { kind: "matches-in", buffer: "enip" }, manual: "enip-keyword.html#enip-command" },
    enipCommand,
    numberOrName(richNumber(16), ENIP_COMMANDS, { negatable: true }),
  ),
];
