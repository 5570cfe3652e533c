import { quoted } from "@sigwright/core";
import type { IndicatorSource } from "@sigwright/core";
import { fileSource, streamSource } from "@sigwright/sources";
import type { ThreatConnectSourceOptions } from "@sigwright/threatconnect";
import type { CommandIo } from "./command-io.ts";
import { UsageError } from "./usage-error.ts";

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;

/** Whether `--source` names a group of the platform. */
export function isPlatformSource(spec: string): boolean {
  return SCHEME.exec(spec)?.[1]?.toLowerCase() === "threatconnect";
}

/** What a source can make use of: the filter that follows, and somebody who wants to know how far it is. */
export type SourceOptions = Pick<ThreatConnectSourceOptions, "filter" | "now" | "onPage">;

/**
 * Makes a source of what `--source` says: `file:PATH`, a bare path, `threatconnect:TYPE/ID`, or `-`.
 *
 * @throws UsageError when it says something else, SourceError and StoreError when the platform can't be asked.
 */
export async function openSource(spec: string, io: CommandIo, options: SourceOptions = {}): Promise<IndicatorSource> {
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
    const { threatConnectSource } = await import("@sigwright/threatconnect");
    const { openPlatform } = await import("./platform-access.ts");
    return threatConnectSource(openPlatform(io).client, spec.slice("threatconnect:".length), options);
  }
  if (scheme === "http" || scheme === "https") {
    throw new UsageError(`${quoted(spec)} is an address on the web`, "fetch it first: `curl … | sigwright generate --source - …`");
  }
  // One letter and a colon is a drive on Windows; any other colon may stand in a file name.
  return fileSource(spec);
}
