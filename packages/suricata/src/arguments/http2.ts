import { type ArgumentForm, argumentString, fault, unsigned, type UnsignedOptions } from "@sigwright/rule-language/dialect";
import { numberOrName } from "./number-or-name.ts";

const FRAME_TYPES = ["DATA", "HEADERS", "PRIORITY", "RSTSTREAM", "SETTINGS", "PUSHPROMISE", "PING", "GOAWAY", "WINDOWUPDATE", "CONTINUATION"];

const ERROR_CODES = `
  NO_ERROR PROTOCOL_ERROR FLOW_CONTROL_ERROR SETTINGS_TIMEOUT STREAM_CLOSED FRAME_SIZE_ERROR REFUSED_STREAM CANCEL
  COMPRESSION_ERROR CONNECT_ERROR ENHANCE_YOUR_CALM INADEQUATE_SECURITY HTTP_1_1_REQUIRED
`.trim().split(/\s+/);

const SETTINGS = `
  SETTINGS_HEADER_TABLE_SIZE SETTINGS_ENABLE_PUSH SETTINGS_MAX_CONCURRENT_STREAMS SETTINGS_INITIAL_WINDOW_SIZE
  SETTINGS_MAX_FRAME_SIZE SETTINGS_MAX_HEADER_LIST_SIZE
`.trim().split(/\s+/);

const LONGEST_NUMBER = 23;

/** A number at the start of the argument: the engine does not look at what stands behind it. */
function leadingNumber(max: number): ArgumentForm<number> {
  return {
    summary: `a number from 0 to ${max}`,
    parse: (argument) => {
      const text = argumentString(argument);
      const digits = /^\s*\+?(\d+)/.exec(text)?.[1];
      const isNumber = digits !== undefined && text.length <= LONGEST_NUMBER && Number(digits) <= max;
      return isNumber ? { value: Number(digits) } : fault(argument, `\`${text}\` is no number from 0 to ${max}`);
    },
  };
}

/** Type of an HTTP/2 frame by number or name. */
export const http2FrameType: ArgumentForm = numberOrName(leadingNumber(255), FRAME_TYPES);

/** Error code of HTTP/2 by number or name. */
export const http2ErrorCode: ArgumentForm = numberOrName(leadingNumber(2 ** 32 - 1), ERROR_CODES);

/** A setting of HTTP/2, with its value compared if wanted: `SETTINGS_ENABLE_PUSH=0`. */
export function http2Setting(options: UnsignedOptions = {}): ArgumentForm {
  const number = unsigned(32, options);
  return {
    summary: `the name of a setting, then its value compared if wanted: \`${SETTINGS[1]!}=0\``,
    parse: (argument) => {
      const text = argumentString(argument);
      const name = /^ *([^ <>=]+)/.exec(text)?.[1] ?? "";
      if (!SETTINGS.includes(name.toUpperCase())) return fault(argument, `unknown setting \`${name}\``, { expected: SETTINGS });
      const start = argument.start + text.indexOf(name) + name.length;
      // The engine takes what is no number behind the name for nothing at all.
      const value = number.parse({ text: argument.text, start, end: argument.end });
      return { value: "value" in value ? value.value : name };
    },
  };
}
