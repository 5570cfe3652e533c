import type { Range } from "@sigwright/core";
import { closest } from "@sigwright/core";
import type { Word } from "@sigwright/rule-language";
import { type AppProtocol, compareVersions, holdsFor, type IpProtocols, narrowProtocol, type RuleCheck, type RuleReport, type RuleState } from "@sigwright/rule-language/dialect";
import type { CheckEnvironment } from "../dialect/environment.ts";
import { hooksOf } from "../dialect/hooks.ts";
import { checkAction } from "./action.ts";
import { ipVersion } from "./fits-layer-3.ts";
import { addressFault } from "./address-expression.ts";
import type { ExpressionProblem } from "./expression-problem.ts";
import { packetHook, stageHook } from "./hook-stage.ts";
import { portFault } from "./port-expression.ts";

const ANY: IpProtocols = { any: true, numbers: new Set() };
const TCP = 6;
const UDP = 17;

interface HeaderProtocol {
  readonly protocols: IpProtocols;
  readonly needs?: "packet" | "stream";
  readonly layer3?: "ipv4" | "ipv6";
}

/** IP protocols that a header can name, and what they mean. */
const IP_PROTOCOLS: ReadonlyMap<string, HeaderProtocol> = new Map<string, HeaderProtocol>([
  ["tcp", { protocols: only(TCP) }],
  ["tcp-pkt", { protocols: only(TCP), needs: "packet" }],
  ["tcp-stream", { protocols: only(TCP), needs: "stream" }],
  ["udp", { protocols: only(UDP) }],
  ["icmp", { protocols: only(1, 58) }],
  ["icmpv4", { protocols: only(1) }],
  ["icmpv6", { protocols: only(58) }],
  ["sctp", { protocols: only(132) }],
  ["ip", { protocols: ANY }],
  ["pkthdr", { protocols: ANY }],
  ["ipv4", { protocols: ANY, layer3: "ipv4" }],
  ["ip4", { protocols: ANY, layer3: "ipv4" }],
  ["ipv6", { protocols: ANY, layer3: "ipv6" }],
  ["ip6", { protocols: ANY, layer3: "ipv6" }],
]);

function only(...numbers: readonly number[]): IpProtocols {
  return { any: false, numbers: new Set(numbers) };
}

