import { holdsFor } from "@sigwright/rule-language/dialect";

/** What the engine allows sets of data, by the series of the engine. */
interface MemoryFacts {
  /** The largest `hashsize` of one set: `datasets.limits.single-hashsize` where the configuration says nothing. */
  readonly mostBuckets: number;
  /** Bytes of one entry, by type. */
  readonly entryBytes: Readonly<Record<string, number>>;
}

/** Measured: the engine says how much it takes when it refuses a set. */
const BEFORE_8: MemoryFacts = { mostBuckets: 262_144, entryBytes: { md5: 90, sha256: 106, string: 88, ipv4: 78, ipv6: 90, ip: 90 } };
const SINCE_8: MemoryFacts = { mostBuckets: 65_536, entryBytes: { md5: 104, sha256: 120, string: 104, ipv4: 96, ipv6: 104, ip: 104 } };

const BUCKET_BYTES = 64;
const STOCK_BUCKETS = 4096;
/** Entries that are allocated before there are any. */
const SPARE_ENTRIES = 1000;
const LARGEST_BUCKETS = 0xffffffff;

/** Longer ones the engine does not read. */
const LONGEST_SIZE = 128;
const SIZE = /^\s*(\d+(?:.\d+)?)\s*([a-zA-Z]{2})?\s*$/;
const UNITS: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/**
 * Why the engine would not make a set of this type with these values of `hashsize` and `memcap`; undefined when it
 * would. A value that it does not understand it takes as not given.
 */
export function memoryProblem(type: string, hashsize: string | undefined, memcap: string | undefined, engineVersion: string): string | undefined {
  const { mostBuckets, entryBytes } = holdsFor({ since: "8.0" }, engineVersion) ? SINCE_8 : BEFORE_8;
  const given = sizeOf(hashsize);
  const buckets = given === 0 || given > LARGEST_BUCKETS ? STOCK_BUCKETS : given;
  if (buckets > mostBuckets) return `\`hashsize\` is above ${mostBuckets}`;
  const most = sizeOf(memcap);
  const needed = buckets * BUCKET_BYTES + SPARE_ENTRIES * (entryBytes[type] ?? 0);
  return most === 0 || most >= needed ? undefined : `a set with ${buckets} buckets takes ${needed} bytes, and \`memcap\` allows ${most}`;
}

/** Bytes of a size with a unit; 0 when there is none. */
function sizeOf(text: string | undefined): number {
  const [, number, unit] = (text !== undefined && text.length <= LONGEST_SIZE ? SIZE.exec(text) : null) ?? [];
  const factor = unit === undefined ? 1 : UNITS[unit.toLowerCase()];
  const size = number === undefined || factor === undefined ? 0 : Math.floor(Number.parseFloat(number) * factor);
  return Number.isSafeInteger(size) ? size : 0;
}
