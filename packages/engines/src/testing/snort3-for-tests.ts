import { findSnort3, type Snort3Engine } from "../snort3/snort3-engine.ts";
import { EngineError } from "../suricata/engine-error.ts";

/**
 * Snort 3 for tests that ask it, or `undefined` (with a line on stderr that says so) when none is installed: skip such
 * tests then. It is in no distribution, so that its absence is never a failure.
 */
export async function snort3ForTests(): Promise<Snort3Engine | undefined> {
  try {
    return await findSnort3();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    process.stderr.write(`tests that ask Snort 3 are skipped: ${error.message}\n`);
    return undefined;
  }
}
