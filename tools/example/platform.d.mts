import type { Simulator } from "@sigwright/threatconnect-simulator";

export function startPlatform(): Promise<Simulator>;
export function sigwright(
  simulator: Simulator,
  command: readonly string[],
  args: readonly string[],
  options?: { color?: boolean; show?: boolean },
): Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
