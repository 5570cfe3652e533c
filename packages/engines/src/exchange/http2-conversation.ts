import { ByteWriter } from "../packet/byte-writer.ts";
import type { Message, Side, TcpConversation } from "../packet/conversation.ts";
import type { HttpExchange } from "./http-conversation.ts";
import type { HttpField, HttpRequest } from "./http-message.ts";

/** Requests over one connection without TLS whose client knows that the server speaks HTTP/2 (RFC 9113 section 3.3). */
export type Http2Exchange = Omit<HttpExchange, "responses">;

const PORT = 80;
const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/** Frame types and flags of RFC 9113 section 6. */
const FRAME = { data: 0, headers: 1, settings: 4 } as const;
const FLAG = { ack: 1, endStream: 1, endHeaders: 4 } as const;
const BODY = new TextEncoder().encode("It works.\n");
/** A literal field that is not to be indexed, its name a literal too (RFC 7541 section 6.2.2). */
const LITERAL = 0;
const STRING_PREFIX = 0x7f;

/** Requests and short responses; header fields are sent as literals, neither indexed nor compressed. */
export function http2Conversation(exchange: Http2Exchange): TcpConversation {
  const said = (from: Side, ...frames: readonly Uint8Array[]): Message => ({ from, bytes: Buffer.concat(frames) });
  const messages: Message[] = [
    said("client", new TextEncoder().encode(PREFACE), frame(FRAME.settings, 0, 0, new Uint8Array(0))),
    said("server", frame(FRAME.settings, 0, 0, new Uint8Array(0)), frame(FRAME.settings, FLAG.ack, 0, new Uint8Array(0))),
    said("client", frame(FRAME.settings, FLAG.ack, 0, new Uint8Array(0))),
  ];
  for (const [index, request] of exchange.requests.entries()) {
    // Streams of a client have odd numbers.
    const stream = 2 * index + 1;
    messages.push(
      said("client", frame(FRAME.headers, FLAG.endHeaders | FLAG.endStream, stream, fieldBlock(requestFields(request)))),
      said(
        "server",
        frame(FRAME.headers, FLAG.endHeaders, stream, fieldBlock([[":status", "200"], ["content-type", "text/plain"]])),
        frame(FRAME.data, FLAG.endStream, stream, BODY),
      ),
    );
  }
  return {
    transport: "tcp",
    messages,
    server: { port: PORT, ...exchange.server },
    ...(exchange.family === undefined ? {} : { family: exchange.family }),
    ...(exchange.client === undefined ? {} : { client: exchange.client }),
    ...(exchange.segmentSize === undefined ? {} : { segmentSize: exchange.segmentSize }),
  };
}

/** A request of HTTP/1.1 in HTTP/2's terms (RFC 9113 section 8.3.1): pseudo-header fields first, names in lower case. */
function requestFields({ method = "GET", target, fields }: HttpRequest): readonly HttpField[] {
  const host = fields.find(([name]) => name.toLowerCase() === "host")?.[1] ?? "";
  const others = fields.filter(([name]) => !["host", "connection", "proxy-connection"].includes(name.toLowerCase()));
  return [[":method", method], [":scheme", "http"], [":authority", host], [":path", target], ...others.map(([name, value]) => [name.toLowerCase(), value] as const)];
}

function fieldBlock(fields: readonly HttpField[]): Uint8Array {
  const writer = new ByteWriter(256);
  for (const [name, value] of fields) {
    writer.uint8(LITERAL);
    writeString(writer, name);
    writeString(writer, value);
  }
  return writer.toBytes();
}

/** A string of HPACK without Huffman code (RFC 7541 section 5): its length with a prefix of seven bits, its bytes. */
function writeString(writer: ByteWriter, text: string): void {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length < STRING_PREFIX) writer.uint8(bytes.length);
  else {
    writer.uint8(STRING_PREFIX);
    let rest = bytes.length - STRING_PREFIX;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) writer.uint8((rest & 0x7f) | 0x80);
    writer.uint8(rest);
  }
  writer.bytes(bytes);
}

function frame(type: number, flags: number, stream: number, payload: Uint8Array): Uint8Array {
  return new ByteWriter(9 + payload.length).uint24(payload.length).uint8(type).uint8(flags).uint32(stream).bytes(payload).toBytes();
}
