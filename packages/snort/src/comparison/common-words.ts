import type { ComparisonWords } from "@sigwright/rule-language/dialect";

/** What both versions of the language have in common as to how differences are told. */
export const COMMON_WORDS: Pick<ComparisonWords, "lists" | "directions" | "actions" | "bookkeeping"> = {
  lists: new Set(["flow"]),
  directions: new Map([
    ["to_server", "to_server"],
    ["from_client", "to_server"],
    ["to_client", "to_client"],
    ["from_server", "to_client"],
  ]),
  actions: new Set(["flowbits"]),
  bookkeeping: new Set(["sid", "gid", "rev", "metadata"]),
};
