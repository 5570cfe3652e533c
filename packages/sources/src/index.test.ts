import { expect, test } from "vitest";
import * as sources from "./index.ts";

test("exports", () => {
  expect(Object.keys(sources).toSorted()).toEqual(["SOURCE_DIAGNOSTICS", "directoryStore", "fileSource", "readIndicators", "streamSource", "withLock"]);
});
