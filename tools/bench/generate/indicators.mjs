/**
 * A made-up feed: `node indicators.mjs <count> [seed]` prints NDJSON; the same count and seed give the same bytes.
 *
 * Of 20 rows 8 are hosts, 6 addresses (one of them IPv6), 5 digests (MD5, SHA-1, SHA-256) and one is a URL, mixed. All
 * pass the default filter, no value occurs twice, and nearly none is one that guards keep back: the most work there can
 * be. Names are random under real top-level domains, since guards keep names under `.example` out of rulesets.
 */
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEXADECIMAL = "0123456789abcdef";
const TOP_LEVEL = ["com", "net", "org", "info", "top", "xyz", "co.uk", "de"];
const FIRST_BYTES = [5, 31, 37, 45, 46, 62, 77, 80, 91, 94, 95, 141, 176, 178, 185, 193, 194, 195, 212, 213];
const DIGEST_LENGTHS = [32, 40, 64];
const TAGS = ["loader", "command and control", "phishing", "stealer"];
const KINDS = "HAFHAHFHAHUFAHFHAHFA";
const BATCH = 2000;

/**
 * Rows of the feed as NDJSON, some at a time.
 *
 * @param {number} count
 * @param {number} [seed]
 * @returns {Generator<string>}
 */
export function* indicatorLines(count, seed = 1) {
  const random = randomNumbers(seed);
  const below = (/** @type {number} */ limit) => Math.floor(random() * limit);
  const oneOf = (/** @type {ArrayLike<any>} */ values) => values[below(values.length)];
  const text = (/** @type {string} */ alphabet, /** @type {number} */ length) =>
    Array.from({ length }, () => oneOf(alphabet)).join("");
  // The row's number in each value keeps it unlike all others.
  const host = (/** @type {number} */ row) =>
    `${below(3) === 0 ? `${text(LETTERS, 4)}.` : ""}${text(LETTERS, 8)}-${row.toString(36)}q.${oneOf(TOP_LEVEL)}`;
  const address = (/** @type {number} */ row) =>
    row % 20 === 1
      ? `2a0${below(8)}:${text(HEXADECIMAL, 3)}f:${text(HEXADECIMAL, 4)}::${row.toString(16).replace(/(.{4})$/, ":$1").replace(/^:/, "")}`
      : `${FIRST_BYTES[(row >> 16) % FIRST_BYTES.length]}.${(row >> 8) % 256}.${row % 256}.${1 + below(254)}`;

  let lines = "";
  for (let row = 0; row < count; row++) {
    const kind = KINDS[row % KINDS.length];
    const [type, value] =
      kind === "H"
        ? ["Host", host(row)]
        : kind === "A"
          ? ["Address", address(row)]
          : kind === "F"
            ? ["File", text(HEXADECIMAL, oneOf(DIGEST_LENGTHS))]
            : ["URL", `http://${host(row)}/${text(LETTERS, 6)}/${text(LETTERS, 10)}.php?id=${row}`];
    lines += `${JSON.stringify({
      type,
      value,
      rating: 3 + below(3),
      confidence: 70 + below(31),
      tags: [oneOf(TAGS)],
      lastSeen: `2026-0${1 + below(4)}-${10 + below(19)}T0${below(10)}:00:00Z`,
      source: "a made-up feed",
    })}\n`;
    if (row % BATCH !== BATCH - 1 && row !== count - 1) continue;
    yield lines;
    lines = "";
  }
}

/**
 * Random numbers from 0 to below 1 that depend on the seed only: a 32-bit Weyl sequence, mixed by multiplication.
 *
 * @param {number} seed
 */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, seed] = process.argv.slice(2).map(Number);
  for (const lines of indicatorLines(count ?? 200_000, seed)) {
    if (!process.stdout.write(lines)) await once(process.stdout, "drain");
  }
}
