import { type ArgumentForm, argumentString, fault, integer, readInteger } from "@sigwright/rule-language/dialect";
import { numberOrName, piecesOf } from "./number-or-name.ts";

const DNP3_FUNCTIONS = `
  confirm read write select operate direct_operate direct_operate_nr immed_freeze immed_freeze_nr freeze_clear
  freeze_clear_nr freeze_at_time freeze_at_time_nr cold_restart warm_restart initialize_data initialize_appl
  start_appl stop_appl save_config enable_unsolicited disable_unsolicited assign_class delay_measure
  record_current_time open_file close_file delete_file get_file_info authenticate_file abort_file activate_config
  authenticate_req authenticate_err response unsolicited_response authenticate_resp
`.trim().split(/\s+/);

const DNP3_INDICATORS = `
  device_restart device_trouble local_control need_time class_3_events class_2_events class_1_events all_stations
  reserved_1 reserved_2 config_corrupt already_executing event_buffer_overflow parameter_error object_unknown
  no_func_code_support
`.trim().split(/\s+/);

/** Most characters of a number that the engine looks at. */
const LONGEST_NUMBER = 23;

const functionCode: ArgumentForm = {
  summary: "a code from 0 to 255",
  parse: (argument) => {
    if (argument.end - argument.start > LONGEST_NUMBER) return fault(argument, "the number is too long");
    return integer({ max: 255 }).parse(argument);
  },
};

/** A DNP3 function: a code from 0 to 255 or its name. */
export const dnp3Function: ArgumentForm = numberOrName(functionCode, DNP3_FUNCTIONS);

/** DNP3 internal indicators: names between commas, or the number their bits make. */
export const dnp3Indicators: ArgumentForm = {
  summary: "internal indicators between commas, or the number that their bits make",
  parse: (argument) => {
    const number = readInteger(argumentString(argument), "c");
    if (number !== undefined && number >= 0 && number <= 0xffff) return { value: number };
    for (const piece of piecesOf(argument)) {
      const name = piece.text.trim();
      if (!DNP3_INDICATORS.includes(name.toLowerCase())) return fault(argument, `unknown indicator \`${name}\``, { ...piece, expected: DNP3_INDICATORS });
    }
    return { value: argumentString(argument) };
  },
};

const DNP3_OBJECT = /^[^,]*,[^,]*$/;

/** Whether a DNP3 object is a group and a variation; the engine takes any text and ignores what is none. */
export function isDnp3Object(text: string): boolean {
  return DNP3_OBJECT.test(text) && text.split(",").every((part) => isByte(readInteger(part, "c")));
}

function isByte(number: number | undefined): boolean {
  return number !== undefined && number >= 0 && number <= 255;
}

const CIP_LIMITS: readonly number[] = [127, 65535, 65535];

/** A CIP service, class and attribute: `75,1,!2`. */
export const cipService: ArgumentForm = {
  summary: "a service from 0 to 127, then a class and an attribute if wanted, with commas: `75,1,!2`",
  parse: (argument) => {
    const pieces = piecesOf(argument);
    if (pieces.length === 0 || pieces.length > 3) return fault(argument, "it has one to three parts");
    for (const [index, piece] of pieces.entries()) {
      const text = index === 2 ? piece.text.replace(/^!/, "") : piece.text;
      const number = /^\d+/.exec(text)?.[0];
      if (number === undefined) return fault(argument, `\`${text}\` is no number`, piece);
      if (Number(number) > CIP_LIMITS[index]!) return fault(argument, `${number} is above ${CIP_LIMITS[index]!}`, piece);
    }
    return { value: argumentString(argument) };
  },
};

const CIP_SERVICE = /^ *(\d+) *(?:, *(\d+) *(?:, *!?(\d+))?)? *$/;

/** A CIP service, class and attribute as 8.0 reads them. */
export const cipServiceWithBlanks: ArgumentForm = {
  summary: cipService.summary,
  parse: (argument) => {
    const [, service, ...more] = CIP_SERVICE.exec(argumentString(argument)) ?? [];
    if (service === undefined) return fault(argument, `\`${argumentString(argument)}\` is no service`);
    if (Number(service) > CIP_LIMITS[0]!) return fault(argument, `the service ${service} is above ${CIP_LIMITS[0]!}`);
    const isInRange = more.every((number) => number === undefined || Number(number) < 2 ** 32);
    return isInRange ? { value: argumentString(argument) } : fault(argument, "a number has more than 32 bits");
  },
};

