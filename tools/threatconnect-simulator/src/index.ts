export { signature, TIMESTAMP_TOLERANCE, type Credentials } from "./authentication.ts";
export type { Group, Indicator, Permission } from "./model.ts";
export { RANSOMWARE_INCIDENT, ransomwareScenario } from "./scenarios/ransomware.ts";
export type { AttributeSeed, EntitySeed, GroupSeed, IndicatorSeed, OwnerSeed, Seed } from "./seed.ts";
export { DEFAULT_CREDENTIALS, startSimulator, type Simulator, type SimulatorOptions } from "./server.ts";
export type { RequestRecord, SimulatorState } from "./state.ts";
export { DEFAULT_SWITCHES, SWITCH_VALUES, type Switches } from "./switches.ts";
