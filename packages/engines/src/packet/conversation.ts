/** One side of a conversation. What is absent is chosen when the conversation is captured. */
export interface Endpoint {
  /** IPv4 or IPv6 text. */
  readonly address?: string;
  readonly port?: number;
}

/** The server's side: it is the port that says which service is asked. */
export interface ServerEndpoint extends Endpoint {
  readonly port: number;
}

/** Which side sends. The client is the one that opens the conversation. */
export type Side = "client" | "server";

/** The other side. */
export function opposite(side: Side): Side {
  return side === "client" ? "server" : "client";
}

/** Bytes one side sends: a stretch of the TCP stream, or one UDP datagram. */
export interface Message {
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** What both transports share. */
interface ConversationEndpoints {
  /** Default 4, or the family of an address that is given. */
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  readonly server: ServerEndpoint;
}

/**
 * - `accepted`: the three-way handshake.
 * - `unanswered`: the first SYN and two repetitions, as a client sends them to an address that does not answer.
 * - `refused`: a SYN, answered by RST.
 */
export type TcpOpening = "accepted" | "unanswered" | "refused";

/**
 * - `fin`: the client closes, then the server.
 * - `reset`: the client sends RST.
 * - `open`: the capture ends before the connection does.
 */
export type TcpClosing = "fin" | "reset" | "open";

/** One TCP connection from its first SYN on. */
export interface TcpConversation extends ConversationEndpoints {
  readonly transport: "tcp";
  /** Default `accepted`. Messages and closing count only then. */
  readonly opening?: TcpOpening;
  readonly messages: readonly Message[];
  /** Default `fin`. */
  readonly closing?: TcpClosing;
  /** Most bytes of payload in one segment. Default 1460 over IPv4 and 1440 over IPv6, as on Ethernet. */
  readonly segmentSize?: number;
}

/** UDP datagrams between one pair of ports. */
export interface UdpConversation extends ConversationEndpoints {
  readonly transport: "udp";
  readonly messages: readonly Message[];
}

/** What two machines say to each other over one flow; plain data, free of time and packet layout. */
export type Conversation = TcpConversation | UdpConversation;
