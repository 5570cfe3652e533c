import { EngineError, findSuricata, type SuricataEngine } from "@sigwright/engines";

/**
 * The installed Suricata 7.0, or `undefined` after saying why engine tests are left out. With
 * `SIGWRIGHT_REQUIRE_ENGINES=1` its absence is an error instead.
 */
export async function installedSuricata(): Promise<SuricataEngine | undefined> {
  try {
    const engine = await findSuricata();
    if (engine.target.version === "7.0") return engine;
    return missing(`the installed Suricata is ${engine.version}; the tests are for 7.0`);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return missing(error.message);
  }
}

function missing(reason: string): undefined {
  if (process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw new Error(`engine tests are required: ${reason}`);
  process.stderr.write(`engine tests of suricata are skipped: ${reason}\n`);
  return undefined;
}
