#!/usr/bin/env node
// In this repository npm links the command when it installs, before anything is built; hence a committed file that
// leads to the built one, and says so when there is none.
import { existsSync } from "node:fs";
import process from "node:process";

if (existsSync(new URL("../dist/bin/main.js", import.meta.url))) {
  await import("../dist/bin/main.js");
} else {
  process.stderr.write("sigwright is not built yet: run `npm run build` in the repository first\n");
  process.exitCode = 2;
}
