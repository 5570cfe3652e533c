/**
 * The file types of signatures that ThreatConnect has out of the box, spelt as on the wire (its developer documentation,
 * Signature groups). An instance can have more, so another type is worth a warning and no more.
 */
export const SIGNATURE_TYPES: readonly string[] = [
  "Bro",
  "ClamAV",
  "CybOX",
  "Iris Search Hash",
  "KQL",
  "OpenIOC",
  "Regex",
  "SPL",
  "Sigma",
  "Snort",
  "Suricata",
  "TQL Query",
  "YARA",
];
