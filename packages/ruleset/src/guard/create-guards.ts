import type { Observation, ObservationKind } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { getPublicSuffix } from "tldts";
import { RangeTable, rangeOfAddress, rangeOfNetwork } from "./address-range.ts";
import type { AddressRange } from "./address-range.ts";
import { BENIGN_INFRASTRUCTURE } from "./benign-infrastructure.ts";
import type { GuardId, Guards, GuardVerdict } from "./guard.ts";
import { SPECIAL_PURPOSE_BLOCKS } from "./special-purpose-addresses.ts";
import type { SpecialPurposeBlock } from "./special-purpose-addresses.ts";
import { SPECIAL_USE_DOMAINS } from "./special-use-domains.ts";
import { findSuffix, parseValueList } from "./value-list.ts";
import type { ValueList } from "./value-list.ts";

/** What guards are made from. */
export interface GuardOptions {
  readonly enabled: ReadonlySet<GuardId>;
  /** The user's own lists, for the guard `allowlist`. */
  readonly allowlists?: readonly ValueList[];
}

/** What an observation is about, in the guards' terms. */
interface Target {
  readonly kind: ObservationKind;
  readonly domain?: string;
  readonly subdomains: boolean;
  readonly addresses?: AddressRange;
  /** Length of the prefix, for networks. */
  readonly prefix?: number;
  readonly url?: string;
  readonly literal?: string;
  /** What people call it. */
  readonly shown: string;
  /** True unless only one page of a host is meant: then what is said of the whole host does not count. */
  readonly isWholeHost: boolean;
}

type Objection = Omit<GuardVerdict, "guard">;

/** Makes guards ready to be asked. */
export function createGuards({ enabled, allowlists = [] }: GuardOptions): Guards {
  const checks: [GuardId, (target: Target) => Objection | undefined][] = [
    ["allowlist", (target) => checkLists(allowlists, target)],
    ["special-purpose-address", specialPurposeAddress()],
    ["special-use-domain", specialUseDomain()],
    ["public-suffix", publicSuffix],
    ["unselective", unselective],
    ["benign", benign()],
  ];
  const active = checks.filter(([guard]) => enabled.has(guard) && (guard !== "allowlist" || allowlists.length > 0));
  if (active.length === 0) return { check: () => undefined };
  return {
    check(observation) {
      const target = targetOf(observation);
      for (const [guard, check] of active) {
        const found = check(target);
        if (found !== undefined) return { guard, ...found };
      }
      return undefined;
    },
  };
}

function targetOf({ kind, key, match }: Observation): Target {
  const rest = { kind, subdomains: false, isWholeHost: true };
  switch (match.kind) {
    case "domain":
      return { ...rest, domain: match.name, subdomains: match.subdomains, shown: match.name };
    case "address":
      return { ...rest, addresses: rangeOfAddress(match.address), shown: match.address };
    case "network": {
      const { address, prefix } = match;
      return { ...rest, addresses: rangeOfNetwork(address, prefix), prefix, shown: `${address}/${prefix}` };
    }
    case "request": {
      const host = match.hostKind === "domain" ? { domain: match.host } : { addresses: rangeOfAddress(match.host) };
      return { ...rest, ...host, url: key, shown: match.host, isWholeHost: match.target === "/" };
    }
    case "literal": {
      const at = kind === "email-address" ? match.text.lastIndexOf("@") : -1;
      const domain = at === -1 ? {} : { domain: match.text.slice(at + 1) };
      return { ...rest, ...domain, literal: match.text, shown: match.text, isWholeHost: false };
    }
    case "fingerprint":
    case "digest":
      return { ...rest, shown: key };
  }
}

function checkLists(lists: readonly ValueList[], target: Target): Objection | undefined {
  for (const list of lists) {
    const entry = findIn(list, target);
    if (entry === undefined) continue;
    const how = `take it out there, or let all through with \`--guard -allowlist\``;
    return { list: list.name, entry, reason: `\`${target.shown}\` is covered by \`${entry}\` in ${list.name}; ${how}` };
  }
  return undefined;
}