/** The header of a rule: action, protocol, direction, addresses and ports. */
export function headerCheck(all: readonly AppProtocol[], { configuration, engineVersion }: CheckEnvironment): RuleCheck {
  const protocols = all.filter((protocol) => holdsFor(protocol, engineVersion));
  const byName = new Map(protocols.flatMap((protocol) => [protocol.name, ...(protocol.aliases ?? [])].map((name) => [name, protocol] as const)));
  const transports = new Map(protocols.map((protocol) => [protocol, only(...protocol.transports.map((transport) => (transport === "tcp" ? TCP : UDP)))]));
  const directions = compareVersions(engineVersion, HOOKS_SINCE) >= 0 ? ["->", "<>", "=>"] : ["->", "<>"];
  const hasHooks = compareVersions(engineVersion, HOOKS_SINCE) >= 0;
  const names = [...byName.keys(), ...IP_PROTOCOLS.keys()];
  const addresses = new Map<string, ExpressionProblem | undefined>();
  const ports = new Map<string, ExpressionProblem | undefined>();
  return {
    summary: "action, protocol, direction, addresses and ports are ones the engine takes",
    check: (rule, state, report) => {
      report.manual = "intro.html#action";
      checkAction(rule, engineVersion, report);
      const { protocol, hook, source, sourcePort, direction, destination, destinationPort } = rule.header;
      report.manual = "intro.html#protocol";
      if (protocol !== undefined) setProtocol(protocol, state, report);
      if (hook !== undefined && !hasHooks) {
        report.reject("unknown-protocol", { start: hook.range.start - 1, end: hook.range.end }, `Suricata ${engineVersion} has no hooks; \`:${hook.text}\` came with 8.0`, { help: "check the rule for 8.0, or take the hook out" });
      }
      if (hook !== undefined && hasHooks && report.rejects === 0) checkHook(hook, state, report);
      report.manual = "intro.html#direction";
      if (direction !== undefined && !directions.includes(direction.text)) {
        report.reject("bad-direction", direction.range, `\`${direction.text}\` is no direction`, { expected: directions, help: "write `->`, or `<>` for both directions" });
      }
      if (direction?.text === "=>") state.bothSides = direction.range;
      report.manual = "intro.html#source-and-destination";
      for (const word of [source, destination]) checkWord(word, "bad-address", addresses, (text) => addressFault(text, configuration.addressVariables), report);
      report.manual = "intro.html#ports-source-and-destination";
      for (const word of [sourcePort, destinationPort]) checkWord(word, "bad-port", ports, (text) => portFault(text, configuration.portVariables), report);
      report.manual = undefined;
    },
  };

  function setProtocol({ text, range }: Word, state: RuleState, report: RuleReport): void {
    const ip = IP_PROTOCOLS.get(text) ?? IP_PROTOCOLS.get(text.toLowerCase());
    if (ip !== undefined) {
      state.ipProtocols = ip.protocols;
      if (ip.needs === "packet") state.requiresPacket = range;
      else if (ip.needs === "stream") state.requiresStream = range;
      if (ip.layer3 !== undefined) ipVersion.keep(state, ip.layer3);
      return;
    }
    const app = byName.get(text);
    if (app === undefined) return reportProtocol(text, range, report);
    narrowProtocol(state, app, range);
    state.ipProtocols = transports.get(app)!;
  }

  function reportProtocol(text: string, range: Range, report: RuleReport): void {
    const near = byName.has(text.toLowerCase()) ? text.toLowerCase() : closest(text.toLowerCase(), names);
    const details =
      near === undefined
        ? { help: "write `tcp`, `udp`, `icmp`, `ip` or an application protocol" }
        : { help: `did you mean \`${near}\`?`, expected: [near], fixes: [{ title: `Write \`${near}\``, edits: [{ range, newText: near }], safe: false }] };
    report.reject("unknown-protocol", range, `\`${text}\` is no protocol the engine can detect`, details);
  }
}

function checkHook({ text, range }: Word, state: RuleState, report: RuleReport): void {
  // The engine looks at what stands between the first colon and the next.
  const hook = text.replace(/^:+/, "").replace(/:.*$/, "");
  if (hook === "") return;
  const hooks = hooksOf(state.protocol?.name);
  if (!hooks.has(hook)) {
    const near = closest(hook.toLowerCase(), [...hooks.keys()]);
    report.reject("unknown-hook", range, `\`${hook}\` is no hook of ${state.protocol?.name ?? "packets"}`, { expected: near === undefined ? [...hooks.keys()] : [near] });
    return;
  }
  const direction = hooks.get(hook);
  if (direction === undefined) {
    packetHook.keep(state, hook);
    return;
  }
  stageHook.keep(state, { hook, range });
  if (direction === "to_server") state.toServer = true;
  else state.toClient = true;
}

/** Judges an expression once a text: rules of a set share a few. */
function checkWord(
  word: Word | undefined,
  code: string,
  known: Map<string, ExpressionProblem | undefined>,
  judge: (text: string) => ExpressionProblem | undefined,
  report: RuleReport,
): void {
  if (word === undefined) return;
  const { text, range } = word;
  let problem = known.get(text);
  if (problem === undefined && !known.has(text)) {
    problem = judge(text.replaceAll(/\\[ \t]*\r?\n/g, ""));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, problem);
  }
  if (problem === undefined) return;
  const { start = 0, end = text.length, message, help, expected } = problem;
  report.reject(problem.code ?? code, { start: range.start + start, end: Math.min(range.start + end, range.end) }, message, {
    ...(help === undefined ? {} : { help }),
    ...(expected === undefined ? {} : { expected }),
  });
}

/** The version that brought hooks behind protocols, and rules for both sides of a transaction. */
const HOOKS_SINCE = "8.0";

/** So many expressions are remembered. */
const MOST_KNOWN = 10_000;
