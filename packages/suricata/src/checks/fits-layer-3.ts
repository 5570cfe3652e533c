import type { OptionCheck } from "@sigwright/rule-language/dialect";

/** A rule is for IPv4, IPv6 or both; the engine refuses to name one after IPv6 was named. */
export const fitsLayer3: OptionCheck = {
  summary: "no IP version after IPv6 was named",
  check: ({ value, state, valueRange, report }) => {
    if (state.notes.get("layer 3") === "ipv6") {
      report.reject("options-exclude-each-other", valueRange, "the rule is for IPv6 already");
      return;
    }
    state.ipProtocols = { any: false, numbers: state.ipProtocols.any ? ALL : state.ipProtocols.numbers };
    state.notes.set("layer 3", (value as string).endsWith("6") ? "ipv6" : "ipv4");
  },
};

const ALL: ReadonlySet<number> = new Set(Array.from({ length: 256 }, (_, number) => number));
