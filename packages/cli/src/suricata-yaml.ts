import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { quoted, type RuleConfiguration, type SourceText } from "@sigwright/core";
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import { DISK, type FileTree, textFileIn } from "./file-tree.ts";
import { UsageError } from "./usage-error.ts";

/** What is told of a file that is named by the configuration and not read. */
export type Note = (text: string) => void;

const MOST_DEPTH = 8;
const MOST_FILES = 64;

/** The sections that matter, as the engine finds them: a later one takes the place of an earlier one, all of it. */
interface Sections {
  variables?: unknown;
  reputationPath?: string;
  reputationCategories?: string;
}

/**
 * Reads what suricata.yaml says for rules: variables, and the categories of address reputation from the file that it
 * names. Files that it includes and names are read when they are in its folder or below; others are noted.
 *
 * @throws UsageError when a file is not there or is not what it should be, OutputError when it can't be read.
 */
export async function readSuricataYaml(path: string, note: Note, tree: FileTree = DISK, what = "--suricata-yaml"): Promise<RuleConfiguration> {
  const source = await textFileIn(tree, path, what);
  const reader = new Reader(await tree.followLinks(dirname(resolve(path))), note, tree);
  await reader.read(source, 1);
  const { variables } = reader.sections;
  const [addressVariables, portVariables] = ["address-groups", "port-groups"].map((name) => group(isMap(variables) ? variables.get(name, true) : undefined));
  if (addressVariables === undefined && portVariables === undefined) {
    throw new UsageError(`\`${path}\` defines no variables: it has neither \`vars.address-groups\` nor \`vars.port-groups\``, "check that it is the right file");
  }
  const reputationCategories = await reader.categories();
  return {
    addressVariables: addressVariables ?? new Map(),
    portVariables: portVariables ?? new Map(),
    ...(reputationCategories === undefined ? {} : { reputationCategories }),
  };
}

class Reader {
  readonly sections: Sections = {};
  readonly #folder: string;
  readonly #note: Note;
  readonly #tree: FileTree;
  #files = 0;

  constructor(folder: string, note: Note, tree: FileTree) {
    this.#folder = folder;
    this.#note = note;
    this.#tree = tree;
  }

  /** Takes in a file and those it includes, in the order of the text. */
  async read({ text, path = "suricata.yaml" }: SourceText, depth: number): Promise<void> {
    if (++this.#files > MOST_FILES) throw new UsageError(`more than ${MOST_FILES} files are included`);
    if (depth > MOST_DEPTH) throw new UsageError(`${quoted(path, 200)} is included through more than ${MOST_DEPTH} files`, "check that no file includes itself");
    // Everything is text to the engine: `80` as well as `yes`. It also takes the last of two keys of one name.
    const { contents, errors } = parseDocument(text, { schema: "failsafe", uniqueKeys: false, prettyErrors: true });
    const [error] = errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      throw new UsageError(`\`${path}\`${line === undefined ? "" : `, line ${line},`} is no YAML: ${error.message.split("\n")[0]!.replace(/:$/, "")}`);
    }
    if (!isMap<Node, Node>(contents)) return;
    for (const pair of contents.items) {
      // oxlint-disable-next-line no-await-in-loop -- what comes later takes the place of what came before
      await this.#section(pair, path, depth);
    }
  }

  async #section({ key, value }: Pair<Node, Node | null>, path: string, depth: number): Promise<void> {
    const text = isScalar<string>(value) ? value.value : undefined;
    const name = isScalar<string>(key) ? key.value : "";
    if (name === "vars") this.sections.variables = value;
    else if (name === "default-reputation-path" && text !== undefined) this.sections.reputationPath = text;
    else if (name === "reputation-categories-file" && text !== undefined) this.sections.reputationCategories = text;
    else if (name === "include") {
      for (const file of text === undefined ? namesIn(value) : [text]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, as above
        await this.#include(file, path, depth);
      }
    }
  }

  async #include(name: string, from: string, depth: number): Promise<void> {
    const file = await this.#inside(name);
    if (file === undefined) return this.#note(`${quoted(from, 200)} includes ${quoted(name, 200)}, which is outside of its folder and is not read`);
    const source = await this.#tree.read(file, "an included file");
    if (source === undefined) throw new UsageError(`${quoted(from, 200)} includes ${quoted(name, 200)}, which is not there`, "the engine does not start without it");
    await this.read(source, depth + 1);
  }

  /** The categories of the file that the configuration names; undefined when it names none, or none that can be read. */
  async categories(): Promise<ReadonlySet<string> | undefined> {
    const { reputationPath = "", reputationCategories } = this.sections;
    if (reputationCategories === undefined) return undefined;
    const file = await this.#inside(isAbsolute(reputationCategories) ? reputationCategories : resolve(this.#folder, reputationPath, reputationCategories));
    const source = file === undefined ? undefined : await this.#tree.read(file, "`reputation-categories-file`");
    if (source !== undefined) return new Set(Array.from(source.text.matchAll(CATEGORY), ([, name]) => name!));
    this.#note(`the file of reputation categories ${quoted(reputationCategories, 200)} is not in the folder of suricata.yaml and is not read: \`iprep\` knows no category`);
    return undefined;
  }

  /** Where a file is, as long as it is in the folder or below, links followed. */
  async #inside(name: string): Promise<string | undefined> {
    const path = resolve(this.#folder, name);
    if (!this.#isBelow(path)) return undefined;
    try {
      const real = await this.#tree.followLinks(path);
      return this.#isBelow(real) ? real : undefined;
    } catch {
      // Reading it says what is wrong with it.
      return path;
    }
  }

  #isBelow(path: string): boolean {
    const way = relative(this.#folder, path);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  }
}

/** `3,Bad,Known bad hosts`: a number, the short name, and words for people. */
const CATEGORY = /^[ \t]*\d+,([^,\r\n]+)/gm;

function namesIn(value: Node | null): readonly string[] {
  return isSeq(value) ? value.items.flatMap((item) => (isScalar<string>(item) ? [item.value] : [])) : [];
}

function group(node: unknown): ReadonlyMap<string, string> | undefined {
  if (!isMap(node)) return undefined;
  const variables = new Map<string, string>();
  for (const { key, value } of node.items) {
    if (isScalar<string>(key) && isScalar<string>(value)) variables.set(key.value, value.value);
  }
  return variables;
}
