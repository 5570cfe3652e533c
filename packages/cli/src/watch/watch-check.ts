import { join } from "node:path";
import type { SignatureFormat } from "@sigwright/core";
import { quoted } from "@sigwright/core";
import type { CommandContext } from "../command-context.ts";
import { CONFIGURATION_NAME, foldersUp, startFolder } from "../configuration/find-configuration.ts";
import { errorReport, errorText } from "../error-report.ts";
import type { ExitCode } from "../exit-code.ts";
import { OutputError } from "../output-error.ts";
import { findRulePaths } from "../rule-paths.ts";
import { UsageError } from "../usage-error.ts";
import { counted } from "../text-table.ts";
import { changes, type Look, looksOf, type Patience } from "./changes.ts";
import type { WatchedFiles } from "./watched-files.ts";

/** What is watched. */
export interface WatchRequest {
  /** What is checked, as it was given. */
  readonly paths: readonly string[];
  readonly formats: readonly SignatureFormat[];
  /** Files beside the rules that a check goes by; checks add to them. */
  readonly beside: WatchedFiles;
  readonly patience?: Patience;
}

/** The screen of a terminal and what scrolled off it, cleared. */
const CLEAR = "\u001B[2J\u001B[3J\u001B[H";
/** Names of changed files that are shown. */
const MOST_NAMES = 3;

/**
 * Checks, and checks again whenever a file changed, until the context says that it is over. Gives the exit code of the
 * last check. Faults that a change makes are told like its findings, and the next change may mend them.
 *
 * @throws what the first check throws: nothing could ever be checked then.
 */
export async function watchCheck(check: () => Promise<ExitCode>, request: WatchRequest, context: CommandContext): Promise<ExitCode> {
  const { io, errPaint } = context;
  const configurations = request.paths.flatMap((path) => foldersUp(startFolder(path)).map((folder) => join(folder, CONFIGURATION_NAME)));
  const look = async (): Promise<Look> => {
    const { paths } = await findRulePaths(request.paths, request.formats);
    // At one go: a check that is running adds to them.
    return { looks: looksOf([...paths, ...request.beside.paths, ...configurations]), before: request.beside.takeFirstLooks() };
  };
  const say = (text: string): void => io.err.write(`${errPaint.dim(`${text}; waiting for changes`)}\n`);
  const clear = (): void => {
    if (io.out.isTerminal) io.out.write(CLEAR);
  };
  clear();
  const found = changes(look, io.ended, request.patience);
  // The first look is before the first check: what changes while it runs is not missed.
  const next = found.next();
  let exitCode = await check();
  say("checked");
  for (let { value, done } = await next; done !== true; { value, done } = await found.next()) {
    clear();
    const started = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one check after the other
    exitCode = await tolerantly(check, context);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    say(`checked in ${seconds} s, as ${inWords(value)} changed`);
  }
  return exitCode;
}

async function tolerantly(check: () => Promise<ExitCode>, { io, errPaint }: CommandContext): Promise<ExitCode> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof OutputError)) throw error;
    const told = errorReport(error, false);
    io.err.write(errorText(told, errPaint));
    return told.exitCode;
  }
}

function inWords(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_NAMES).map((path) => quoted(path, 100)).join(", ");
  return paths.length > MOST_NAMES ? `${shown} and ${counted(paths.length - MOST_NAMES, "other file")}` : shown;
}
