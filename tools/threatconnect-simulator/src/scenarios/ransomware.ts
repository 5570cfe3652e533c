import type { IndicatorSeed, Seed } from "../seed.ts";

/** The id of the scenario's incident: above 2^53, as ids of a busy instance are. */
export const RANSOMWARE_INCIDENT = 9007199254918401n;

const SOURCE = "Demo Source";
const INCIDENT = { groups: [RANSOMWARE_INCIDENT] };
const FOUR_SKULLS = { ...INCIDENT, rating: 4, confidence: 70 };

const INDICATORS: readonly Omit<IndicatorSeed, "id">[] = [
  {
    ...FOUR_SKULLS,
    type: "File",
    values: {
      md5: "8C1F0A5D3B7E49A6B2D4F6081A3C5E70",
      sha1: "2F8D6E4C0B9A7F5E3D1C2B4A6978E0D1F3C5B7A9",
      sha256: "5E9C1D7A3F0B8E6D4C2A1B9F7E5D3C1A0F8E6D4C2B0A9F7E5D3C1B0A8F6E4D2C",
      size: "412672",
    },
    tags: ["ransomware", "dropper"],
    securityLabels: ["TLP:AMBER"],
  },
  { ...FOUR_SKULLS, type: "File", values: { sha256: "C0B1A2938475665748392A1B0C9D8E7F6A5B4C3D2E1F0A9B8C7D6E5F4A3B2C1D" } },
  {
    ...FOUR_SKULLS,
    type: "File",
    values: { md5: "D41D8CD98F00B204E9800998ECF8427E" },
    rating: 1,
    confidence: 20,
    tags: ["empty file"],
  },
  {
    ...FOUR_SKULLS,
    type: "URL",
    values: { text: "http://payment.cryptor.example/gate.php?id=7" },
    tags: ["ransomware", "C2"],
    securityLabels: ["TLP:AMBER"],
    attributes: [{ type: "Description", value: "Answers the key exchange of the first run.", default: true }],
  },
  { ...FOUR_SKULLS, type: "URL", values: { text: "https://cdn.dropper.example:8443/a/b/stage2.bin" }, owner: SOURCE },
  { ...FOUR_SKULLS, type: "URL", values: { text: 'http://203.0.113.66/x;"quoted"|pipe' }, tags: ["hostile text"] },
  { ...FOUR_SKULLS, type: "URL", values: { text: "http://news.benign.example/report" }, confidence: 30 },
  {
    ...FOUR_SKULLS,
    type: "Host",
    values: { hostName: "payment.cryptor.example" },
    confidence: 85,
    tags: ["C2"],
    lastSeen: "2026-01-28T06:30:00Z",
  },
  { ...FOUR_SKULLS, type: "Host", values: { hostName: "xn--bcher-kva.example" }, rating: 3.5, owner: SOURCE },
  { ...FOUR_SKULLS, type: "Host", values: { hostName: "sinkholed.cryptor.example" }, active: false, falsePositives: 3 },
  { ...FOUR_SKULLS, type: "Host", values: { hostName: "exfil[.]cryptor[.]example" }, tags: ["as reported"] },
  { ...INCIDENT, type: "Host", values: { hostName: "unrated.cryptor.example" } },
  {
    ...FOUR_SKULLS,
    type: "Address",
    values: { ip: "203.0.113.7" },
    rating: 5,
    confidence: 100,
    tags: ["C2"],
    observations: 12,
    threatAssessScore: 812,
  },
  { ...FOUR_SKULLS, type: "Address", values: { ip: "198.51.100.23" }, rating: 3, owner: SOURCE },
  { ...FOUR_SKULLS, type: "Address", values: { ip: "2001:db8:0:7::42" } },
  { ...FOUR_SKULLS, type: "Address", values: { ip: "192.0.2.200" }, confidence: 69 },
  { ...FOUR_SKULLS, type: "Address", values: { ip: "192.0.2.201" }, rating: 2.99 },
  { ...FOUR_SKULLS, type: "CIDR", values: { Block: "198.51.100.128/28" } },
  { ...FOUR_SKULLS, type: "EmailAddress", values: { address: "unlock@cryptor.example" } },
  { ...FOUR_SKULLS, type: "User Agent", values: { "User Agent String": "CryptorLoader/1.0 (Windows)" } },
  { ...FOUR_SKULLS, type: "Mutex", values: { Mutex: "Global\\CRYPTOR-7F3A" } },
  {
    ...FOUR_SKULLS,
    type: "Registry Key",
    values: { "Key Name": "HKEY_CURRENT_USER\\Software\\Cryptor", "Value Name": "id", "Value Type": "REG_SZ" },
  },
  { type: "Address", values: { ip: "203.0.113.99" }, rating: 5, confidence: 95, tags: ["another incident"] },
  { type: "Address", values: { ip: "203.0.113.7" }, owner: SOURCE, rating: 2, confidence: 40 },
];

/**
 * A ransomware incident as analysts leave it behind: files, URLs, hosts and addresses at 4 skulls and 70 %, some just
 * below, an unrated one, an inactive one, a defanged one, in two owners. Beside it stand an incident without indicators,
 * another one in an owner that the user can't see, and another tool's Signature.
 */
export function ransomwareScenario(): Seed {
  return {
    owners: [
      { name: "Demo Organization", type: "Organization", id: 1n },
      { name: SOURCE, type: "Source", id: 51n, permission: "READ" },
      { name: "Demo Community", type: "Community", id: 52n },
      { name: "Forbidden Source", type: "Source", id: 53n, permission: "NONE" },
    ],
    date: "2026-01-20T10:00:00Z",
    groups: [
      {
        id: RANSOMWARE_INCIDENT,
        type: "Incident",
        name: "Ransomware: Cryptor at the water works",
        fields: { eventDate: "2026-01-09T00:00:00Z", status: "Open" },
        dateAdded: "2026-01-09T12:00:00Z",
        tags: ["ransomware", "T1486 Data Encrypted for Impact"],
        securityLabels: ["TLP:AMBER"],
        attributes: [{ type: "Description", value: "Files encrypted on three hosts; a payment page.", default: true }],
      },
      { id: 54322n, type: "Incident", name: "Phishing without indicators", fields: { status: "New" } },
      { id: 54323n, type: "Incident", name: "Nobody may see this", owner: "Forbidden Source", fields: { status: "Open" } },
      { id: 54324n, type: "Threat", name: "Cryptor crew", groups: [RANSOMWARE_INCIDENT] },
      {
        id: 777n,
        type: "Signature",
        name: "Cryptor beacon, written by hand",
        fields: {
          fileName: "cryptor.rules",
          fileType: "Snort",
          fileText:
            'alert tcp $HOME_NET any -> $EXTERNAL_NET 80 (msg:"Cryptor beacon"; content:"CryptorLoader"; sid:[INSERT SID HERE]; rev:1;)\n',
        },
        groups: [RANSOMWARE_INCIDENT],
      },
    ],
    // Neighbours that a double can't tell apart: 9007199254918487 and …489 must stay two.
    indicators: INDICATORS.map((seed, index) => ({ ...seed, id: 9007199254918485n + BigInt(index * 2) })),
  };
}
