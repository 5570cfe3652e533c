import type { SuricataEngine } from "@sigwright/engines";
import { suricataForTests } from "@sigwright/engines/testing";
import { type EngineVersion, SURICATA_TARGETS } from "../targets.ts";

/** A target, and the Suricata that is asked about it. */
export interface AskedTarget {
  readonly target: (typeof SURICATA_TARGETS)[number];
  /** `undefined` where there is none: tests that ask it are skipped. */
  readonly engine: SuricataEngine | undefined;
}

/** Every target of the format, for tests that ask each of their engines. */
export async function askedTargets(): Promise<readonly AskedTarget[]> {
  return await Promise.all(SURICATA_TARGETS.map(async (target) => ({ target, engine: await installedSuricata(target.version) })));
}

/**
 * The installed Suricata of a series, or `undefined` after saying why tests of the engine are left out. With
 * `SIGWRIGHT_REQUIRE_ENGINES=1` its absence is an error instead.
 */
export async function installedSuricata(version: EngineVersion = "7.0"): Promise<SuricataEngine | undefined> {
  const engine = await suricataForTests(version);
  if (engine === undefined || engine.target.version === version) return engine;
  const reason = `the installed Suricata is ${engine.version}; the tests are for ${version}`;
  if (process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw new Error(`tests of the engine are required: ${reason}`);
  process.stderr.write(`tests of the engine are skipped: ${reason}\n`);
  return undefined;
}
