import { quoted } from "@sigwright/core";
import type { IndicatorSource } from "@sigwright/core";
import { fileSource, streamSource } from "@sigwright/sources";
import type { CommandIo } from "./command-io.ts";
import { UsageError } from "./usage-error.ts";

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Makes a source of what `--source` says: `file:PATH`, a bare path, or `-`.
 *
 * @throws UsageError when it says something else.
 */
export function openSource(spec: string, io: CommandIo): IndicatorSource {
  if (spec === "-") {
    if (io.inputIsTerminal) {
      throw new UsageError("standard input is a terminal", "lead a file into it: `sigwright generate --source - … < feed.ndjson`");
    }
    return streamSource(io.input, { spec: "-", path: "<stdin>", name: "standard input" });
  }
  const scheme = SCHEME.exec(spec)?.[1]?.toLowerCase();
  if (spec === "" || spec === "file:") throw new UsageError("`--source` is empty", "give file:PATH, or - for standard input");
  if (scheme === "file") return fileSource(spec.slice("file:".length));
  if (scheme === "threatconnect") {
    throw new UsageError("this version can't read from ThreatConnect yet", "export the indicators to a file and give that");
  }
  if (scheme === "http" || scheme === "https") {
    throw new UsageError(`${quoted(spec)} is an address on the web`, "fetch it first: `curl … | sigwright generate --source - …`");
  }
  // One letter and a colon is a drive on Windows; any other colon may stand in a file name.
  return fileSource(spec);
}
