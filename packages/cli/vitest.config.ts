import { defineProject } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

const { test, ...rest } = shared("cli");

export default defineProject({ ...rest, test: { ...test, globalSetup: "src/testing/bundled-command.ts" } });
