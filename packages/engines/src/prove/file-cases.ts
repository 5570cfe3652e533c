import type { DigestMatch } from "@sigwright/core";
import { directRequest, httpConversation } from "../exchange/http-conversation.ts";
import type { HttpResponse } from "../exchange/http-message.ts";
import { smtpConversation } from "../exchange/smtp-conversation.ts";
import type { Conversation } from "../packet/conversation.ts";
import type { CasesOf, TrafficObservationCase } from "./observation-case.ts";
import type { Samples } from "./samples.ts";

const DOWNLOAD = "download over HTTP";
const ATTACHMENT = "attachment of a mail";
const REQUEST = directRequest({ host: "good.test", target: "/file.bin" });

/** Bytes of a body that a stock sensor looks at (measured on Suricata 7.0.10). */
const STOCK_BODY_LIMIT = 102_400;
const RAISED_LIMITS = "shown with the limits of bodies and of reassembly raised, as the file is larger than a stock sensor looks at";

/** Transfers of a file, if it is given, and of one with a byte changed. */
export function fileCases(match: DigestMatch, samples: Samples): CasesOf<TrafficObservationCase> {
  const bytes = sampleOf(match, samples);
  if (bytes === undefined) return { cases: [], notProvable: [{ channel: "file.content", reason: FILE_IS_MISSING }] };
  const remark = bytes.length > STOCK_BODY_LIMIT ? ({ remark: RAISED_LIMITS, needsRaisedLimits: true } as const) : {};
  const facts = { ...remark, channel: "file.content", fires: true, shows: [{ kind: "text", key: match.sha256 ?? match.sha1 ?? match.md5 ?? "" }] } as const;
  const changed = withOneByteChanged(bytes);
  return {
    cases: [
      { ...facts, name: "two downloads over one connection", way: DOWNLOAD, conversations: [download({ body: bytes }, { body: bytes })] },
      { ...facts, name: "a download in chunks, over IPv6", way: DOWNLOAD, conversations: [{ ...download({ body: bytes, transfer: "chunked" }), family: 6 }] },
      { ...facts, name: "a compressed download", way: DOWNLOAD, conversations: [download({ body: bytes, encoding: "gzip" })] },
      { ...facts, name: "a mail with the file", way: ATTACHMENT, conversations: [attached(bytes)] },
      { ...facts, name: "a download with one byte changed", way: DOWNLOAD, fires: false, conversations: [download({ body: changed })], shows: [] },
      { ...facts, name: "a mail with one byte changed", way: ATTACHMENT, fires: false, conversations: [attached(changed)], shows: [] },
    ],
    notProvable: [],
  };
}

/** Why there is no case of a file's digest. */
export const FILE_IS_MISSING = "a file can't be made from its digest: give the file as a sample";

/** The file that has one of the digests, if it is given. */
export function sampleOf({ md5, sha1, sha256 }: DigestMatch, samples: Samples): Uint8Array | undefined {
  for (const digest of [sha256, sha1, md5]) {
    if (digest === undefined) continue;
    const bytes = samples.byDigest.get(digest);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** The same bytes with the last one changed, or one byte where there is none. */
export function withOneByteChanged(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(0);
  // Not `slice`, which shares the bytes where they are a Buffer.
  const changed = new Uint8Array(bytes);
  changed[changed.length - 1]! ^= 1;
  return changed;
}

function download(...responses: readonly HttpResponse[]): Conversation & { readonly transport: "tcp" } {
  const sent = responses.map((response) => ({ ...response, fields: [["Content-Type", "application/octet-stream"] as const] }));
  return httpConversation({ requests: sent.map(() => REQUEST), responses: sent });
}

function attached(bytes: Uint8Array): Conversation {
  return smtpConversation({ mails: [{ attachments: [{ name: "file.bin", bytes }] }] });
}