// What the engine calls a word here are the characters from `A` to `z`, among them `[`, `\`, `]`, `^`, `_` and a backtick.
const MODBUS_FUNCTION = /^\s*"?\s*function\s*(!?[A-z0-9]+)(?:,\s*subfunction\s+(\d+))?\s*"?\s*$/;
const MODBUS_ACCESS =
  /^\s*"?\s*access\s*(read|write)\s*(discretes|coils|input|holding)?(?:,\s*address\s+([<>]?\d+)(?:<>(\d+))?(?:,\s*value\s+([<>]?\d+)(?:<>(\d+))?)?)?\s*"?\s*$/;
const MODBUS_UNIT = /^\s*"?\s*unit\s+([<>]?\d+)(?:<>(\d+))?(?:,\s*(.*))?$/;
const MODBUS_CATEGORIES = ["assigned", "unassigned", "public", "user", "reserved", "all"];

/** What a rule wants of Modbus: a function, an access to memory, or a unit with either. */
export const modbus: ArgumentForm = {
  summary: "`function 16`, `access write coils, address 80, value 1`, or `unit 10` before either",
  parse: (argument) => {
    const text = argumentString(argument);
    const problem = modbusProblem(text);
    return problem === undefined ? { value: text } : fault(argument, problem);
  },
};

function modbusProblem(text: string): string | undefined {
  const [, from, to, rest] = MODBUS_UNIT.exec(text) ?? [];
  if (from === undefined) return functionProblem(text) === undefined ? undefined : accessProblem(text);
  if (!isModbusRange(from, to)) return `the unit \`${from}\` is out of range`;
  // Quotes and blanks behind the last part belong to the unit's own form when nothing follows it.
  if (rest === undefined) return /^\s*"?\s*unit\s+[<>]?\d+(?:<>\d+)?\s*"?\s*$/.test(text) ? undefined : "what stands behind the unit is not understood";
  const extra = rest;
  return functionProblem(extra) === undefined ? undefined : accessProblem(extra);
}

function functionProblem(text: string): string | undefined {
  const [, word, sub] = MODBUS_FUNCTION.exec(text) ?? [];
  if (word === undefined) return `\`${text}\` is neither function, access nor unit`;
  if (/^\d+$/.test(word) && Number(word) <= 255) {
    if (Number(word) === 0) return "there is no function 0";
    return sub !== undefined && Number(sub) > 65535 ? `the subfunction ${sub} is above 65535` : undefined;
  }
  return MODBUS_CATEGORIES.includes(word.replace(/^!/, "")) ? undefined : `\`${word}\` is neither a function from 1 to 255 nor one of ${MODBUS_CATEGORIES.join(", ")}`;
}

function accessProblem(text: string): string | undefined {
  const match = MODBUS_ACCESS.exec(text);
  if (match === null) return functionProblem(text);
  const [, access, memory, address, addressEnd, value, valueEnd] = match;
  if (access === "write" && (memory === "discretes" || memory === "input")) return `\`${memory}\` can only be read`;
  if (address !== undefined && !isModbusRange(address, addressEnd)) return `the address \`${address}\` is out of range`;
  if (value === undefined) return undefined;
  const isOneAddress = addressEnd === undefined ? isPoint(address!) : Number(address) === Number(addressEnd);
  if (!isOneAddress) return "a value can't stand beside a range of addresses";
  if (access === "read" && memory === undefined) return "a value can only be written";
  return isModbusRange(value, valueEnd) ? undefined : `the value \`${value}\` is out of range`;
}

function isModbusRange(from: string, to: string | undefined): boolean {
  const low = to === undefined ? from.replace(/^[<>]/, "") : from;
  return /^\d+$/.test(low) && Number(low) <= 65535 && (to === undefined || Number(to) <= 65535);
}

// `<0` and `>65535` are empty in the engine's eyes, and so no ranges.
function isPoint(address: string): boolean {
  return /^\d/.test(address) || (address.startsWith("<") && Number(address.slice(1)) === 0) || (address.startsWith(">") && Number(address.slice(1)) === 65535);
}
