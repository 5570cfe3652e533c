/**
 * Runs of a property test: the number in the environment variable `SIGWRIGHT_FUZZ_RUNS` when it is set (the long mode),
 * else the short number given.
 */
export function fuzzRuns(short: number): number {
  const wanted = Number(globalThis.process?.env["SIGWRIGHT_FUZZ_RUNS"]);
  return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : short;
}
