#!/usr/bin/env node
import { runCommandLine } from "./command-line.ts";
import { processIo } from "./command-io.ts";

// Exit handlers remove what is half-written; by default these signals would end the process without running them.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

process.exitCode = await runCommandLine(process.argv.slice(2), processIo());
