import { EngineError, findSuricata, loadTest } from "@sigwright/engines";

const TIMEOUT = 900;
const MEGABYTES = 32_768;

/**
 * How long Suricata takes to load a rule file (`suricata -T`), or `undefined` where it is not installed.
 *
 * @param {string} path
 */
export async function loadTime(path) {
  let engine;
  try {
    engine = await findSuricata();
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind !== "missing") throw error;
    console.error("Suricata is not installed: how long it takes to load the rules is left out");
    return undefined;
  }
  const start = performance.now();
  const { accepted, loaded } = await loadTest({ path }, { engine, timeout: TIMEOUT, memory: MEGABYTES });
  if (!accepted) throw new Error(`Suricata ${engine.version} refuses some of the rules`);
  return { version: engine.version, rules: loaded, seconds: (performance.now() - start) / 1000 };
}
