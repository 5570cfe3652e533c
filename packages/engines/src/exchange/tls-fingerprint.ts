import { createHash } from "node:crypto";
import { EXTENSION, HANDSHAKE_TYPE, TLS_VERSION } from "./tls-record.ts";

/** What fingerprints of a hello are made of; numbers as they stand on the wire, in the order of the hello. */
export interface HelloFacts {
  readonly version: number;
  /** Of a server hello: the one that was chosen. */
  readonly cipherSuites: readonly number[];
  readonly extensions: readonly number[];
  readonly groups: readonly number[];
  readonly pointFormats: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  readonly supportedVersions: readonly number[];
  /** First protocol of ALPN. */
  readonly protocol: string | undefined;
}

/** A JA3 or JA3S: the text, and its MD5 in lower-case hexadecimal, which is what indicators are. */
export interface Ja3 {
  readonly text: string;
  readonly digest: string;
}

/** JA3 of a client hello: version, suites, extensions, groups, point formats (github.com/salesforce/ja3). */
export function ja3(hello: HelloFacts): Ja3 {
  const lists = [hello.cipherSuites, hello.extensions, hello.groups, hello.pointFormats];
  return digested([hello.version, ...lists.map((list) => withoutGrease(list).join("-"))].join(","));
}

/** JA3S of a server hello: version, suite, extensions. */
export function ja3s(hello: HelloFacts): Ja3 {
  return digested([hello.version, ...[hello.cipherSuites, hello.extensions].map((list) => list.join("-"))].join(","));
}

/** Names of versions in a JA4. */
const JA4_VERSIONS: ReadonlyMap<number, string> = new Map([
  [TLS_VERSION["1.3"], "13"],
  [TLS_VERSION["1.2"], "12"],
  [0x0302, "11"],
  [TLS_VERSION["1.0"], "10"],
  [0x0300, "s3"],
]);
const MOST_COUNTED = 99;
const JA4_DIGEST_LENGTH = 12;
const NOTHING = "0".repeat(JA4_DIGEST_LENGTH);

/** JA4 of a client hello (FoxIO's technical description of JA4). */
export function ja4(hello: HelloFacts, transport: "tcp" | "quic" = "tcp"): string {
  const suites = withoutGrease(hello.cipherSuites);
  const extensions = withoutGrease(hello.extensions);
  const highest = Math.max(0, ...withoutGrease(hello.supportedVersions)) || hello.version;
  const head = [
    transport === "quic" ? "q" : "t",
    JA4_VERSIONS.get(highest) ?? "00",
    extensions.includes(EXTENSION.serverName) ? "d" : "i",
    count(suites),
    count(extensions),
    protocolEnds(hello.protocol),
  ].join("");
  const counted = extensions.filter((type) => type !== EXTENSION.serverName && type !== EXTENSION.applicationLayerProtocols);
  const algorithms = hexadecimal(withoutGrease(hello.signatureAlgorithms));
  const tail = `${hexadecimal(counted.toSorted(byNumber))}${algorithms === "" ? "" : `_${algorithms}`}`;
  return [head, shortDigest(hexadecimal(suites.toSorted(byNumber))), counted.length === 0 ? NOTHING : shortDigest(tail)].join("_");
}

/**
 * Reads a hello: a handshake message, or the record that holds all of it.
 *
 * @throws RangeError when the bytes are no whole hello.
 */
export function helloFacts(bytes: Uint8Array): HelloFacts {
  const message = bytes[0] === HANDSHAKE_TYPE.clientHello || bytes[0] === HANDSHAKE_TYPE.serverHello ? bytes : bytes.subarray(5);
  const isClient = message[0] === HANDSHAKE_TYPE.clientHello;
  const body = new Reader(message.subarray(4));
  const version = body.number(2);
  body.take(32);
  body.take(body.number(1));
  const cipherSuites = isClient ? numbers(body.take(body.number(2)), 2) : [body.number(2)];
  body.take(isClient ? body.number(1) : 1);
  const found = new Map<number, Uint8Array>();
  const rest = new Reader(body.take(body.number(2)));
  while (!rest.isAtEnd) found.set(rest.number(2), rest.take(rest.number(2)));
  const list = (type: number, size: 1 | 2, lengthSize: 1 | 2): readonly number[] => numbers(found.get(type)?.subarray(lengthSize) ?? new Uint8Array(0), size);
  const protocols = found.get(EXTENSION.applicationLayerProtocols);
  return {
    version,
    cipherSuites,
    extensions: [...found.keys()],
    groups: list(EXTENSION.supportedGroups, 2, 2),
    pointFormats: list(EXTENSION.ecPointFormats, 1, 1),
    signatureAlgorithms: list(EXTENSION.signatureAlgorithms, 2, 2),
    supportedVersions: isClient ? list(EXTENSION.supportedVersions, 2, 1) : [],
    protocol: protocols === undefined ? undefined : Buffer.from(protocols.subarray(3, 3 + (protocols[2] ?? 0))).toString("latin1"),
  };
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    if (taken.length < length) throw new RangeError("the bytes end before the hello does");
    this.#at += length;
    return taken;
  }

  number(size: 1 | 2): number {
    return numbers(this.take(size), size)[0]!;
  }
}

function numbers(bytes: Uint8Array, size: 1 | 2): readonly number[] {
  if (size === 1) return [...bytes];
  return Array.from({ length: bytes.length >> 1 }, (_, i) => (bytes[2 * i]! << 8) | bytes[2 * i + 1]!);
}

/** Numbers without those reserved for making sure that peers ignore what they don't know (RFC 8701). */
function withoutGrease(list: readonly number[]): readonly number[] {
  return list.filter((number) => (number & 0x0f0f) !== 0x0a0a || number >>> 8 !== (number & 0xff));
}

function digested(text: string): Ja3 {
  return { text, digest: createHash("md5").update(text).digest("hex") };
}

function shortDigest(text: string): string {
  return text === "" ? NOTHING : createHash("sha256").update(text).digest("hex").slice(0, JA4_DIGEST_LENGTH);
}

function hexadecimal(list: readonly number[]): string {
  return list.map((number) => number.toString(16).padStart(4, "0")).join(",");
}

function count(list: readonly number[]): string {
  return String(Math.min(list.length, MOST_COUNTED)).padStart(2, "0");
}

function protocolEnds(protocol: string | undefined): string {
  if (protocol === undefined || protocol === "") return "00";
  const [first, last] = [protocol[0]!, protocol.at(-1)!];
  if (/^[0-9a-z]{2}$/i.test(first + last)) return first + last;
  const hex = Buffer.from(protocol, "latin1").toString("hex");
  return hex[0]! + hex.at(-1)!;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
