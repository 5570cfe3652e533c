// The incident of the story, as analysts leave it behind on the platform: all invented, see README.md.

/** The incident's number, as it stands in the address of its page. */
export const INCIDENT = 54321n;

/** What the story calls `sigwright` with. */
export const SYNC = ["sync", `threatconnect:incident/${INCIDENT}`, "--format", "suricata"];

/** What it makes files of the same rules with. */
export const GENERATE = ["generate", "--source", `threatconnect:incident/${INCIDENT}`, "--format", "suricata"];

/** What the signature that `sync` makes can be asked for by. */
export const XID = `sigwright-${INCIDENT}-suricata`;

/** The platform's clock stands still, so that the story is the same whenever it is told. */
export const NOW = Date.parse("2026-05-01T09:00:00Z");

const IN_INCIDENT = { groups: [INCIDENT] };
const FOUR_SKULLS = { ...IN_INCIDENT, rating: 4, confidence: 70 };

/**
 * What the simulated platform holds.
 *
 * @returns {import("@sigwright/threatconnect-simulator").Seed}
 */
export function incidentSeed() {
  return {
    owners: [
      { name: "Heron Watch", type: "Organization", id: 1n },
      { name: "Shared Feed", type: "Source", id: 2n, permission: "READ" },
    ],
    date: "2026-04-30T16:40:00Z",
    groups: [
      { id: INCIDENT, type: "Incident", name: "Ransomware at the water works", fields: { status: "Open" }, tags: ["ransomware"] },
    ],
    indicators: [
      { ...FOUR_SKULLS, type: "File", values: { sha256: "5C1F0C9BE9AB3B1B1A7CB1E1CBB5D1F0F3A4F2B6A1C5D7E8F90123456789ABCD" } },
      { ...FOUR_SKULLS, type: "File", values: { md5: "0C4E1D7F9A2B3C5D6E8F7A1B2C3D4E5F" } },
      { ...FOUR_SKULLS, type: "URL", values: { text: "http://files-sync.qz/dl/stage2.bin" }, tags: ["dropper"] },
      { ...FOUR_SKULLS, type: "URL", values: { text: "http://files-sync.qz:8080/gate.php?id=7&t=%2Fa" }, tags: ["c2"] },
      { ...FOUR_SKULLS, type: "URL", values: { text: "https://secure-docs.zz/invoice/88213" } },
      { ...FOUR_SKULLS, type: "Host", values: { hostName: "cdn-telemetry.qz" }, rating: 5, confidence: 95, tags: ["c2"] },
      { ...FOUR_SKULLS, type: "Host", values: { hostName: "unlock-files[.]zz" }, owner: "Shared Feed" },
      { ...FOUR_SKULLS, type: "Host", values: { hostName: "retired-c2.qz" }, active: false },
      { ...FOUR_SKULLS, type: "Address", values: { ip: "25.14.203.77" }, confidence: 90, tags: ["c2"] },
      { ...FOUR_SKULLS, type: "Address", values: { ip: "25.201.8.19" }, rating: 3 },
      { ...FOUR_SKULLS, type: "Address", values: { ip: "25.201.8.20" }, rating: 2, tags: ["scanner"] },
      { ...FOUR_SKULLS, type: "Address", values: { ip: "8.8.8.8" } },
      { ...FOUR_SKULLS, type: "Host", values: { hostName: "news-mirror.zz" }, confidence: 60 },
    ],
  };
}
