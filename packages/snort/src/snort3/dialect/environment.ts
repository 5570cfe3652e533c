import type { Snort3Configuration } from "../configuration/stock-configuration.ts";
import type { ByteEncoding } from "../parameters/byte-code.ts";

/** What a rule is judged against beside the engine's own tables. */
export interface Snort3Environment {
  readonly configuration: Snort3Configuration;
  /** How the characters of the file became text: what a content's bytes are. */
  readonly encoding: ByteEncoding;
  /**
   * Compiles a regular expression as PCRE2 would with the flags of the rule language (`i`, `s`, `m`, `x`, `A`, `E`, `G`)
   * and returns what is wrong with it. Without it the structure of expressions is checked and nothing more.
   */
  readonly compilePcre?: (pattern: string, flags: string) => string | undefined;
}
