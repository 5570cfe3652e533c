/** Runs of a property test: the number in `SIGWRIGHT_FUZZ_RUNS` when it is set, else the short number given. */
export function fuzzRuns(short: number): number {
  const wanted = Number(process.env["SIGWRIGHT_FUZZ_RUNS"]);
  return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : short;
}
