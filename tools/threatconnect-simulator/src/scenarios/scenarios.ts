import type { Seed } from "../seed.ts";
import { hostileScenario } from "./hostile.ts";
import { largeIncidentScenario } from "./large-incident.ts";
import { ransomwareScenario } from "./ransomware.ts";

/** Scenarios by the names that the command takes; `indicators` is for those that have any number of them. */
export const SCENARIOS: Readonly<Record<string, (options: { readonly indicators: number }) => Seed>> = {
  ransomware: () => ransomwareScenario(),
  hostile: () => hostileScenario(),
  large: ({ indicators }) => largeIncidentScenario(indicators),
};
