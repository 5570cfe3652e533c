import { createRequire } from "node:module";

/** Version of this package. */
export function version(): string {
  // By its name: how far away the file is depends on what the command was built to.
  const manifest: unknown = createRequire(import.meta.url)("@sigwright/cli/package.json");
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  return "unknown";
}
