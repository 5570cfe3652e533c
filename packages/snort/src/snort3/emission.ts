import { type EmittedLanguage, type EncodingDescription, ruleEmission, type RuleEmission } from "@sigwright/rule-language/template";
import { snortEncodings } from "../encoding/encodings.ts";
import { obstacleTo, slotFields, uncoveredBecause } from "../encoding/slot-fields.ts";
import { DETECTING_SLOTS, sampleObservation, SNORT_SLOTS } from "../encoding/slots.ts";
import { FILE_POLICY } from "./file-policy.ts";
import { validate } from "./validate.ts";

/** Every encoding of Snort 3. */
export const SNORT3_ENCODINGS: readonly EncodingDescription[] = snortEncodings("snort3");

/** How rules of Snort 3 are made. */
const LANGUAGE: EmittedLanguage = {
  id: "snort3",
  engine: "Snort 3",
  dialect: "snort3",
  encodings: SNORT3_ENCODINGS,
  slots: SNORT_SLOTS,
  detecting: DETECTING_SLOTS,
  sample: sampleObservation,
  fields: (observation, variant) => slotFields("snort3", observation, variant),
  obstacle: (observation) => obstacleTo("snort3", observation),
  uncovered: (observation, channel) => uncoveredBecause("snort3", observation, channel),
  bitOf: (sid) => sid,
  limiting: { keywords: ["flowbits", "detection_filter"], advice: () => "add `{{once}}` for one alert for each flow" },
  longestLine: 8190,
  pinned: true,
  beside: FILE_POLICY,
  validate,
};

/** The members of the format that make rules from observations. */
export const SNORT3_EMISSION: RuleEmission = ruleEmission(LANGUAGE);
