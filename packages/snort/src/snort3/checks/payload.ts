import { closest } from "@sigwright/core";
import { givenParameter, type OptionCheck, type OptionContext, type ParameterValues, readInteger } from "@sigwright/rule-language/dialect";
import { FILE_TYPE_IDS, FILE_TYPES } from "../configuration/file-types.ts";
import type { Snort3Environment } from "../dialect/environment.ts";
import { bytesOf } from "./byte-code.ts";
import { wordsOf } from "./name-list.ts";
import { namesValue } from "./variables.ts";

const LONGEST_PACKET = 65535;
const LENGTH = /^(![ \t\n\v\f\r]*)?(?:([0-9]+)|(-[0-9]*))(.*)$/s;

/** `isdataat` asks for a number of bytes, or for a value that was read. */
export const isDataAt: OptionCheck<ParameterValues> = {
  summary: "the length is a number or a known value",
  check: ({ value, state, report }) => {
    const given = givenParameter(value, "length");
    if (given === undefined) return;
    const match = LENGTH.exec(given.text);
    if (match === null) {
      const name = given.text.replace(/^![ \t\n\v\f\r]*/, "");
      namesValue({ ...given, text: name }, "`isdataat`", state, report);
      return;
    }
    const [, , digits, negative, rest] = match;
    // The engine reads an unsigned number: one below 0 is far too great.
    if (negative !== undefined && Number(negative) !== 0) {
      report.reject("bad-value", given, `\`isdataat\`: ${given.text} is below 0`, { help: `it takes a number from 0 to ${LONGEST_PACKET}` });
    } else if (digits !== undefined && Number(digits) > LONGEST_PACKET) {
      report.reject("bad-value", given, `\`isdataat\`: ${digits} is more than a packet can hold`, { help: `it takes a number from 0 to ${LONGEST_PACKET}` });
    } else if (rest !== "") {
      report.warn("ignored-value", given, `the engine reads \`${given.text}\` as far as it is a number`, { help: "take the rest out" });
    }
  },
};

/** `file_type` names types that the file rules tell apart. */
export const fileTypes: OptionCheck<ParameterValues> = {
  summary: "the types and versions are known",
  check: ({ value, report }) => {
    const given = givenParameter(value, "types");
    if (given === undefined) return;
    for (const word of wordsOf(given.text)) {
      const [type = "", ...versions] = word.split(",");
      const known = FILE_TYPES.get(type);
      if (known === undefined) {
        const near = closest(type.toUpperCase(), [...FILE_TYPES.keys()]);
        report.reject("unknown-file-type", given, `\`${type}\` is no file type that \`file_magic.rules\` tells apart`, near === undefined ? {} : { help: `did you mean \`${near}\`?`, expected: [near] });
        return;
      }
      const unknown = versions.find((version) => !known.includes(version));
      if (unknown !== undefined) {
        report.reject("unknown-file-type", given, `\`${unknown}\` is no version of \`${type}\` that \`file_magic.rules\` tells apart`, known.length === 0 ? { help: "take the version out" } : { expected: known });
        return;
      }
    }
  },
};

/** A type that rules tell apart has a number of its own. */
export const fileTypeId: OptionCheck<ParameterValues> = {
  summary: "the id is there and is no other type's",
  check: ({ nameRange, value, report }) => {
    const id = givenParameter(value, "id");
    if (id === undefined) {
      report.reject("missing-value", nameRange, "`file_meta` gives the type no id", { help: "add `id` with a number that no other type has, up to 1023" });
    } else if (FILE_TYPE_IDS.some(([from, to]) => Number(id.value) >= from && Number(id.value) <= to)) {
      report.reject("file-type-id", id, `the id ${id.text} belongs to a type of \`file_magic.rules\``, { help: "take a number that no other type has, 400 for example" });
    }
  },
};

/** `base64_data` needs something that was decoded. */
export const decodedBefore: OptionCheck<ParameterValues> = {
  summary: "`base64_decode` stands before it",
  check: ({ nameRange, state, report }) => {
    if (state.fixed.packet.some(({ keyword }) => keyword.name === "base64_decode")) return;
    report.reject("nothing-decoded", nameRange, "`base64_data` needs `base64_decode` before it", { help: "put `base64_decode` before it" });
  },
};

/** A hash is compared with that of so many bytes. */
export function hash({ encoding }: Snort3Environment): OptionCheck<ParameterValues> {
  return {
    summary: "hash and length are there",
    check: (context) => {
      const { keyword, nameRange, value, report } = context;
      const given = givenParameter(value, "hash");
      if (given !== undefined && bytesOf(given, keyword.name, encoding, report) === undefined) return;
      const offset = givenParameter(value, "offset");
      if (offset !== undefined) checkOffset(offset, context);
      if (report.rejects > 0 || givenParameter(value, "length") !== undefined) return;
      report.reject("missing-value", nameRange, `\`${keyword.name}\` needs the parameter \`length\``, { help: "add `length` with the number of bytes that are hashed" });
    },
  };
}

function checkOffset(offset: ParameterValues[number], { state, report }: OptionContext<ParameterValues>): void {
  if (!/^[0-9-]/.test(offset.text)) {
    namesValue(offset, "`offset`", state, report);
    return;
  }
  const number = readInteger(offset.text);
  if (number === undefined || Math.abs(number) > LONGEST_PACKET) report.reject("bad-value", offset, `\`offset\`: \`${offset.text}\` is no number from -${LONGEST_PACKET} to ${LONGEST_PACKET}`);
}

/** Bytes that take the place of others can't be negated. */
export function replacement({ encoding }: Snort3Environment): OptionCheck<ParameterValues> {
  return {
    summary: "the bytes are not negated",
    check: ({ nameRange, value, report }) => {
      const given = givenParameter(value, "bytes");
      if (given === undefined) {
        report.warn("value-expected", nameRange, "`replace` stands without bytes", { help: 'write `replace:"…";`' });
        return;
      }
      const code = bytesOf(given, "replace", encoding, report);
      if (code?.negated === true) report.reject("bad-value", given, "bytes to write can't be negated", { help: "take the `!` out" });
    },
  };
}

/** A function of a shared object needs the object. */
export const sharedObjectFunction: OptionCheck<ParameterValues> = {
  summary: "`soid` stands before it",
  check: ({ nameRange, state, report }) => {
    if (state.meta.has("soid")) return;
    report.reject("shared-object-missing", nameRange, "`so` calls a function of a shared object, and the rule names none before it", { help: "put `soid` before it" });
  },
};
