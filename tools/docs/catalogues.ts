import { publishedPackages } from "../package-check/published-package.ts";
import { type Catalogue, catalogueOf } from "./diagnostics-reference.ts";

/** The catalogues of all published packages, from what they export. */
export async function catalogues(root: string): Promise<readonly Catalogue[]> {
  return await Promise.all(
    publishedPackages(root).map(async ({ manifest }) => {
      const exports = (await import(manifest.name)) as Readonly<Record<string, unknown>>;
      return catalogueOf(manifest.name, exports);
    }),
  );
}
