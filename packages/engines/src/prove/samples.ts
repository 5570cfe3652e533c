import { createHash, X509Certificate } from "node:crypto";
import { CONTENT_TYPE, HANDSHAKE_TYPE } from "../exchange/tls-record.ts";

/** Bytes that people give: files, certificates and hellos that digests and fingerprints are of. */
export interface Samples {
  /** Files, and certificates as DER, by each of their digests in lower-case hexadecimal. */
  readonly byDigest: ReadonlyMap<string, Uint8Array>;
  /** Records with a client hello, or a server hello. */
  readonly clientHellos: readonly Uint8Array[];
  readonly serverHellos: readonly Uint8Array[];
}

const ALGORITHMS = ["md5", "sha1", "sha256"];
const PEM = "-----BEGIN CERTIFICATE-----";
const RECORD_HEADER = 5;

/** Says what samples can be used for. A certificate may be given as PEM too. */
export function indexSamples(files: readonly Uint8Array[]): Samples {
  const byDigest = new Map<string, Uint8Array>();
  const hellos = files.filter((file) => file[0] === CONTENT_TYPE.handshake && file[1] === 3);
  for (const file of files) {
    const certificate = derOf(file);
    for (const bytes of certificate === undefined ? [file] : [file, certificate]) {
      for (const algorithm of ALGORITHMS) byDigest.set(createHash(algorithm).update(bytes).digest("hex"), bytes);
    }
  }
  const ofType = (type: number): readonly Uint8Array[] => hellos.filter((file) => file[RECORD_HEADER] === type);
  return { byDigest, clientHellos: ofType(HANDSHAKE_TYPE.clientHello), serverHellos: ofType(HANDSHAKE_TYPE.serverHello) };
}

/** The bytes of a certificate that is given as PEM. */
function derOf(file: Uint8Array): Uint8Array | undefined {
  if (Buffer.from(file.buffer, file.byteOffset, file.length).indexOf(PEM) === -1) return undefined;
  try {
    return new X509Certificate(file).raw;
  } catch {
    return undefined;
  }
}
