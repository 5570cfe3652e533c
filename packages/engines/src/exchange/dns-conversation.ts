import type { Conversation, Endpoint, Message } from "../packet/conversation.ts";
import { type DnsAnswer, type DnsQuestion, type DnsType, dnsQuery, dnsResponse, overTcp } from "./dns-message.ts";

/** One look-up of one name. */
export interface DnsLookup {
  /** As it is asked, in any case. */
  readonly name: string;
  /** Default `A`. */
  readonly type?: DnsType;
  /** Default `udp`. */
  readonly over?: "udp" | "tcp";
  /** Default: one record. `false`: no response at all. */
  readonly answer?: DnsAnswer | false;
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  /** The resolver. Default port 53. */
  readonly server?: Endpoint;
}

const PORT = 53;
const FIRST_ID = 0x2a01;

/**
 * A question to a resolver and its answer.
 *
 * @throws RangeError when the name can't be a domain name.
 */
export function dnsConversation(lookup: DnsLookup): Conversation {
  const question: DnsQuestion = { name: lookup.name, type: lookup.type ?? "A", id: FIRST_ID };
  const frame = lookup.over === "tcp" ? overTcp : (message: Uint8Array): Uint8Array => message;
  const messages: Message[] = [{ from: "client", bytes: frame(dnsQuery(question)) }];
  if (lookup.answer !== false) messages.push({ from: "server", bytes: frame(dnsResponse(question, lookup.answer)) });
  return {
    transport: lookup.over ?? "udp",
    messages,
    server: { port: PORT, ...lookup.server },
    ...(lookup.family === undefined ? {} : { family: lookup.family }),
    ...(lookup.client === undefined ? {} : { client: lookup.client }),
  };
}
