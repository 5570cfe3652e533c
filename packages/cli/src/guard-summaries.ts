import type { GuardId } from "@sigwright/ruleset";

/** What each guard holds back, one sentence each. */
export const GUARD_SUMMARIES: Readonly<Record<GuardId, string>> = {
  allowlist: "What the files given with --allowlist cover: your own names, networks and URLs.",
  "special-purpose-address":
    "Addresses and networks that are nobody's on the Internet: private, loopback, link-local, multicast, documentation and " +
    "the others of the IANA special-purpose registries.",
  "special-use-domain": "Names under top-level domains that are set aside: .local, .test, .invalid, .example and the like.",
  "public-suffix": "Names under which anybody can register: co.uk, github.io.",
  unselective: "Values too short or too wide to mean one thing: one-label names, networks wider than /8.",
  benign: "Well-known infrastructure that reports name by mistake: public resolvers, certificate status servers and the like.",
};
