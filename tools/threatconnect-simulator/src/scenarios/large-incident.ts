import type { IndicatorSeed, Seed } from "../seed.ts";

/** The id of the large incident. */
export const LARGE_INCIDENT = 9007199254918401n;

/** The first id of its indicators; the others follow without gaps. */
const FIRST_INDICATOR = 9007199255000001n;

/**
 * An incident with any number of indicators: addresses, hosts, URLs and files in turn. Seven in eight are at or above
 * 3 skulls and 70 %, one in fifty is inactive, one in a hundred unrated.
 */
export function largeIncidentScenario(count: number): Seed {
  return {
    owners: [{ name: "Demo Organization", type: "Organization", id: 1n }],
    date: "2026-01-20T10:00:00Z",
    groups: [{ id: LARGE_INCIDENT, type: "Incident", name: `Incident with ${count} indicators`, fields: { status: "Open" } }],
    indicators: generate(count),
  };
}

function* generate(count: number): Generator<IndicatorSeed> {
  const groups = [LARGE_INCIDENT];
  for (let index = 0; index < count; index++) {
    const rated = index % 100 !== 98;
    yield {
      id: FIRST_INDICATOR + BigInt(index),
      ...valueOf(index),
      ...(rated && { rating: index % 8 === 7 ? 2 : 3 + (index % 3), confidence: 70 + (index % 31) }),
      active: index % 50 !== 49,
      groups,
    };
  }
}

function valueOf(index: number): Pick<IndicatorSeed, "type" | "values"> {
  const serial = Math.floor(index / 4);
  switch (index % 4) {
    case 0:
      return {
        type: "Address",
        values: { ip: [11 + (serial >> 24), (serial >> 16) & 255, (serial >> 8) & 255, serial & 255].join(".") },
      };
    case 1:
      return { type: "Host", values: { hostName: `h${serial}.large.example` } };
    case 2:
      return { type: "URL", values: { text: `http://u${serial % 1000}.large.example/path/${serial}?id=${index}` } };
    default:
      return { type: "File", values: { sha256: `5E${serial.toString(16).toUpperCase().padStart(62, "0")}` } };
  }
}
