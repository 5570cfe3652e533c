import type { SensorSettings } from "../suricata/configuration.ts";
import { replay } from "../suricata/replay.ts";
import type { RuleSet } from "../suricata/rule-set.ts";
import { findSuricata } from "../suricata/suricata-engine.ts";
import type { SuricataOptions } from "../suricata/suricata-run.ts";
import type { TrafficObservationCase } from "./observation-case.ts";
import type { Proof } from "./proof-judge.ts";
import type { ProofPlan } from "./proof-plan.ts";
import { idOfRule, proveByTraffic, type TrafficProofHooks } from "./traffic-proof.ts";

/** How to replay the traffic of a proof in Suricata. */
export interface TrafficProofOptions extends SuricataOptions, TrafficProofHooks {}

/** Alerts that one packet can give, as many as the engine allows: many signatures can be for one address. */
const ALERTS_PER_PACKET = 255;
const RAISED: SensorSettings = { requestBodyLimit: 0, responseBodyLimit: 0, reassemblyDepth: 0 };

/**
 * Replays the traffic of a plan through Suricata and says for each signature whether it is proven. The ids of the
 * subjects are those of `signatureId`. All rules are in force at once, as on a sensor.
 *
 * @throws EngineError when the engine is missing, takes too long, crashes or does not read all of a capture.
 */
export async function proveInSuricata(rules: RuleSet, plan: ProofPlan<TrafficObservationCase>, options: TrafficProofOptions = {}): Promise<readonly Proof[]> {
  const engine = options.engine ?? (await findSuricata());
  return await proveByTraffic(plan, options, async (capture, batch) => {
    const fileHashes = batch.some(({ facts }) => facts.channel === "file.content");
    const settings = { ...options.settings, alertsPerPacket: ALERTS_PER_PACKET, fileHashes, ...(batch[0]!.facts.needsRaisedLimits === true ? RAISED : {}) };
    const { alerts, packets, refused } = await replay(rules, capture.pcap, { ...options, engine, settings, allowRefusedRules: true });
    return { alerts, packets, refusals: new Map(refused.map(({ rule, reasons }) => [idOfRule(rule), reasons.join("; ")])) };
  });
}
