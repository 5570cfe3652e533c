import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One entry of `exports`: the file for each condition. */
type ExportTarget = string | Readonly<Record<string, string>>;

/** What the checks read of a published `package.json`. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, ExportTarget>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace that is published. */
export interface PublishedPackage {
  readonly folder: string;
  readonly manifest: PackageManifest;
  /** What consumers import as modules: the package's name and subpaths. */
  readonly specifiers: readonly string[];
  /** What consumers import as data, `package.json` among it. */
  readonly dataSpecifiers: readonly string[];
}

/** The condition that leads to sources; it is for this repository only, and its files are not shipped. */
export const SOURCE_CONDITION = "@sigwright/source";

/** Every package under `packages/` that is not private, by name. */
export function publishedPackages(root: string): readonly PublishedPackage[] {
  return readdirSync(join(root, "packages"))
    .map((name) => join(root, "packages", name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageManifest,
    }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => {
      const all = Object.keys(manifest.exports).map((subpath) => manifest.name + subpath.slice(1));
      const isData = (specifier: string): boolean => specifier.endsWith(".json");
      return {
        folder,
        manifest,
        specifiers: all.filter((specifier) => !isData(specifier)),
        dataSpecifiers: all.filter(isData),
      };
    });
}

/** What is wrong with the list of files in a package's tarball, in words; paths are relative to the package. */
export function fileListProblems(manifest: PackageManifest, files: readonly string[]): readonly string[] {
  const present = new Set(files);
  const problems: string[] = [];

  const needed = ["package.json", "README.md", "LICENSE", ...Object.values(manifest.bin ?? {}), ...targets(manifest)];
  for (const file of new Set(needed.map((path) => path.replace(/^\.\//, "")))) {
    if (!present.has(file)) problems.push(`${file} is missing`);
  }
  if (manifest.scripts?.["generate"] !== undefined && !files.some((file) => /^generated\/.*\.js$/.test(file))) {
    problems.push("the generated parsers are missing");
  }
  for (const file of files) {
    const isForOwnTests = file.startsWith("dist/testing/") && manifest.exports["./testing"] === undefined;
    if (SUPERFLUOUS.test(file) || isForOwnTests) problems.push(`${file} does not belong into a published package`);
  }
  return problems;
}

const SUPERFLUOUS = /\.tsbuildinfo$|\.d\.ts\.map$|\.(?:test|bench)\.|^(?:src|grammar|fixtures|node_modules)\/|^tsconfig|^vitest|\.peggy$/;

function targets({ exports }: PackageManifest): readonly string[] {
  return Object.values(exports).flatMap((target) =>
    typeof target === "string"
      ? [target]
      : Object.entries(target).flatMap(([condition, path]) => (condition === SOURCE_CONDITION ? [] : [path])),
  );
}
