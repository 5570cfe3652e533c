/**
 * Preloaded into a process that is measured (`node --import usage-at-exit.mjs …`): at its end it writes what the process
 * took, as it knows itself, to the file that SIGWRIGHT_BENCH_USAGE names.
 */
import { writeFileSync } from "node:fs";
import process from "node:process";

const path = process.env.SIGWRIGHT_BENCH_USAGE;
process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  if (path !== undefined) writeFileSync(path, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }));
});
