import type { DialectKeyword, OptionCheck } from "@sigwright/rule-language/dialect";
import { detectionFilter, newerDetectionFilter, newerThreshold, tag, type Threshold, threshold } from "../arguments/thresholds.ts";

const countsSomething: OptionCheck<Threshold> = {
  summary: "a threshold with count 0 is never reached",
  check: ({ value: { count, seconds }, valueRange, report }) => {
    if (count === 0) report.warn("threshold-count-zero", valueRange, "a count of 0 makes the threshold meaningless", { help: "use a count of 1 or more" });
    else if (seconds === 0) report.warn("threshold-count-zero", valueRange, "0 seconds make the threshold meaningless", { help: "use 1 second or more" });
  },
};

/** Keywords that decide how often a rule alerts and what is logged with an alert. */
export const THRESHOLD_KEYWORDS: readonly DialectKeyword[] = [
  {
    name: "threshold",
    until: "8.0",
    value: "required",
    argument: threshold,
    role: { kind: "matches", place: "threshold" },
    repeat: "once-in-sight",
    excludes: ["detection_filter"],
    checks: [countsSomething],
    manual: "thresholding.html#threshold",
  },
  {
    name: "threshold",
    since: "8.0",
    value: "required",
    argument: newerThreshold,
    role: { kind: "matches", place: "threshold" },
    repeat: "once-in-sight",
    excludes: ["detection_filter"],
    checks: [countsSomething],
    manual: "thresholding.html#threshold",
  },
  {
    name: "detection_filter",
    until: "8.0",
    value: "required",
    argument: detectionFilter,
    role: { kind: "matches", place: "threshold" },
    repeat: "once-in-sight",
    excludes: ["threshold"],
    manual: "thresholding.html#detection-filter",
  },
  {
    name: "detection_filter",
    since: "8.0",
    value: "required",
    argument: newerDetectionFilter,
    role: { kind: "matches", place: "threshold" },
    repeat: "once-in-sight",
    excludes: ["threshold"],
    manual: "thresholding.html#detection-filter",
  },
  { name: "tag", value: "required", argument: tag, role: { kind: "matches", place: "tag" }, manual: "tag.html" },
];
