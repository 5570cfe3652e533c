import { expect, test } from "vitest";
import * as cli from "./index.ts";

test("exports", () => {
  expect(Object.keys(cli).toSorted()).toEqual(["CONFIGURATION_DIAGNOSTICS", "EXIT", "createProgram", "runCommandLine"]);
});
