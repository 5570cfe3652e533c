import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** The scope of our own packages. */
export const SCOPE = "@sigwright/";

/** What the rules need of a `package.json`. */
export interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The package a file belongs to. */
export interface Owner {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The name without our scope; `undefined` for what is not one of our packages, the workspace's root for one. */
  readonly shortName: string | undefined;
}

const owners = new Map<string, Owner | undefined>();

/** The nearest package above a file or folder; `undefined` when there is none. */
export function ownerOf(path: string): Owner | undefined {
  const folder = dirname(path);
  if (owners.has(folder)) return owners.get(folder);
  const owner = existsSync(join(folder, "package.json"))
    ? ownerAt(folder)
    : folder === dirname(folder)
      ? undefined
      : ownerOf(folder);
  owners.set(folder, owner);
  return owner;
}

function ownerAt(folder: string): Owner {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return { folder, manifest, shortName: shortNameOf(manifest.name ?? "") };
}

/** Whether the package is the workspace's root, which owns the files that belong to no package. */
export function isRoot(owner: Owner): boolean {
  return owner.manifest.workspaces !== undefined;
}

/** `@sigwright/core/testing` gives `core`; `undefined` for what is not ours. */
export function shortNameOf(specifier: string): string | undefined {
  return specifier.startsWith(SCOPE) ? specifier.slice(SCOPE.length).split("/")[0] : undefined;
}

/** The package a bare specifier is of: `@a/b/c` gives `@a/b`, `c/d` gives `c`. */
export function packageNameOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Whether a specifier is one of Node's own modules, with or without `node:`. */
export function isNodeModule(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

/** Whether a file is never published: a test, what only tests use, a script or the configuration of a tool. */
export function isUnpublished(path: string): boolean {
  const owner = ownerOf(path);
  if (owner === undefined || /\.(?:test|bench)\.ts$/.test(path)) return true;
  if (isTestingCode(path)) return owner.manifest.exports?.["./testing"] === undefined;
  return !/^(?:src|bin)[\\/]/.test(relative(owner.folder, path));
}

/** Whether a file is in `src/testing`: for the package's own tests, or published for those of others. */
export function isTestingCode(path: string): boolean {
  return /[\\/]src[\\/]testing[\\/]/.test(path);
}

/** Where a relative specifier leads. */
export function resolveRelative(file: string, specifier: string): string {
  return resolve(dirname(file), specifier);
}
