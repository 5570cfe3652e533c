import { type ArgumentForm, argumentString, fault, readLeadingInteger } from "@sigwright/rule-language/dialect";

/** Names of IP protocols that `/etc/protocols` has everywhere. */
const NAMES: ReadonlySet<string> = new Set(
  ("ip icmp igmp ggp ipencap st tcp egp igp pup udp hmp xns-idp rdp iso-tp4 dccp xtp ddp idpr-cmtp ipv6 ipv6-route ipv6-frag idrp rsvp gre esp ah skip " +
    "ipv6-icmp ipv6-nonxt ipv6-opts rspf vmtp eigrp ospf ax.25 ipip etherip encap pim ipcomp vrrp l2tp isis sctp fc mobility-header udplite mpls-in-ip hip shim6 wesp rohc").split(" "),
);

/** The argument of `ip_proto`: a number or a name, compared. */
export const ipProtocol: ArgumentForm<string> = {
  summary: "a number from 0 to 255 or the name of a protocol, with `!`, `<` or `>` before it",
  parse: (argument) => {
    const text = argumentString(argument).trim().replace(/^[!<>]/, "");
    if (/^\d/.test(text)) {
      const number = readLeadingInteger(text)!;
      return number <= 255 ? { value: text } : fault(argument, `${number} is not from 0 to 255`);
    }
    return NAMES.has(text.toLowerCase()) ? { value: text } : fault(argument, `\`${text}\` is no protocol`, { help: "write its number" });
  },
};
