import type { TrafficObservationCase } from "./observation-case.ts";
import type { NumberedCase } from "./proof-judge.ts";

/** Most bytes of payload, and most cases, in one capture: what keeps it, and the engine's log, well below the limits of a run. */
const MOST_BYTES = 200_000_000;
const MOST_CASES = 60_000;

/** Cases that are replayed together, in their order; those that need raised limits for themselves. */
export function trafficBatches(cases: readonly NumberedCase<TrafficObservationCase>[]): readonly (readonly NumberedCase<TrafficObservationCase>[])[] {
  const raised = cases.filter(({ facts }) => facts.needsRaisedLimits === true);
  const stock = raised.length === 0 ? cases : cases.filter(({ facts }) => facts.needsRaisedLimits !== true);
  return [stock, raised].flatMap(split);
}

function split(cases: readonly NumberedCase<TrafficObservationCase>[]): readonly (readonly NumberedCase<TrafficObservationCase>[])[] {
  const batches: NumberedCase<TrafficObservationCase>[][] = [];
  let batch: NumberedCase<TrafficObservationCase>[] = [];
  let bytes = 0;
  for (const each of cases) {
    const size = each.facts.conversations.reduce((sum, { messages }) => messages.reduce((part, message) => part + message.bytes.length, sum), 0);
    if (batch.length > 0 && (bytes + size > MOST_BYTES || batch.length >= MOST_CASES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(each);
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
