import { type OptionCheck, type RuleNote, ruleNote } from "@sigwright/rule-language/dialect";

/** The IP version that a rule names; IPv6 when it names both. */
export const ipVersion: RuleNote<"ipv4" | "ipv6"> = ruleNote("IP version");

/** A rule is for IPv4, IPv6 or both; the engine refuses to name one after IPv6 was named. */
export const fitsLayer3: OptionCheck<string> = {
  summary: "no IP version after IPv6 was named",
  check: ({ value, state, valueRange, report }) => {
    if (ipVersion.of(state) === "ipv6") {
      report.reject("options-exclude-each-other", valueRange, "the rule is for IPv6 already");
      return;
    }
    state.ipProtocols = { any: false, numbers: state.ipProtocols.any ? ALL : state.ipProtocols.numbers };
    ipVersion.keep(state, value.endsWith("6") ? "ipv6" : "ipv4");
  },
};

/** A buffer that only packets of one IP version have: the rule names the version with it. */
export function namesIpVersion(version: "ipv4" | "ipv6"): OptionCheck {
  return {
    summary: `the rule is for ${version} from here on`,
    check: ({ state }) => {
      if (ipVersion.of(state) !== "ipv6") ipVersion.keep(state, version);
    },
  };
}

const ALL: ReadonlySet<number> = new Set(Array.from({ length: 256 }, (_, number) => number));
