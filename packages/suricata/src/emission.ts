import type { ObservationKind } from "@sigwright/core";
import { type EmittedLanguage, type OwnSlot, ruleEmission, type RuleEmission } from "@sigwright/rule-language/template";
import { SURICATA_ENCODINGS } from "./encoding/encoding-description.ts";
import { SURICATA_FILE_LISTS } from "./encoding/file-lists.ts";
import { SENSOR_FILE } from "./encoding/sensor-file.ts";
import { obstacleTo, slotFields } from "./encoding/slot-fields.ts";
import { LONGEST_LINE } from "./targets.ts";
import { sampleFile, sampleJa4, SAMPLE_OBSERVATIONS } from "./template/sample.ts";
import { SURICATA_SLOTS, type SuricataSlot } from "./template/suricata-slots.ts";
import { validate } from "./validate.ts";

const HOLDS: Readonly<Record<SuricataSlot, OwnSlot["holds"]>> = {
  match: "options",
  once: "options",
  address: "address",
  port: "port",
  host: "text",
  "host.bytes": "integer",
  target: "text",
  "target.bytes": "integer",
  text: "text",
  "text.bytes": "integer",
};

const SLOT_NAMES: readonly SuricataSlot[] = ["match", "once", "address", "port", "host", "host.bytes", "target", "target.bytes", "text", "text.bytes"];

/** Slots that hold what an observation is about; a rule must have one of them where it detects, not only in words. */
const DETECTING_SLOTS: Readonly<Partial<Record<ObservationKind, readonly string[]>>> = {
  address: ["address"],
  network: ["address"],
  host: ["match", "host"],
  url: ["match", "target"],
  "email-address": ["match", "text"],
  "email-subject": ["match", "text"],
  "user-agent": ["match", "text"],
  "ja3": ["match", "text"],
  "ja3s": ["match", "text"],
  "ja4": ["match", "text"],
  "certificate-fingerprint": ["match", "text"],
  "certificate-subject": ["match", "text"],
  "certificate-serial": ["match", "text"],
  file: ["match"],
};

/**
 * How Suricata's rules are made. One alert for each flow: the first match sets a bit in the flow that keeps the rule from
 * matching again. Measured on 7.0.10: two DNS queries in a flow, or requests on a kept connection, give one alert each
 * without it, pipelined ones too. `threshold` can't do this in 7.0, where `track by_flow` does not exist.
 */
const LANGUAGE: EmittedLanguage = {
  id: "suricata",
  engine: "Suricata",
  dialect: "suricata",
  encodings: SURICATA_ENCODINGS,
  slots: Object.fromEntries(SLOT_NAMES.map((name) => [name, { holds: HOLDS[name], summary: SURICATA_SLOTS[name] }])),
  detecting: DETECTING_SLOTS,
  sample: (kind, variant) => (kind === "file" ? sampleFile(variant) : kind === "ja4" ? sampleJa4(variant) : SAMPLE_OBSERVATIONS[kind]),
  fields: slotFields,
  obstacle: (observation) =>
    observation.match.kind === "digest"
      ? "digests of files can only stand in a list beside the rules: see `lists` in the template"
      : obstacleTo(observation),
  bitOf: (sid) => sid,
  limiting: {
    keywords: ["threshold", "detection_filter", "flowbits", "xbits", "flowint", "noalert"],
    advice: (kind) =>
      kind === "address" || kind === "network"
        ? "add `threshold:type limit,track by_both,count 1,seconds 3600;`"
        : "add `{{once}}` for one alert for each flow, or a `threshold`",
  },
  longestLine: LONGEST_LINE,
  fileLists: SURICATA_FILE_LISTS,
  sensorFile: SENSOR_FILE,
  validate,
};

/** The members of the format that make rules from observations. */
export const SURICATA_EMISSION: RuleEmission = ruleEmission(LANGUAGE);
