/** What is read and written of an entry of `package-lock.json`. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A lock file of version 3. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

// Words of a native package's name that say what it runs on, in npm's own terms.
const SYSTEMS = /^(?:aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)$/;
const PROCESSORS = /^(?:arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)$/;
const C_LIBRARIES = [
  { pattern: /^gnu/, libc: "glibc" },
  { pattern: /^musl/, libc: "musl" },
] as const;
/** An address, where a workspace link has a path. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** What a native package runs on, as its name says: `@nx/nx-linux-x64-musl` gives Linux, x64 and musl. */
export function platformOf(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const os = words.find((word) => SYSTEMS.test(word));
  const cpu = words.find((word) => PROCESSORS.test(word));
  const library = C_LIBRARIES.find(({ pattern }) => words.some((word) => pattern.test(word)));
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === "linux" && library !== undefined ? { libc: [library.libc] } : {}),
    ...(os === undefined ? {} : { os: [os] }),
  };
}

/**
 * A lock with an entry for every optional dependency and without registry addresses, and what had to be changed for it,
 * in words. The given lock stays as it is.
 *
 * @throws when a missing one is asked for by a range of versions: which one that is only a registry knows
 */
export function completeLock(lock: Lock): { readonly lock: Lock; readonly changes: readonly string[] } {
  const changes: string[] = [];
  const packages: Record<string, LockEntry> = {};
  for (const [place, entry] of Object.entries(lock.packages)) {
    const { resolved, ...rest } = entry;
    const isAddress = resolved !== undefined && ADDRESS.test(resolved);
    if (isAddress) changes.push(`${place}: address taken out`);
    packages[place] = isAddress ? rest : entry;
  }

  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isFoundFrom(place, name, packages)) continue;
      const added = `node_modules/${name}`;
      if (!/^\d/.test(version)) {
        throw new Error(`${place} wants ${name} ${version}: only exact versions can be added without a registry`);
      }
      const { cpu, libc, os } = platformOf(name);
      // Members in npm's own order, so that npm's next change of the file is small.
      packages[added] = {
        version,
        ...(cpu && { cpu }),
        ...(entry.dev === true && { dev: true }),
        ...(libc && { libc }),
        optional: true,
        ...(os && { os }),
      };
      changes.push(`${added}: added for ${place}`);
    }
  }

  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, changes };
}

/** Whether Node would find `name` from the package at `place`: in its own `node_modules` or in one further up. */
function isFoundFrom(place: string, name: string, packages: Readonly<Record<string, LockEntry>>): boolean {
  let folder = place;
  while (folder !== "") {
    if (packages[`${folder}/node_modules/${name}`] !== undefined) return true;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1));
  }
  return packages[`node_modules/${name}`] !== undefined;
}
