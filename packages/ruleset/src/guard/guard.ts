import type { Observation } from "@sigwright/core";

/** The guards, in the order they are asked. */
export const GUARD_IDS = [
  "allowlist",
  "special-purpose-address",
  "special-use-domain",
  "public-suffix",
  "unselective",
  "empty-file",
  "common-agent",
  "shared-service",
  "benign",
] as const;

/** Name of a guard, as `--guard` and templates write it. */
export type GuardId = (typeof GUARD_IDS)[number];

/** How much the guard `unselective` asks of a value: `strict` for rules that block. */
export type Selectivity = "usual" | "strict";

/** What is known of a guard, for people. */
export interface GuardInfo {
  readonly id: GuardId;
  /** One sentence: what it keeps out, and why. */
  readonly summary: string;
}

/** What each guard does, in the order they are asked. */
export const GUARDS: readonly GuardInfo[] = [
  { id: "allowlist", summary: "Keeps out what your allowlist files and MISP warninglists name: your own domains, addresses, networks." },
  {
    id: "special-purpose-address",
    summary: "Keeps out private, reserved and other addresses that mean something else in every network.",
  },
  {
    id: "special-use-domain",
    summary: "Keeps out names like `printer.local` or `www.example.com` that never belong to an attacker.",
  },
  {
    id: "public-suffix",
    summary: "Keeps out names like `co.uk` or `github.io` under which anybody can register, bad and good alike.",
  },
  {
    id: "unselective",
    summary: "Keeps out values that are too short, too wide or too common to mean one thing: one-label hosts, networks of millions.",
  },
  {
    id: "empty-file",
    summary: "Keeps out digests of the empty file and of others without content, which stand on every machine.",
  },
  {
    id: "common-agent",
    summary: "Keeps out User-Agents that browsers, tools and systems send everywhere: `curl/8.5.0`, `Mozilla/5.0`.",
  },
  {
    id: "shared-service",
    summary: "Keeps out hosts that serve what many people put there, as a whole; single pages of them pass.",
  },
  {
    id: "benign",
    summary: "Keeps out well-known infrastructure: public resolvers, update servers, front pages everybody visits.",
  },
];

/** Why an observation is kept out of the ruleset. */
export interface GuardVerdict {
  readonly guard: GuardId;
  /** The list that holds the entry: a guard's name, or an allowlist file's path. */
  readonly list: string;
  /** What matched, as it stands in the list: `10.0.0.0/8`. */
  readonly entry: string;
  /** For people: what is wrong with it, and which flag lets it through. */
  readonly reason: string;
}

/** What keeps harmless values out of a ruleset. */
export interface Guards {
  /** The first guard that objects to an observation, or `undefined`. */
  readonly check: (observation: Observation) => GuardVerdict | undefined;
}

/** Guards that let everything through. */
export const NO_GUARDS: Guards = { check: () => undefined };
