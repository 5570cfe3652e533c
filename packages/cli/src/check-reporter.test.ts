import { CHECK_REPORTERS } from "@sigwright/review";
import { expect, test } from "vitest";
import { CHECK_REPORTER_IDS } from "./check-reporter.ts";

test("there is a reporter for each id", () => {
  expect(CHECK_REPORTERS.map(({ id }) => id)).toEqual(CHECK_REPORTER_IDS);
});
