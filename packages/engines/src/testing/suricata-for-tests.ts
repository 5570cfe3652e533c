import { EngineError } from "../suricata/engine-error.ts";
import { findSuricata, type SuricataEngine } from "../suricata/suricata-engine.ts";

/**
 * Suricata for tests that ask it, or `undefined` (with a line on stderr that says so) when none is installed: skip such
 * tests then. Where `SIGWRIGHT_REQUIRE_ENGINES=1` is set, a missing engine is an error instead.
 *
 * @throws EngineError `missing` when none is installed though it is required.
 */
export async function suricataForTests(): Promise<SuricataEngine | undefined> {
  try {
    return await findSuricata();
  } catch (error) {
    if (!(error instanceof EngineError) || process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw error;
    process.stderr.write(`tests that ask Suricata are skipped: ${error.message}\n`);
    return undefined;
  }
}
