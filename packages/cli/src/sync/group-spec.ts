import { quoted } from "@sigwright/core";
import { groupType } from "@sigwright/threatconnect";
import { UsageError } from "../usage-error.ts";

const SCHEME = /^threatconnect:/i;
const EXAMPLE = "write it like threatconnect:incident/54321, with the number from the address of the group's page";

/** A group that somebody names. */
export interface GroupSpec {
  /** As the platform's source wants it: `incident/54321`. */
  readonly text: string;
  /** The platform's name of the type: `Incident`. */
  readonly type: string;
  readonly id: string;
}

/**
 * Reads `threatconnect:TYPE/ID`.
 *
 * @throws UsageError when it is something else.
 */
export function parseGroupSpec(spec: string): GroupSpec {
  if (!SCHEME.test(spec)) throw new UsageError(`${quoted(spec)} names no group of the platform`, EXAMPLE);
  const text = spec.replace(SCHEME, "");
  const [name = "", id = "", ...rest] = text.split("/");
  const found = groupType(name);
  if (found.type === undefined) {
    const meant = found.suggestion === undefined ? EXAMPLE : `did you mean \`threatconnect:${found.suggestion}/${id}\`?`;
    throw new UsageError(`the platform has no groups of a type ${quoted(name)}`, meant);
  }
  // 19 digits are the most that the platform's numbers have.
  if (rest.length > 0 || !/^[1-9]\d{0,18}$/.test(id)) throw new UsageError(`${quoted(text)} has no number of a group`, EXAMPLE);
  return { text, type: found.type, id };
}
