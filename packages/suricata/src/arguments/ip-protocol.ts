import { type ArgumentForm, argumentString, fault } from "@sigwright/rule-language/dialect";
import { IP_PROTOCOL_NAMES } from "../dialect/ip-protocol-names.ts";

/** A condition on the IP protocol's number. */
export interface IpProtocolCondition {
  readonly operator: "=" | "!" | "<" | ">";
  readonly number: number;
}

const OPERATORS = ["!", "<", ">"] as const;
const FORM = /^([!<>]?)\s*([^\s]+)$/;

/** The argument of `ip_proto`. */
export const ipProtocol: ArgumentForm<IpProtocolCondition> = {
  summary: "a number from 0 to 255 or the name of an IP protocol, with `!`, `<` or `>` before it",
  parse: (argument) => {
    const text = argumentString(argument);
    const [, operator, name] = FORM.exec(text) ?? [];
    if (operator === undefined || name === undefined) return fault(argument, `\`${text}\` does not have that form`);
    const known = IP_PROTOCOL_NAMES.get(name);
    const number = /^\d/.test(name) ? (/^\d{1,23}$/.test(name) ? Number(name) : undefined) : known;
    if (number === undefined || number > 255) return fault(argument, `\`${name}\` is no IP protocol`);
    return { value: { operator: OPERATORS.find((symbol) => symbol === operator) ?? "=", number } };
  },
};
