/** How often a property is tried: few times by default, as often as SIGWRIGHT_FUZZ_RUNS says in the long mode. */
export function fuzzRuns(short: number): { readonly numRuns: number } {
  const asked = Number(process.env["SIGWRIGHT_FUZZ_RUNS"] ?? "");
  return { numRuns: Number.isInteger(asked) && asked > 0 ? asked : short };
}
