import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import type { CommandIo } from "../command-io.ts";
import { realPath, repositoryRoot, startFolder } from "../configuration/find-configuration.ts";

/** Write permission of the group and of everybody. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * The folder where results of checks are kept, made when it is missing: `$XDG_CACHE_HOME/sigwright`, else
 * `~/.cache/sigwright`. Undefined where what is in it can't be trusted: it lies in the repository of something that is
 * checked, so that a change could bring results of its own; it is a link; or others may write to it.
 *
 * @param paths what is checked, as it was given.
 */
export function cacheFolder(paths: readonly string[], env: CommandIo["env"]): string | undefined {
  const home = cacheHome(env);
  if (home === undefined) return undefined;
  try {
    mkdirSync(join(home, "sigwright"), { recursive: true, mode: 0o700 });
    const folder = join(realPath(home), "sigwright");
    const roots = [".", ...paths].map((path) => repositoryRoot(startFolder(path)));
    if (roots.some((root) => root !== undefined && isBelow(root, folder))) return undefined;
    return isOurs(lstatSync(folder)) ? folder : undefined;
  } catch {
    // Without a place to keep them, results are not kept.
    return undefined;
  }
}

function cacheHome({ XDG_CACHE_HOME: named, HOME: home, LOCALAPPDATA: local }: CommandIo["env"]): string | undefined {
  // The specification of these folders has relative names ignored.
  if (named !== undefined && isAbsolute(named)) return named;
  if (home !== undefined && isAbsolute(home)) return join(home, ".cache");
  return local !== undefined && isAbsolute(local) ? local : undefined;
}

/** Windows has neither owners nor modes to look at; folders of one's own are closed to others there. */
function isOurs(status: Stats): boolean {
  if (!status.isDirectory()) return false;
  return process.getuid === undefined || (status.uid === process.getuid() && (status.mode & WRITABLE_BY_OTHERS) === 0);
}

function isBelow(root: string, folder: string): boolean {
  const way = relative(root, folder);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
