import { stat } from "node:fs/promises";
import { quoted, StoreError } from "@sigwright/core";
import type { SignatureStore } from "@sigwright/core";
import { directoryStore } from "@sigwright/sources";
import type { CommandIo } from "../command-io.ts";
import { UsageError } from "../usage-error.ts";

/** Where signatures are kept unless `--store` or the environment says otherwise. */
const DEFAULT_STORE = "dir:signatures";

function specOf(given: string | undefined, io: CommandIo): string {
  return given ?? (io.env["SIGWRIGHT_STORE"] || DEFAULT_STORE);
}

/**
 * Says that the folder of the usual store is not there yet; `undefined` when it is, or the store is none of a folder.
 *
 * @throws StoreError (`not-found`) when `--store` has named the folder: that is a slip.
 */
export async function folderMissing(given: string | undefined, io: CommandIo): Promise<string | undefined> {
  const spec = specOf(given, io);
  if (!/^dir:/i.test(spec)) return undefined;
  const path = spec.slice("dir:".length);
  const isThere = await stat(path).then(() => true, () => false);
  if (isThere) return undefined;
  if (given === undefined) return `there is no folder ${quoted(path)} yet; the first \`sigwright signature import\` makes it`;
  throw new StoreError("not-found", `there is no folder ${quoted(path)}`, { help: "check the path; the first `sigwright signature import` would make it" });
}

/**
 * Opens the store that `--store` names, else the one of `SIGWRIGHT_STORE`, else the folder `signatures`.
 *
 * @throws UsageError when it names none, StoreError when the environment lacks what the platform needs.
 */
export async function openStore(given: string | undefined, io: CommandIo): Promise<SignatureStore> {
  const spec = specOf(given, io);
  const colon = spec.indexOf(":");
  const kind = spec.slice(0, colon).toLowerCase();
  const rest = spec.slice(colon + 1);
  if (kind === "dir" && rest !== "") return directoryStore(rest);
  if (kind === "threatconnect" && rest === "") {
    const { threatConnectStore } = await import("@sigwright/threatconnect");
    const { openPlatform } = await import("../platform-access.ts");
    const { client, owner } = openPlatform(io);
    return threatConnectStore(client, owner === undefined ? {} : { owner });
  }
  throw new UsageError(`${quoted(spec)} is no store`, "write dir:PATH for a folder, or threatconnect: for the platform");
}
