/** Engines that rulesets can be proven in. */
export const PROOF_ENGINES = ["suricata", "snort3", "yara"] as const;

/** One of {@link PROOF_ENGINES}. */
export type ProofEngine = (typeof PROOF_ENGINES)[number];
