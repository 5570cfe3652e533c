import { quoted } from "@sigwright/core";
import type { SignatureStore } from "@sigwright/core";
import { directoryStore } from "@sigwright/sources";
import type { CommandIo } from "../command-io.ts";
import { UsageError } from "../usage-error.ts";

/** Where signatures are kept unless `--store` or the environment says otherwise. */
const DEFAULT_STORE = "dir:signatures";

/**
 * Opens the store that `--store` names, else the one of `SIGWRIGHT_STORE`, else the folder `signatures`.
 *
 * @throws UsageError when it names none, StoreError when the environment lacks what the platform needs.
 */
export async function openStore(given: string | undefined, io: CommandIo): Promise<SignatureStore> {
  const spec = given ?? (io.env["SIGWRIGHT_STORE"] || DEFAULT_STORE);
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
