import type { ParameterForm } from "@sigwright/rule-language/dialect";

const INTERFACE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The UUID of an interface. */
export const interfaceId: ParameterForm = {
  summary: "a UUID such as `4b324fc8-1670-01d3-1278-5a47bf6ee188`",
  parse: (text) => (INTERFACE.test(text) ? { value: text } : { problem: text === "" ? "a value is missing" : `\`${text}\` is no UUID` }),
};

const NUMBERS = /^\d+(?:-\d*)?$/;
const LARGEST = 65535;

/** Numbers of operations, and ranges of them. */
export const operationNumbers: ParameterForm = {
  summary: "numbers and ranges of operations with blanks between, in double quotes: `\"0-4 10\"`",
  parse: (text) => {
    const list = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
    const words = list.trimStart().split(/[ \t\n\v\f\r]+/);
    const other = words.find((word) => !NUMBERS.test(word));
    if (other !== undefined) return { problem: other === "" ? "a number is missing" : `\`${other}\` is no number and no range` };
    const great = (list.match(/\d+/g) ?? []).find((digits) => Number(digits) > LARGEST);
    return great === undefined ? { value: list } : { problem: `${great} is above ${LARGEST}` };
  },
};
