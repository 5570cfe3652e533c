import type { YaraMessage } from "./yara-verdict.ts";

const HEADER = /^(?:error|warning)\[(\w+)\]: (.*)$/m;
const PLACE = /^ *--> \w*:(\d+):(\d+)$/m;
const UNDERLINE = /^[ |]*([\^]+) ?(.*)$/m;

/** Reads a report as YARA-X renders it for people. What is not understood is kept as the message. */
export function readYaraXReport(report: string): YaraMessage {
  const header = HEADER.exec(report);
  if (header === null) return { message: report.split("\n", 1)[0] ?? "" };
  const place = PLACE.exec(report);
  const underline = UNDERLINE.exec(report);
  return {
    code: header[1]!,
    message: header[2]!,
    ...(underline === null ? {} : { label: underline[2]!, width: underline[1]!.length }),
    ...(place === null ? {} : { line: Number(place[1]), column: Number(place[2]) }),
  };
}
