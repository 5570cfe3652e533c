import { basename } from "node:path";
import { quoted } from "@sigwright/core";
import type { CommandIo } from "../command-io.ts";
import { STANDARD_INPUT } from "../rule-paths.ts";
import { readRuleText } from "../rule-text.ts";
import { UsageError } from "../usage-error.ts";

/** A file that is to become a signature's content. */
export interface RuleFile {
  /** As it was given. */
  readonly path: string;
  readonly fileName: string;
  readonly text: string;
}

/**
 * Reads a file to be stored. A store holds text, so what is no UTF-8 would not come back as it was.
 *
 * @throws UsageError when it is not UTF-8, or is empty; OutputError when it can't be read.
 */
export async function readRuleFile(path: string, io: CommandIo): Promise<RuleFile> {
  const { text, encoding } = await readRuleText(path, io);
  const shown = path === STANDARD_INPUT ? "standard input" : quoted(path);
  if (encoding !== "utf-8") {
    throw new UsageError(`${shown} is not UTF-8, and a store could not give its bytes back`, "convert it first: `iconv -f latin1 -t utf-8`");
  }
  if (text.trim() === "") throw new UsageError(`${shown} is empty`, "name the file with the rules");
  return { path, fileName: path === STANDARD_INPUT ? "signature" : basename(path), text };
}
