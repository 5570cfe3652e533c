import { closest } from "@sigwright/core";
import { type OptionCheck, type ParameterForm, type ParameterValues, readInteger } from "@sigwright/rule-language/dialect";
import { IP_PROTOCOL_NAMES } from "../configuration/ip-protocol-names.ts";

const FLAGS = /[^fsrpau0c1e2!*+]/i;
const MASK = /[^fsrpauc1e2]/i;

/** TCP flags are letters. */
export const tcpFlags: OptionCheck<ParameterValues> = {
  summary: "the flags are known",
  check: ({ value: [flags, mask], report }) => {
    const [badFlag, badMask] = [FLAGS.exec(flags?.text ?? ""), MASK.exec(mask?.text ?? "")];
    if (badFlag !== null) report.reject("bad-value", flags!, `\`${badFlag[0]}\` is no TCP flag`, { help: "flags are F, S, R, P, A, U, C and E, or 0 for none; `!`, `+` or `*` say how they are compared" });
    else if (badMask !== null) report.reject("bad-value", mask!, `\`${badMask[0]}\` is no TCP flag`, { help: "flags are F, S, R, P, A, U, C and E" });
  },
};

const BITS = /[^dmr!*+ \t\n\v\f\r]/i;

/** Bits of fragments are letters. */
export const fragmentBits: OptionCheck<ParameterValues> = {
  summary: "the bits are known",
  check: ({ value: [bits], report }) => {
    const bad = BITS.exec(bits?.text ?? "");
    if (bad !== null) report.reject("bad-value", bits!, `\`${bad[0]}\` is no fragment bit`, { help: "bits are R, D and M; `!`, `+` or `*` say how they are compared" });
  },
};

const PROTOCOL = /^[!<>]?(?:(\d+)|(.*))$/s;
const MOST_PROTOCOLS = 256;

/** A protocol is a number or a name of `/etc/protocols`. */
export const ipProtocol: OptionCheck<ParameterValues> = {
  summary: "the protocol is known",
  check: ({ value: [given], report }) => {
    const match = PROTOCOL.exec(given?.text ?? "0");
    const number = /^[!<>]?(\d+)/.exec(given?.text ?? "0")?.[1];
    if (number !== undefined) {
      if (Number(number) >= MOST_PROTOCOLS) report.reject("bad-value", given!, `${number} is no IP protocol`, { help: "it is a number from 0 to 255" });
      else if (match?.[1] === undefined) report.warn("ignored-value", given!, `the engine reads \`${given!.text}\` as far as it is a number`, { help: "take the rest out" });
      return;
    }
    const name = match?.[2] ?? "";
    if (IP_PROTOCOL_NAMES.has(name)) return;
    const near = closest(name.toLowerCase(), [...IP_PROTOCOL_NAMES]);
    report.reject("bad-value", given!, `\`${name}\` is no name of an IP protocol`, near === undefined ? { help: "write its number" } : { help: `did you mean \`${near}\`?`, expected: [near] });
  },
};

/** A number of SUN RPC, or `*` for any. */
export const rpcNumber: ParameterForm = {
  summary: "a number, or `*` for any",
  parse: (text) => {
    if (text === "*") return { value: text };
    const value = readInteger(text, "c");
    return value === undefined || value < 0 || value > 0xffff_ffff ? { problem: `\`${text}\` is no number of 32 bits` } : { value };
  },
};
