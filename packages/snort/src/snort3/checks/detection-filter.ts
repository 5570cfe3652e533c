import { givenParameter, type OptionCheck, type ParameterValues } from "@sigwright/rule-language/dialect";

const NEEDED = ["track", "count", "seconds"] as const;

/** The engine takes a filter with parts missing and uses 0, or what the rule before it had. */
export const detectionFilterComplete: OptionCheck<ParameterValues> = {
  summary: "track, count and seconds are there",
  check: ({ nameRange, value, report }) => {
    const missing = NEEDED.filter((name) => givenParameter(value, name) === undefined);
    if (missing.length === 0) return;
    report.warn("incomplete-filter", nameRange, `\`detection_filter\` has no ${missing.map((name) => `\`${name}\``).join(" and no ")}`, { help: "write `detection_filter:track by_src,count 5,seconds 60;`" });
  },
};
