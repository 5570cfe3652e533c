import type { Advice } from "@sigwright/rule-language/dialect";
import { fastPatternOf } from "./fast-pattern.ts";
import { hasOtherFilter } from "./other-filter.ts";

/** Tests of payload bytes with nothing to look for first. */
export const nothingToLookFor: Advice = {
  info: {
    code: "suricata/nothing-to-look-for",
    severity: "info",
    summary: "A rule tests the bytes of the payload and has no content that is looked for first.",
    explanation:
      "The engine looks for one content of each rule in all traffic at once, and at the rest of the rule only where it is found. With negated contents or tests such as `byte_test` alone, it looks at every packet that the header lets through. Add a `content`, or limit the rule to few ports and say with `prefilter` what to go by.",
    example: {
      bad: 'alert udp any any -> any 53 (msg:"a name"; byte_test:1,&,128,2; byte_test:2,>,100,6; sid:1; rev:1;)',
      good: 'alert udp any any -> any 53 (msg:"a name"; content:"|01 00 00 01|"; offset:2; depth:4; byte_test:2,>,100,6; sid:1; rev:1;)',
    },
  },
  check({ state }, report) {
    const first = state.fixed.payload[0];
    if (first === undefined || state.fixed.payload.some(({ keyword }) => keyword.role.kind === "expression")) return;
    if (fastPatternOf(state) !== undefined || hasOtherFilter(state)) return;
    report(first.range, {
      message: "this is tested in every packet that the header lets through, as the rule has no content to look for first",
      help: "add a `content` that must be there, too",
    });
  },
};
