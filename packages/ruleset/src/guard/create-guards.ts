import type { Observation } from "@sigwright/core";
import { SourceText } from "@sigwright/core";
import { getPublicSuffix } from "tldts";
import { RangeTable, rangeOfNetwork } from "./address-range.ts";
import { BENIGN_INFRASTRUCTURE } from "./benign-infrastructure.ts";
import { commonAgent } from "./common-agents.ts";
import { emptyFileDigests } from "./empty-files.ts";
import { guardTarget } from "./guard-target.ts";
import type { GuardTarget } from "./guard-target.ts";
import type { GuardId, Guards, GuardVerdict, Selectivity } from "./guard.ts";
import { selectivityFault } from "./selectivity.ts";
import { SHARED_SERVICES } from "./shared-services.ts";
import { SPECIAL_PURPOSE_BLOCKS } from "./special-purpose-addresses.ts";
import type { SpecialPurposeBlock } from "./special-purpose-addresses.ts";
import { SPECIAL_USE_DOMAINS } from "./special-use-domains.ts";
import { parseValueList } from "./value-list.ts";
import type { ValueList } from "./value-list.ts";
import { findSuffix } from "./value-table.ts";

/** What guards are made from. */
export interface GuardOptions {
  readonly enabled: ReadonlySet<GuardId>;
  /** The user's own lists, for the guard `allowlist`. */
  readonly allowlists?: readonly ValueList[];
  /** How much the guard `unselective` asks of a value. Default `usual`. */
  readonly selectivity?: Selectivity;
}

type Objection = Omit<GuardVerdict, "guard">;
type Check = (target: GuardTarget) => Objection | undefined;

/** Makes guards ready to be asked. */
export function createGuards({ enabled, allowlists = [], selectivity = "usual" }: GuardOptions): Guards {
  const makers: readonly (readonly [GuardId, () => Check])[] = [
    ["allowlist", () => (target) => checkLists(allowlists, target)],
    ["special-purpose-address", specialPurposeAddress],
    ["special-use-domain", specialUseDomain],
    ["public-suffix", () => publicSuffix],
    ["unselective", () => unselective(selectivity)],
    ["empty-file", emptyFile],
    ["common-agent", () => agent],
    ["shared-service", () => hostsOf("shared-service", SHARED_SERVICES, "serves what many people put there; name the page that is bad")],
    ["benign", () => hostsOf("benign", BENIGN_INFRASTRUCTURE, "is well-known infrastructure")],
  ];
  const active = makers
    .filter(([guard]) => enabled.has(guard) && (guard !== "allowlist" || allowlists.length > 0))
    .map(([guard, make]) => ({ guard, check: make() }));
  if (active.length === 0) return { check: () => undefined };
  return {
    check(observation: Observation) {
      const target = guardTarget(observation);
      for (const { guard, check } of active) {
        const found = check(target);
        if (found !== undefined) return { guard, ...found };
      }
      return undefined;
    },
  };
}

function checkLists(lists: readonly ValueList[], target: GuardTarget): Objection | undefined {
  for (const list of lists) {
    const entry = list.find(target);
    if (entry === undefined) continue;
    const how = `take it out there, or let all through with \`--guard -allowlist\``;
    return { list: list.name, entry, reason: `\`${target.shown}\` is covered by \`${entry}\` in ${list.name}; ${how}` };
  }
  return undefined;
}

function specialPurposeAddress(): Check {
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

function specialUseDomain(): Check {
  const domains = new Map(SPECIAL_USE_DOMAINS.map((domain) => [domain.name, domain]));
  return ({ domain, shown }) => {
    const found = domain === undefined ? undefined : findSuffix(domains, domain);
    if (found === undefined) return undefined;
    const { name, purpose, source } = found;
    return objection("special-use-domain", name, `\`${shown}\` is under \`${name}\`, set aside for ${purpose} (${source})`);
  };
}

function publicSuffix({ domain, isWholeHost, shown }: GuardTarget): Objection | undefined {
  if (domain === undefined || !isWholeHost) return undefined;
  const suffix = getPublicSuffix(domain, { allowPrivateDomains: true, extractHostname: false, validateHostname: false });
  // tldts gives the last label of a name under an unknown top-level domain; one label is `unselective`'s business.
  if (suffix !== domain || !domain.includes(".")) return undefined;
  return objection("public-suffix", domain, `\`${shown}\` is a public suffix: anybody can register names below it`);
}

function unselective(selectivity: Selectivity): Check {
  return (target) => {
    const fault = selectivityFault(target, selectivity);
    return fault === undefined ? undefined : objection("unselective", fault.entry, fault.what);
  };
}

function emptyFile(): Check {
  const digests = emptyFileDigests();
  return ({ digests: own, shown }) => {
    const found = own.find((digest) => digests.has(digest));
    if (found === undefined) return undefined;
    const what = digests.get(found)!;
    return objection("empty-file", found, `\`${shown}\` is the digest of ${what}`);
  };
}

function agent({ kind, literal = "", shown }: GuardTarget): Objection | undefined {
  const sender = kind === "user-agent" ? commonAgent(literal) : undefined;
  if (sender === undefined) return undefined;
  return objection("common-agent", sender, `\`${shown}\` is sent by everybody: ${sender}`);
}

/** A guard of a list of hosts and addresses, as a whole: single pages of them pass. */
function hostsOf(guard: GuardId, text: string, what: string): Check {
  const { list } = parseValueList(SourceText.fromString(text, { path: guard }));
  return (target) => {
    const entry = target.isWholeHost ? list?.find(target) : undefined;
    return entry === undefined ? undefined : objection(guard, entry, `\`${target.shown}\` ${what} (\`${entry}\`)`);
  };
}

function objection(guard: GuardId, entry: string, what: string): Objection {
  return { list: guard, entry, reason: `${what}; \`--guard -${guard}\` lets it through` };
}
