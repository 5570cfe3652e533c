import type { RuleConfiguration, SourceText } from "@sigwright/core";
import type { Note } from "./suricata-yaml.ts";
import { DISK, type FileTree, textFileIn } from "./file-tree.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that name the engine's configuration files. */
export interface ConfigurationFlags {
  readonly suricataYaml?: string;
  readonly classification?: string;
  readonly referenceConfig?: string;
}

/** Where the files are read from, and how messages call what names them. */
export interface ConfigurationOrigin {
  readonly tree: FileTree;
  readonly nameOf: (key: string) => string;
}

const FLAGS_ON_DISK: ConfigurationOrigin = { tree: DISK, nameOf: (key) => `--${key}` };

// Lines of classification.config and reference.config, as their stock files describe them. Others are passed over, as
// the engine does.
const CLASSIFICATION = /^[ \t]*config[ \t]+classification[ \t]*:[ \t]*([A-Za-z][\w-]*)[ \t]*,[^\n]*,[ \t]*\d+[ \t\r]*$/gm;
const REFERENCE = /^[ \t]*config[ \t]+reference[ \t]*:[ \t]*([A-Za-z][\w-]*)[ \t]+\S/gm;

/**
 * Reads what the engine's configuration files say for rules; what no flag names stays as the engine is shipped.
 *
 * @param note is told of files that the configuration names and that are not read.
 * @throws UsageError when a file is not there or is not what it should be, OutputError when it can't be read.
 */
export async function readRuleConfiguration(
  flags: ConfigurationFlags,
  note: Note = () => {},
  { tree, nameOf }: ConfigurationOrigin = FLAGS_ON_DISK,
): Promise<RuleConfiguration> {
  const { suricataYaml, classification, referenceConfig } = flags;
  return {
    ...(suricataYaml === undefined ? {} : await readYaml(suricataYaml, note, tree, nameOf("suricata-yaml"))),
    ...(classification === undefined
      ? {}
      : { classtypes: readNames(await textFileIn(tree, classification, nameOf("classification")), CLASSIFICATION, "config classification: NAME,TEXT,PRIORITY") }),
    ...(referenceConfig === undefined
      ? {}
      : { references: readNames(await textFileIn(tree, referenceConfig, nameOf("reference-config")), REFERENCE, "config reference: NAME PREFIX") }),
  };
}

/** What reads YAML takes long to load, and most checks have none to read. */
async function readYaml(path: string, note: Note, tree: FileTree, what: string): Promise<RuleConfiguration> {
  const { readSuricataYaml } = await import("./suricata-yaml.ts");
  return await readSuricataYaml(path, note, tree, what);
}

function readNames({ text, path }: SourceText, line: RegExp, form: string): ReadonlySet<string> {
  const names = new Set(Array.from(text.matchAll(line), ([, name]) => name!.toLowerCase()));
  if (names.size > 0) return names;
  throw new UsageError(`\`${path}\` has no line \`${form}\``, "check that it is the right file");
}
