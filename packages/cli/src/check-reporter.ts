/**
 * How a check's report can be written: the ids of `CHECK_REPORTERS` in @sigwright/review, here so that help need not
 * wait for that package.
 */
export const CHECK_REPORTER_IDS = ["pretty", "json", "sarif", "github", "gitlab", "rdjson", "junit", "checkstyle"] as const;

/** One of {@link CHECK_REPORTER_IDS}. */
export type CheckReporterId = (typeof CHECK_REPORTER_IDS)[number];
