import type { Seed } from "../seed.ts";

/** The id of the hostile incident. */
export const HOSTILE_INCIDENT = 9007199254918601n;

const ESCAPES = "\u001b[2J\u001b]0;gone\u0007\u001b[31m";

/** An incident whose every text is an attack: on terminals, on file systems, on rules, on people. */
export function hostileScenario(): Seed {
  const groups = [HOSTILE_INCIDENT];
  const marks = { groups, rating: 5, confidence: 100 };
  return {
    owners: [{ name: "Demo Organization", type: "Organization", id: 1n }],
    date: "2026-01-20T10:00:00Z",
    groups: [
      {
        id: HOSTILE_INCIDENT,
        type: "Incident",
        name: `${ESCAPES}Harmless\r\nalert ip any any -> any any (sid:1;)`,
        fields: { status: "Open" },
        tags: [`${ESCAPES}tag`, 'quoted";)', "line\nbreak"],
        attributes: [{ type: "Description", value: `${ESCAPES}|2A|;"\\`, default: true }],
      },
      {
        id: 781n,
        type: "Signature",
        name: `${ESCAPES}Signature`,
        fields: { fileName: "../../.ssh/authorized_keys", fileType: "Suricata", fileText: `# ${ESCAPES}\r\n` },
        groups,
      },
      {
        id: 782n,
        type: "Signature",
        name: "CON",
        fields: { fileName: "C:\\Windows\\CON", fileType: "YARA", fileText: "rule a { condition: true }" },
        groups,
      },
      {
        id: 783n,
        type: "Signature",
        name: "Unicode",
        fields: { fileName: "\u202Esleur.exe", fileType: "Sigma", fileText: "title: \ud83d\udca5" },
        groups,
      },
    ],
    indicators: [
      {
        ...marks,
        type: "URL",
        values: { text: 'http://a.example/";) alert ip any any -> any any (sid:2;' },
        tags: [`${ESCAPES}C2`],
      },
      { ...marks, type: "URL", values: { text: "http://b.example/|0d 0a|%0d%0a\\" } },
      { ...marks, type: "URL", values: { text: "http://c.example/line\nbreak" } },
      { ...marks, type: "Host", values: { hostName: `${ESCAPES}d.example` } },
      { ...marks, type: "Host", values: { hostName: "\u202Eelpmaxe.e" } },
      { ...marks, type: "Host", values: { hostName: `${"a".repeat(64)}.example` } },
      { ...marks, type: "Address", values: { ip: "0.0.0.0" } },
      { ...marks, type: "Address", values: { ip: "999.1.1.1" } },
      { ...marks, type: "CIDR", values: { Block: "0.0.0.0/0" } },
      { ...marks, type: "User Agent", values: { "User Agent String": '"; sid:3; rem:"' } },
      { ...marks, type: "Mutex", values: { Mutex: "\\\\.\\pipe\\\u0000x" } },
      { ...marks, type: "File", values: { md5: "not a hash" } },
    ],
  };
}
