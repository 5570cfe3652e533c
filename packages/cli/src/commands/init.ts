import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { visibleText } from "@sigwright/core";
import { DEFAULT_TEMPLATE } from "@sigwright/ruleset";
import type { CommandContext, Reporter } from "../command-context.ts";
import { EXIT } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { makeFolder } from "../folder.ts";
import { errorCode, OutputError } from "../output-error.ts";
import { type CiPlatform, STARTER_CONFIGURATION, workflowFile } from "../starter-files.ts";
import { textTable } from "../text-table.ts";
import { version } from "../version.ts";

/** Flags of `init`. */
export interface InitFlags {
  readonly reporter: Reporter;
  readonly ci?: CiPlatform;
}

const ALLOWLIST = `# Values that never become rules: your own names, networks and addresses.
# One entry a line; # begins a comment. An entry is one of
#   www.our-company.com     this name
#   .our-company.com        this name and every name below it
#   192.0.2.10              an address
#   192.0.2.0/24            a network
#   https://our-company.com/portal   a URL
`;

interface StarterFile {
  readonly path: string;
  readonly content: string;
  readonly meaning: string;
}

const FILES: readonly StarterFile[] = [
  { path: "template.yaml", content: DEFAULT_TEMPLATE, meaning: "how indicators become rules, explained line by line" },
  { path: "allowlist.txt", content: ALLOWLIST, meaning: "what must never become a rule: put your own names here" },
  { path: "sigwright.yaml", content: STARTER_CONFIGURATION, meaning: "how rules are checked: nothing special, until you say so" },
];

/** Writes the files to start from; what is there already stays as it is. */
export async function initCommand(folder: string, flags: InitFlags, { io, paint, quiet }: CommandContext): Promise<ExitCode> {
  const done: { path: string; status: "written" | "kept"; meaning: string }[] = [];
  try {
    await makeFolder(resolve(folder));
    const workflow = flags.ci === undefined ? [] : [{ ...workflowFile(flags.ci, version()), meaning: "has changes of rules reviewed; read it before you commit it" }];
    for (const { path, content, meaning } of [...FILES, ...workflow]) {
      const place = join(folder, path);
      // oxlint-disable-next-line no-await-in-loop -- a few small files, in order
      await makeFolder(resolve(dirname(place)));
      // oxlint-disable-next-line no-await-in-loop -- see above
      done.push({ path: place, status: await writeNew(place, content), meaning });
    }
  } catch (error) {
    throw OutputError.from(error, `\`${folder}\` can't be written to`);
  }
  if (flags.reporter === "json") {
    const files = done.map(({ path, status }) => ({ path, status }));
    io.out.write(`${JSON.stringify({ version: 1, files }, undefined, 2)}\n`);
    return EXIT.ok;
  }
  if (quiet) return EXIT.ok;
  const rows = done.map(({ path, status, meaning }) => [
    status === "written" ? paint.green("written") : paint.yellow("kept"),
    visibleText(path),
    paint.dim(status === "written" ? meaning : "was there already"),
  ]);
  const at = (path: string): string => visibleText(join(folder, path));
  io.out.write(
    `${textTable(rows).join("\n")}\n\nNext, with your own indicators in feed.ndjson:\n` +
      `  $ sigwright generate --source feed.ndjson --format suricata --out ${at("rules")} \\\n` +
      `      --template ${at("template.yaml")} --allowlist ${at("allowlist.txt")} --sid-ledger ${at("sids.ledger")}\n`,
  );
  return EXIT.ok;
}

async function writeNew(path: string, content: string): Promise<"written" | "kept"> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return "written";
  } catch (error) {
    if (errorCode(error) === "EEXIST") return "kept";
    throw error;
  }
}
