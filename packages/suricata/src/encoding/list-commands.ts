import type { ListCommands, ListFile, LiveList, Target } from "@sigwright/core";
import { datasetLine, datasetName, roomFor } from "./dataset.ts";
import { datasetForm } from "./file-lists.ts";

/**
 * Changes of datasets for the engine's command client, which reads commands from its standard input, one a line. Seen on
 * 7.0.10 and 8.0.8: what is in is not added twice, what is not in is not removed, with an answer that says so. Without `quit`
 * the client of 7.0 ends with a fault of its own.
 */
export const SURICATA_LIST_COMMANDS: ListCommands = {
  live: (list, part, target) => (part === undefined ? liveList(list, target) : livePart(list, part, target)),
  closing: (reload) => (reload ? ["reload-rules", "quit"] : ["quit"]),
  feed: (path) => `suricatasc < ${path}`,
};

function liveList(list: ListFile, target: Target): LiveList | undefined {
  const form = datasetForm(list.member, target);
  if (form === undefined) return undefined;
  const { hasContext } = form;
  const names = { name: datasetName(list.name), room: roomFor(list.lines, hasContext, target) };
  return hasContext ? withContext(names) : plain(names);
}

/** Files of parts hold values and nothing else. */
function livePart(list: ListFile, part: string, target: Target): LiveList | undefined {
  const file = list.parts?.[part];
  return file === undefined ? undefined : plain({ name: datasetName(file.name), room: roomFor(file.lines, false, target) });
}

type Named = Pick<LiveList, "name" | "room">;

/** What `datasetLine` writes. A line from outside that is something else could hold another command. */
const BASE64 = /^[A-Za-z0-9+/]{1,1100}={0,2}$/;

function plain(named: Named): LiveList {
  return {
    ...named,
    valueOf: (line) => (BASE64.test(line) ? line : undefined),
    add: (line) => `dataset-add ${named.name} string ${line}`,
    remove: (line) => `dataset-remove ${named.name} string ${line}`,
  };
}

function withContext(named: Named): LiveList {
  return {
    ...named,
    valueOf: contextValue,
    // The last argument reaches to the end of the line, so JSON may have blanks.
    add: (line) => `dataset-add-json ${named.name} string ${contextValue(line)} ${line}`,
    remove: (line) => `dataset-remove ${named.name} string ${contextValue(line)}`,
  };
}

const LONGEST_LINE = 1024;

/** The value of a `contextLine`, in base64 as commands have it. */
function contextValue(line: string): string | undefined {
  if (line.length > LONGEST_LINE || !line.startsWith("{")) return undefined;
  try {
    const { value }: { value?: unknown } = JSON.parse(line);
    return typeof value === "string" && value !== "" ? datasetLine(value) : undefined;
  } catch {
    return undefined;
  }
}
