import type { Snort2Configuration } from "../configuration/stock-configuration.ts";

/** What rules are judged against beside the engine's own tables. */
export interface Snort2Environment {
  readonly configuration: Snort2Configuration;
}
