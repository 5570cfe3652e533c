import type { Advice } from "@sigwright/rule-language/dialect";
import type { SnortRule } from "./snort-rule.ts";

/** Services by the beginnings of the options that look at their messages. */
const SERVICES: readonly (readonly [prefix: string, service: string])[] = [
  ["http2_", "http2"],
  ["http_", "http"],
  ["dce_", "dcerpc"],
  ["dnp3_", "dnp3"],
  ["gtp_", "gtp"],
  ["mms_", "mms"],
  ["modbus_", "modbus"],
  ["s7commplus_", "s7commplus"],
  ["sip_", "sip"],
  ["ssl_", "ssl"],
];
/** Options about files, which several services carry. */
const FILES: ReadonlySet<string> = new Set(["file_data", "js_data", "vba_data"]);
/** Header protocols of rules that are tried by ports. */
const BY_PORTS: ReadonlySet<string> = new Set(["tcp", "udp", "ip"]);

/** A rule about the messages of a service that is tried by ports. */
export const noService: Advice<SnortRule> = {
  info: {
    code: "snort3/no-service",
    severity: "warning",
    summary: "A rule looks at the messages of a service and does not name the service.",
    explanation:
      "A rule for `tcp` or `udp` without `service` is tried by the ports of its header: traffic of the service on other ports passes it by, and other traffic on these is tried in vain. The engine says so itself with `--warn-rules`. Name the service, or begin the rule with it: `alert http`.",
    example: {
      bad: 'alert tcp any any -> any any ( msg:"a name"; flow:established,to_server; http_uri; content:"/gate.php"; sid:1; rev:1; )',
      good: 'alert http any any -> any any ( msg:"a name"; flow:established,to_server; http_uri; content:"/gate.php"; sid:1; rev:1; )',
    },
  },
  check({ rule }, report) {
    const { protocol } = rule.header;
    if (protocol === undefined || !BY_PORTS.has(protocol.text.toLowerCase()) || rule.option("service") !== undefined) return;
    for (const { name, nameRange } of rule.options) {
      const service = serviceOf(name.toLowerCase());
      if (service === undefined) continue;
      report(nameRange, {
        message: `\`${name}\` is of a service that the rule does not name, so that it is tried by its ports`,
        help: service === "" ? "add `service` with those that carry the files, or begin the rule with `alert file`" : `add \`service:${service};\`, or begin the rule with \`${rule.action.text} ${service}\``,
      });
      return;
    }
  },
};

function serviceOf(name: string): string | undefined {
  if (FILES.has(name)) return "";
  return SERVICES.find(([prefix]) => name.startsWith(prefix))?.[1];
}
