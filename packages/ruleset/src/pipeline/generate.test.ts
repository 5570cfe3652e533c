import { expect, test } from "vitest";
import { indicatorOf, rowOf, toyRun, badRow } from "../testing/toy-run.ts";

test("rules, manifest and ledger are written", async () => {
  const { files, result } = await toyRun([
    rowOf(indicatorOf("Host", "bad.example", { rating: 4 })),
    rowOf(indicatorOf("Host", "bad.example", { rating: 2 })),
    rowOf(indicatorOf("Address", "198.51.100.1")),
    rowOf(indicatorOf("ASN", "AS64500")),
    badRow("{"),
    ...[...Array(12).keys()].map((n) => rowOf(indicatorOf("Address", `203.0.113.${n}`))),
  ]);
  for (const [p, t] of files) console.log(`--- ${p}\n${t}`);
  console.log(result);
  expect(result.status).toBe("generated");
});
