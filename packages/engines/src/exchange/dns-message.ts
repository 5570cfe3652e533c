import { ByteWriter } from "../packet/byte-writer.ts";
import { parseAddress } from "../packet/ip-address.ts";

/** Record types that can be asked for: RFC 1035, RFC 3596, RFC 9460. */
export const DNS_TYPE = { A: 1, AAAA: 28, HTTPS: 65 } as const;

/** A record type by its name. */
export type DnsType = keyof typeof DNS_TYPE;

/** One question, as a stub resolver sends it. */
export interface DnsQuestion {
  /** Labels between dots, in any case; a final dot may stand or not. */
  readonly name: string;
  readonly type: DnsType;
  /** 16 bits that tie an answer to its question. */
  readonly id: number;
}

/** What a resolver says to a question. */
export interface DnsAnswer {
  /** IPv4 text for `A`, IPv6 text for `AAAA`; ignored for `HTTPS`. */
  readonly address?: string;
  /** The name does not exist: no answer records. */
  readonly nameError?: boolean;
}

const CLASS_IN = 1;
const TIME_TO_LIVE = 300;
const FLAGS = { query: 0x0100, response: 0x8180, nameError: 0x8183 } as const;
/** Points at the question's name, which stands behind the 12 bytes of the header (RFC 1035 section 4.1.4). */
const POINTER_TO_QUESTION = 0xc00c;
const MAXIMUM_LABEL = 63;
const MAXIMUM_NAME = 255;
const SVC_PARAM_ALPN = 1;
const DEFAULT_ADDRESS = { A: "198.18.0.2", AAAA: "2001:2::2" } as const;

/**
 * A query message (RFC 1035) with recursion desired.
 *
 * @throws RangeError when the name can't be a domain name.
 */
export function dnsQuery(question: DnsQuestion): Uint8Array {
  const writer = new ByteWriter();
  writeHeader(writer, question.id, FLAGS.query, 0);
  writeQuestion(writer, question);
  return writer.toBytes();
}

/**
 * The response to a query, with one record or with a name error.
 *
 * @throws RangeError when name or address are malformed.
 */
export function dnsResponse(question: DnsQuestion, answer: DnsAnswer = {}): Uint8Array {
  const writer = new ByteWriter(128);
  const failed = answer.nameError === true;
  writeHeader(writer, question.id, failed ? FLAGS.nameError : FLAGS.response, failed ? 0 : 1);
  writeQuestion(writer, question);
  if (failed) return writer.toBytes();
  return writer
    .uint16(POINTER_TO_QUESTION)
    .uint16(DNS_TYPE[question.type])
    .uint16(CLASS_IN)
    .uint32(TIME_TO_LIVE)
    .sized(2, (data) => data.bytes(recordData(question.type, answer)))
    .toBytes();
}

/** A message as it stands in a TCP stream: behind its length (RFC 1035 section 4.2.2). */
export function overTcp(message: Uint8Array): Uint8Array {
  return new ByteWriter(2 + message.length).sized(2, (inner) => inner.bytes(message)).toBytes();
}

function writeHeader(writer: ByteWriter, id: number, flags: number, answers: number): void {
  writer.uint16(id).uint16(flags).uint16(1).uint16(answers).uint16(0).uint16(0);
}

function writeQuestion(writer: ByteWriter, { name, type }: DnsQuestion): void {
  const start = writer.length;
  const labels = (name.endsWith(".") ? name.slice(0, -1) : name).split(".");
  for (const label of labels) {
    const bytes = new TextEncoder().encode(label);
    if (bytes.length === 0 || bytes.length > MAXIMUM_LABEL) {
      throw new RangeError(`a label of ${bytes.length} bytes in the domain name ${JSON.stringify(name.slice(0, 80))}`);
    }
    writer.uint8(bytes.length).bytes(bytes);
  }
  writer.uint8(0);
  if (writer.length - start > MAXIMUM_NAME) {
    throw new RangeError(`the domain name ${JSON.stringify(name.slice(0, 80))} is longer than ${MAXIMUM_NAME} bytes`);
  }
  writer.uint16(DNS_TYPE[type]).uint16(CLASS_IN);
}

function recordData(type: DnsType, answer: DnsAnswer): Uint8Array {
  if (type === "HTTPS") return httpsRecordData();
  const bytes = parseAddress(answer.address ?? DEFAULT_ADDRESS[type]);
  if (bytes.length !== (type === "A" ? 4 : 16)) throw new RangeError(`an ${type} record can't hold ${answer.address}`);
  return bytes;
}

/** Service mode for the name itself, with `h2` as the protocol to use (RFC 9460). */
function httpsRecordData(): Uint8Array {
  return new ByteWriter()
    .uint16(1)
    .uint8(0)
    .uint16(SVC_PARAM_ALPN)
    .sized(2, (value) => value.sized(1, (protocol) => protocol.bytes(new TextEncoder().encode("h2"))))
    .toBytes();
}
