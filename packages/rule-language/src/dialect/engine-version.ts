/** The engine versions a fact holds for: `since` included, `until` excluded. Absent ends are open. */
export interface VersionRange {
  readonly since?: string;
  readonly until?: string;
}

/** Compares dotted versions number by number; a missing part counts as 0. Negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version lies in a range. */
export function holdsFor(range: VersionRange, version: string): boolean {
  return (
    (range.since === undefined || compareVersions(version, range.since) >= 0) &&
    (range.until === undefined || compareVersions(version, range.until) < 0)
  );
}
