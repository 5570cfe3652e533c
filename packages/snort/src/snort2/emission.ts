import { type EmittedLanguage, type EncodingDescription, ruleEmission, type RuleEmission } from "@sigwright/rule-language/template";
import { snortEncodings } from "../encoding/encodings.ts";
import { obstacleTo, slotFields, uncoveredBecause } from "../encoding/slot-fields.ts";
import { DETECTING_SLOTS, sampleObservation, SNORT_SLOTS } from "../encoding/slots.ts";
import { snort2Bit } from "./flow-bit.ts";
import { validate } from "./validate.ts";

/** Every encoding of Snort 2.9. */
export const SNORT2_ENCODINGS: readonly EncodingDescription[] = snortEncodings("snort2");

/** How rules of Snort 2.9 are made. */
const LANGUAGE: EmittedLanguage = {
  id: "snort2",
  engine: "Snort 2",
  dialect: "snort2",
  encodings: SNORT2_ENCODINGS,
  slots: SNORT_SLOTS,
  detecting: DETECTING_SLOTS,
  sample: sampleObservation,
  fields: (observation, variant) => slotFields("snort2", observation, variant),
  obstacle: (observation) => obstacleTo("snort2", observation),
  uncovered: (observation, channel) => uncoveredBecause("snort2", observation, channel),
  bitOf: snort2Bit,
  limiting: { keywords: ["flowbits", "detection_filter", "threshold"], advice: () => "add `{{once}}` for one alert for each flow" },
  longestLine: 8190,
  pinned: true,
  validate,
};

/** The members of the format that make rules from observations. */
export const SNORT2_EMISSION: RuleEmission = ruleEmission(LANGUAGE);