function findIn(list: ValueList, { url, domain, subdomains, addresses }: Target): string | undefined {
  if (url !== undefined) {
    const found = list.findUrl(url);
    if (found !== undefined) return found;
  }
  if (domain !== undefined) {
    const found = list.findDomain(domain, subdomains);
    if (found !== undefined) return found;
  }
  return addresses === undefined ? undefined : list.findAddresses(addresses);
}

function specialPurposeAddress(): (target: Target) => Objection | undefined {
  const table = new RangeTable<SpecialPurposeBlock>(
    SPECIAL_PURPOSE_BLOCKS.map((block) => {
      const slash = block.network.indexOf("/");
      const range = rangeOfNetwork(block.network.slice(0, slash), Number(block.network.slice(slash + 1)));
      return { ...range, entry: block };
    }),
  );
  return ({ addresses, shown }) => {
    if (addresses === undefined) return undefined;
    const around = table.containing(addresses);
    // A network that holds one of the blocks would see its traffic too: 172.0.0.0/8 is half the offices of the world.
    const block = around ?? table.overlapping(addresses);
    if (block === undefined) return undefined;
    const { network, name, source } = block;
    const how = around === undefined ? "holds" : "is in";
    return objection("special-purpose-address", network, `\`${shown}\` ${how} ${network}, ${name} (${source})`);
  };
}

function specialUseDomain(): (target: Target) => Objection | undefined {
  const domains = new Map(SPECIAL_USE_DOMAINS.map((domain) => [domain.name, domain]));
  return ({ domain, shown }) => {
    const found = domain === undefined ? undefined : findSuffix(domains, domain);
    if (found === undefined) return undefined;
    const { name, purpose, source } = found;
    return objection("special-use-domain", name, `\`${shown}\` is under \`${name}\`, set aside for ${purpose} (${source})`);
  };
}

function publicSuffix({ domain, isWholeHost, shown }: Target): Objection | undefined {
  if (domain === undefined || !isWholeHost) return undefined;
  const suffix = getPublicSuffix(domain, { allowPrivateDomains: true, extractHostname: false, validateHostname: false });
  // tldts gives the last label of a name under an unknown top-level domain; one label is `unselective`'s business.
  if (suffix !== domain || !domain.includes(".")) return undefined;
  return objection("public-suffix", domain, `\`${shown}\` is a public suffix: anybody can register names below it`);
}

/** Below these lengths a text stands in harmless traffic too. By kind, in UTF-16 code units. */
const SHORTEST: Readonly<Partial<Record<ObservationKind, number>>> = {
  "host": 4,
  "email-subject": 6,
  "user-agent": 6,
  "mutex": 5,
  "registry-key": 8,
};

/** The widest networks that mean one thing. By family: IPv4 has 2^24 addresses in a /8, IPv6 a provider in a /19. */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 19;

function unselective({ kind, domain, addresses, prefix, literal, shown }: Target): Objection | undefined {
  if (kind === "host" && domain !== undefined && !domain.includes(".")) {
    return objection("unselective", "one label", `\`${shown}\` has one label only, so it means another host in each network`);
  }
  const text = kind === "host" ? domain : literal;
  const shortest = SHORTEST[kind];
  if (text !== undefined && shortest !== undefined && text.length < shortest) {
    const entry = `shorter than ${shortest}`;
    return objection("unselective", entry, `\`${shown}\` has ${text.length} characters, less than ${shortest}`);
  }
  if (prefix === undefined || addresses === undefined) return undefined;
  const widest = addresses.first.startsWith("4") ? WIDEST_IPV4 : WIDEST_IPV6;
  if (prefix >= widest) return undefined;
  return objection("unselective", `wider than /${widest}`, `\`${shown}\` is wider than /${widest}`);
}

function benign(): (target: Target) => Objection | undefined {
  const { list } = parseValueList(SourceText.fromString(BENIGN_INFRASTRUCTURE, { path: "benign" }));
  return (target) => {
    if (!target.isWholeHost || list === undefined) return undefined;
    const entry = findIn(list, target);
    if (entry === undefined) return undefined;
    return objection("benign", entry, `\`${target.shown}\` is well-known infrastructure (\`${entry}\`)`);
  };
}

function objection(guard: GuardId, entry: string, what: string): Objection {
  return { list: guard, entry, reason: `${what}; \`--guard -${guard}\` lets it through` };
}
