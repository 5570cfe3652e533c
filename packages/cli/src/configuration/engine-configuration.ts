import type { RuleConfiguration } from "@sigwright/core";
import { SNORT2_STOCK_CONFIGURATION, SNORT3_STOCK_CONFIGURATION } from "@sigwright/snort";
import { STOCK_CONFIGURATION } from "@sigwright/suricata";
import type { Configuration } from "./configuration.ts";

/** What engines are shipped with, by id of the format; additions to it are made to these. */
const STOCK: Readonly<Record<string, RuleConfiguration>> = {
  suricata: STOCK_CONFIGURATION,
  snort3: SNORT3_STOCK_CONFIGURATION,
  snort2: SNORT2_STOCK_CONFIGURATION,
};

/**
 * What the engine of a format is configured with: what was read from its files, else what it is shipped with, and what
 * the configuration adds. Undefined when that is what it is shipped with.
 */
export function engineConfiguration(format: string, files: RuleConfiguration, added: Configuration | undefined): RuleConfiguration | undefined {
  const stock = Object.hasOwn(STOCK, format) ? STOCK[format]! : {};
  const { addressVariables, portVariables, externalVariables } = added ?? {};
  const whole: RuleConfiguration = {
    ...files,
    ...mapWith("addressVariables", files.addressVariables ?? stock.addressVariables, addressVariables),
    ...mapWith("portVariables", files.portVariables ?? stock.portVariables, portVariables),
    ...setWith("classtypes", files.classtypes ?? stock.classtypes, added?.classtypes),
    ...setWith("references", files.references ?? stock.references, added?.references),
    ...(externalVariables === undefined || externalVariables.size === 0 ? {} : { externalVariables }),
  };
  return Object.keys(whole).length === 0 ? undefined : whole;
}

function mapWith(
  name: "addressVariables" | "portVariables",
  base: ReadonlyMap<string, string> | undefined,
  added: ReadonlyMap<string, string> | undefined,
): RuleConfiguration {
  return added === undefined || added.size === 0 ? {} : { [name]: new Map([...(base ?? []), ...added]) };
}

function setWith(name: "classtypes" | "references", base: ReadonlySet<string> | undefined, added: readonly string[] | undefined): RuleConfiguration {
  return added === undefined || added.length === 0 ? {} : { [name]: new Set([...(base ?? []), ...added]) };
}
