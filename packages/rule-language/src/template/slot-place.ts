/**
 * Where in a rule a slot stands, and so how its value is written there.
 * - `address`, `port`: in the header.
 * - `options`: between two options.
 * - `message`: inside the quotes of `msg`.
 * - `content`: inside the quotes of a content pattern, outside its hexadecimal parts.
 * - `pcre`: inside a regular expression.
 * - `string`: inside any other quoted value.
 * - `bare`: in a value, or part of one, without quotes.
 */
export type SlotPlace = "address" | "port" | "options" | "message" | "content" | "pcre" | "string" | "bare";

/** Values that differ in where they may stand: core's kinds, and those of the format's own slots. */
export type SlotValueKind = "text" | "word" | "integer" | "options" | "address" | "port";

/** The places where each kind of value can be written so that it can't be taken for anything else. */
export const PLACES: Readonly<Record<SlotValueKind, readonly SlotPlace[]>> = {
  text: ["message", "content", "pcre"],
  word: ["message", "content", "pcre", "string", "bare"],
  integer: ["message", "content", "pcre", "string", "bare", "port"],
  options: ["options"],
  address: ["address"],
  port: ["port"],
};

/** Each place in words, for messages; completes "it stands …". */
export const PLACE_NAMES: Readonly<Record<SlotPlace, string>> = {
  address: "in the header as an address",
  port: "in the header as a port",
  options: "between two options",
  message: "in a message",
  content: "in a content pattern",
  pcre: "in a regular expression",
  string: "in a quoted value",
  bare: "in a value without quotes",
};
