import { EngineError } from "../suricata/engine-error.ts";
import { findSuricata, type SuricataEngine } from "../suricata/suricata-engine.ts";

/** A series of Suricata that tests ask: `7.0` is `suricata` on the path, `8.0` is `suricata-8`. */
export type TestedSeries = "7.0" | "8.0";

/** All of them. */
export const TESTED_SERIES: readonly TestedSeries[] = ["7.0", "8.0"];

/**
 * Suricata for tests that ask it, or `undefined` (with a line on stderr that says so) when none is installed: skip such
 * tests then. Where `SIGWRIGHT_REQUIRE_ENGINES=1` is set, a missing engine is an error instead.
 *
 * @throws EngineError `missing` when none is installed though it is required.
 */
export async function suricataForTests(series: TestedSeries = "7.0"): Promise<SuricataEngine | undefined> {
  try {
    return await find(series);
  } catch (error) {
    if (!(error instanceof EngineError) || process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw error;
    process.stderr.write(`tests that ask Suricata ${series} are skipped: ${error.message}\n`);
    return undefined;
  }
}

async function find(series: TestedSeries): Promise<SuricataEngine> {
  if (series === "7.0") return await findSuricata();
  const engine = await findSuricata({ PATH: process.env["PATH"] }, `suricata-${series.split(".", 1)[0]}`);
  if (engine.target.version === series) return engine;
  throw new EngineError("missing", `\`${engine.path}\` is Suricata ${engine.version}, not ${series}`);
}
