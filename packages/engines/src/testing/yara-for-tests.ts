import { EngineError } from "../suricata/engine-error.ts";
import { findYara, findYaraX, type YaraEngine } from "../yara/yara-engine.ts";

/**
 * YARA for tests that ask it, or `undefined` (with a line on stderr that says so) when it is not installed. Where
 * `SIGWRIGHT_REQUIRE_ENGINES=1` is set, a missing engine is an error instead.
 *
 * @throws EngineError `missing` when it is not installed though it is required.
 */
export async function yaraForTests(): Promise<YaraEngine | undefined> {
  return await forTests(findYara);
}

/** The same of YARA-X. */
export async function yaraXForTests(): Promise<YaraEngine | undefined> {
  return await forTests(findYaraX);
}

async function forTests(find: () => Promise<YaraEngine>): Promise<YaraEngine | undefined> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof EngineError) || process.env["SIGWRIGHT_REQUIRE_ENGINES"] === "1") throw error;
    process.stderr.write(`tests that ask it are skipped: ${error.message}\n`);
    return undefined;
  }
}
