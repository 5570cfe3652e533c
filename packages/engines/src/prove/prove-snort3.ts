import { replayInSnort3, type Snort3Options } from "../snort3/replay-snort3.ts";
import type { Snort3Engine } from "../snort3/snort3-engine.ts";
import type { TrafficObservationCase } from "./observation-case.ts";
import type { Proof } from "./proof-judge.ts";
import type { ProofPlan } from "./proof-plan.ts";
import { idOfRule, proveByTraffic, type TrafficProofHooks } from "./traffic-proof.ts";

/** How to replay the traffic of a proof in Snort 3. */
export interface Snort3ProofOptions extends Snort3Options, TrafficProofHooks {}

/**
 * Replays the traffic of a plan through Snort 3 and says for each signature whether it is proven. The ids of the subjects
 * are those of `signatureId`. Files beside the rules are not loaded.
 *
 * @throws EngineError when the engine takes too long, crashes or does not read all of a capture.
 */
export async function proveInSnort3(rules: string, plan: ProofPlan<TrafficObservationCase>, engine: Snort3Engine, options: Snort3ProofOptions = {}): Promise<readonly Proof[]> {
  return await proveByTraffic(plan, options, async (capture) => {
    const { alerts, packets, refused } = await replayInSnort3(rules, capture.pcap, engine, options);
    return { alerts, packets, refusals: new Map(refused.map(({ rule, reason }) => [idOfRule(rule), reason])) };
  });
}
