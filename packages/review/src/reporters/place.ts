import { pathToFileURL } from "node:url";
import type { LocatedDiagnostic } from "@sigwright/core";

/** Where a finding starts and ends: lines and columns are 1-based, columns in UTF-16 code units, the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of a finding. */
export function placeOf({ source, diagnostic }: LocatedDiagnostic): Place {
  const start = source.positionAt(diagnostic.range.start);
  const end = source.positionAt(diagnostic.range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as platforms compare it with those of a repository: with `/`, and without `./` in front. */
export function repositoryPath(path: string): string {
  const slashed = isAbsolutePath(path) ? path : path.replaceAll("\\", "/");
  return slashed.replace(/^(?:\.\/+)+/, "");
}

/** A path as the reference of a URI; a relative one stays relative. */
export function uriOf(path: string): string {
  if (isAbsolutePath(path)) return pathToFileURL(path).href;
  return repositoryPath(path)
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\uFFFD")))
    .join("/");
}

/** Whether a path names its file wherever it is read. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}
