import { closest } from "@sigwright/core";
import type { SignatureFormat } from "@sigwright/core";
import { FORMATS } from "./formats.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The formats with the given ids, each once, in the order given.
 *
 * @throws UsageError when there is none, or no such format.
 */
export function selectFormats(ids: readonly string[]): readonly SignatureFormat[] {
  if (ids.length === 0) throw new UsageError("`--format` names no format", `there are ${names()}`);
  return [...new Set(ids)].map((id) => {
    const format = FORMATS.find((candidate) => candidate.id === id);
    if (format !== undefined) return format;
    const near = closest(id, FORMATS.map((candidate) => candidate.id));
    throw new UsageError(`there is no format \`${id}\``, near === undefined ? `there are ${names()}` : `did you mean \`${near}\`?`);
  });
}

/**
 * The formats with the given ids that can make signatures from indicators.
 *
 * @throws UsageError when there is none, no such format, or one that can't.
 */
export function selectEmittingFormats(ids: readonly string[]): readonly SignatureFormat[] {
  const formats = selectFormats(ids);
  const unable = formats.find((format) => format.encode === undefined || format.render === undefined || format.assemble === undefined);
  if (unable === undefined) return formats;
  throw new UsageError(`the format \`${unable.id}\` can't make signatures from indicators`, "`sigwright formats` tells which ones can");
}

function names(): string {
  return FORMATS.map(({ id }) => id).join(", ");
}
