import type { KnownDisagreement } from "./known-disagreements.ts";
import type { Snort3Series } from "./snort3-rules.ts";

/** All that is known; `tools/corpus/snort3.ts` fails when this is not exactly what it finds. */
export const KNOWN_SNORT3_DISAGREEMENTS: readonly KnownDisagreement<Snort3Series>[] = [
  {
    title: "A sid that is no number of 32 bits above 0",
    example: 'alert tcp any any -> any any (content:"a"; sid:0;)',
    engine: "loaded it when the verdicts were made, since sids were made unique before that and this one was replaced. Asked about the rule as it stands, 3.12.2 refuses it: `invalid argument sid: = 0`.",
    ours: "refused: `snort3/bad-value`.",
    why: "We judge the rule as it stands.",
    rules: { "3.12": ["787916b08f0f02c9", "082cfe77fc2a053d", "0dbea175d8aa16ae", "25fa20a2879c79e8"] },
  },
];
