import { isAbsolute, relative, sep } from "node:path";
import type { CheckedFile, CheckReport } from "@sigwright/review";
import { realPath, repositoryRoot } from "./configuration/find-configuration.ts";
import { STANDARD_INPUT } from "./rule-paths.ts";

/** Reporters that give paths as they were given: people and scripts know where they started the command. */
const AS_GIVEN: ReadonlySet<string> = new Set(["pretty", "json"]);

/**
 * A report as a reporter needs it: platforms look for files from the root of the repository on, wherever the command was
 * started. Outside of a repository, and for files outside of it, paths stay as they are.
 */
export function repositoryPaths(report: CheckReport, reporter: string): CheckReport {
  if (AS_GIVEN.has(reporter)) return report;
  const root = repositoryRoot(realPath("."));
  if (root === undefined) return report;
  return { ...report, files: report.files.map((file) => inRepository(file, root)) };
}

function inRepository(file: CheckedFile, root: string): CheckedFile {
  if (file.path === STANDARD_INPUT) return file;
  const way = relative(root, realPath(file.path));
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? file : { ...file, path: way.replaceAll(sep, "/") };
}
