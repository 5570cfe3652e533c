import type { Seed } from "@sigwright/threatconnect-simulator";

export const INCIDENT: bigint;
export const SYNC: readonly string[];
export const XID: string;
export const NOW: number;
export function incidentSeed(): Seed;
