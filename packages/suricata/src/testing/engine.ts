import { EngineError, findSuricata, type SuricataEngine } from "@sigwright/engines";

/**
 * The installed Suricata of one of the versions, or `undefined` after saying why engine tests are left out. With
 * `SIGWRIGHT_REQUIRE_ENGINES=1` its absence is an error instead.
 */
export async function installedSuricata(versions: readonly string[] = ["7.0"]): Promise<SuricataEngine | undefined> {
  try {
    const engine = await findSuricata();
    if (versions.includes(engine.target.version)) return engine;
    return missing(`the installed Suricata is ${engine.version}; the tests are for ${versions.join(" and ")}`);
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
