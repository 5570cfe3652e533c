import type { VersionRange } from "./engine-version.ts";

/** An application protocol as rule headers and keywords name it. */
export interface AppProtocol extends VersionRange {
  readonly name: string;
  /** Names that mean the same in a rule header. */
  readonly aliases?: readonly string[];
  readonly transports: readonly ("tcp" | "udp")[];
  /** More special protocols that a rule for this one also matches: `http` covers `http1` and `http2`. */
  readonly covers?: readonly string[];
  /** More special protocols that a keyword of theirs must not narrow this one to, though it covers them. */
  readonly refuses?: readonly string[];
  /** Keywords of the protocols that it covers leave a rule for it as it is, rather than narrow it down. */
  readonly keeps?: true;
  /** Whether file keywords work with it. */
  readonly files?: true;
}

/** The engine's question "does a rule for `rule` match traffic of `traffic`": not symmetric. */
export function covers(rule: AppProtocol, traffic: AppProtocol): boolean {
  return rule.name === traffic.name || (rule.covers?.includes(traffic.name) ?? false);
}
