import type { RuleConfiguration, SourceText } from "@sigwright/core";
import { isMap, isScalar, parseDocument } from "yaml";
import { readTextFile } from "./text-file.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that name the engine's configuration files. */
export interface ConfigurationFlags {
  readonly suricataYaml?: string;
  readonly classification?: string;
  readonly referenceConfig?: string;
}

// Lines of classification.config and reference.config, as their stock files describe them. Others are passed over, as
// the engine does.
const CLASSIFICATION = /^[ \t]*config[ \t]+classification[ \t]*:[ \t]*([A-Za-z][\w-]*)[ \t]*,[^\n]*,[ \t]*\d+[ \t\r]*$/gm;
const REFERENCE = /^[ \t]*config[ \t]+reference[ \t]*:[ \t]*([A-Za-z][\w-]*)[ \t]+\S/gm;

/**
 * Reads what the engine's configuration files say for rules; what no flag names stays as the engine is shipped.
 *
 * @throws UsageError when a file is not there or is not what it should be, OutputError when it can't be read.
 */
export async function readRuleConfiguration(flags: ConfigurationFlags): Promise<RuleConfiguration> {
  const { suricataYaml, classification, referenceConfig } = flags;
  return {
    ...(suricataYaml === undefined ? {} : readVariables(await readTextFile(suricataYaml, "--suricata-yaml"))),
    ...(classification === undefined
      ? {}
      : { classtypes: readNames(await readTextFile(classification, "--classification"), CLASSIFICATION, "config classification: NAME,TEXT,PRIORITY") }),
    ...(referenceConfig === undefined
      ? {}
      : { references: readNames(await readTextFile(referenceConfig, "--reference-config"), REFERENCE, "config reference: NAME PREFIX") }),
  };
}

function readNames({ text, path }: SourceText, line: RegExp, form: string): ReadonlySet<string> {
  const names = new Set(Array.from(text.matchAll(line), ([, name]) => name!.toLowerCase()));
  if (names.size > 0) return names;
  throw new UsageError(`\`${path}\` has no line \`${form}\``, "check that it is the right file");
}

function readVariables({ text, path }: SourceText): Pick<RuleConfiguration, "addressVariables" | "portVariables"> {
  // Everything is text to the engine: `80` as well as `yes`. It also takes the last of two keys of one name.
  const document = parseDocument(text, { schema: "failsafe", uniqueKeys: false, prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    throw new UsageError(`\`${path}\`${line === undefined ? "" : `, line ${line},`} is no YAML: ${error.message.split("\n")[0]!.replace(/:$/, "")}`);
  }
  const addressVariables = group(document.getIn(["vars", "address-groups"]));
  const portVariables = group(document.getIn(["vars", "port-groups"]));
  if (addressVariables === undefined && portVariables === undefined) {
    throw new UsageError(`\`${path}\` defines no variables: it has neither \`vars.address-groups\` nor \`vars.port-groups\``, "check that it is the right file");
  }
  return { addressVariables: addressVariables ?? new Map(), portVariables: portVariables ?? new Map() };
}

function group(node: unknown): ReadonlyMap<string, string> | undefined {
  if (!isMap(node)) return undefined;
  const variables = new Map<string, string>();
  for (const { key, value } of node.items) {
    if (isScalar<string>(key) && isScalar<string>(value)) variables.set(key.value, value.value);
  }
  return variables;
}
