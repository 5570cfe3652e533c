/** What the example calls `sigwright` with. The time is fixed, so that the output is the same whenever it is made. */
export const ARGUMENTS = [
  "generate",
  "--source", "file:indicators.ndjson",
  "--format", "suricata",
  "--name", "glass-heron",
  "--out", "output",
  "--sid-ledger", "output/sids.ledger",
  "--now", "2026-05-01T00:00:00Z",
];
