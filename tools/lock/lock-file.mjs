/** Words of a native package's name that say what it runs on, in npm's own terms. */
const SYSTEMS = new Set(["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"]);
const PROCESSORS = new Set(["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"]);
const C_LIBRARIES = [
  [/^gnu/, "glibc"],
  [/^musl/, "musl"],
];

/**
 * What a native package runs on, as its name says: `@nx/nx-linux-x64-musl` gives Linux, x64 and musl.
 *
 * @param {string} name
 * @returns {{ os?: string[], cpu?: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => SYSTEMS.has(word));
  const cpu = words.find((word) => PROCESSORS.has(word));
  const libc = os === "linux" ? C_LIBRARIES.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

/**
 * A lock with an entry for every optional dependency and without registry addresses, and what had to be changed for it,
 * in words. The given lock stays as it is.
 *
 * @param {{ packages: Record<string, any> }} lock a lock file of version 3
 * @returns {{ lock: any, changes: string[] }}
 */
export function completeLock(lock) {
  const changes = [];
  const packages = structuredClone(lock.packages);

  for (const [place, entry] of Object.entries(packages)) {
    if (entry.link !== true && typeof entry.resolved === "string" && /^\w[\w+]*:/.test(entry.resolved)) {
      delete entry.resolved;
      changes.push(`${place}: address taken out`);
    }
  }

  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalledFor(packages, place, name)) continue;
      const added = `node_modules/${name}`;
      if (!/^\d/.test(version)) {
        throw new Error(`${place} wants ${name} ${version}: only exact versions can be added without a registry`);
      }
      packages[added] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
      changes.push(`${added}: added for ${place}`);
    }
  }

  const sorted = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en")));
  return { lock: { ...lock, packages: sorted }, changes };
}

/** Whether Node would find `name` from the package at `place`: in its own `node_modules` or in one further up. */
function isInstalledFor(packages, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}
