/** One header field of a message; the value is sent as it is and may be folded (`\r\n` and a blank). */
export type MailField = readonly [name: string, value: string];

/** A file that goes with a message, in base64. */
export interface MailAttachment {
  /** Printable ASCII without quotes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A message (RFC 5322), sent as it stands: nothing is checked or escaped. */
export interface MailMessage {
  /** Replace the usual fields of the same name (From, To, Subject, Date, Message-ID, Received), or come behind them. */
  readonly fields?: readonly MailField[];
  /** Lines between `\r\n`. */
  readonly text?: string;
  /** With any, the message is of several parts (MIME, RFC 2045 and 2046). */
  readonly attachments?: readonly MailAttachment[];
}

/**
 * How an address stands in a field such as From (RFC 5322 section 3.4):
 * - `bare`: `bad@evil.example`
 * - `angle`: `<bad@evil.example>`
 * - `named`: `"Some One" <bad@evil.example>`
 * - `folded`: as named, with the address on a line of its own.
 */
export type MailboxForm = "bare" | "angle" | "named" | "folded";

const USUAL_FIELDS: readonly MailField[] = [
  ["Received", "from client.test (client.test [192.0.2.25])\r\n\tby mx.test with ESMTP; Thu, 1 Jan 2026 00:00:00 +0000"],
  ["Date", "Thu, 1 Jan 2026 00:00:00 +0000"],
  ["Message-ID", "<1@client.test>"],
  ["From", "sender@good.test"],
  ["To", "recipient@good.test"],
  ["Subject", "A message"],
];
const BOUNDARY = "=_part_1f2e3d";
/** Most characters of base64 in a line (RFC 2045 section 6.8). */
const BASE64_LINE = 76;

/** An address as the value of a field. */
export function mailbox(address: string, form: MailboxForm = "bare"): string {
  switch (form) {
    case "bare":
      return address;
    case "angle":
      return `<${address}>`;
    case "named":
      return `"Some One" <${address}>`;
    case "folded":
      return `"Some One"\r\n <${address}>`;
  }
}

/** Bytes of a message, with lines that end in CRLF. Text is sent as UTF-8. */
export function mailMessage(message: MailMessage = {}): Uint8Array {
  const { fields = [], text = "Hello.\r\n", attachments = [] } = message;
  const given = new Set(fields.map(([name]) => name.toLowerCase()));
  const [typeFields, body] = attachments.length === 0 ? plainBody(text) : multipartBody(text, attachments);
  const mime = [["MIME-Version", "1.0"] as const, ...typeFields];
  const all = [...USUAL_FIELDS, ...mime].filter(([name]) => !given.has(name.toLowerCase()));
  const head = [...all, ...fields].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return new TextEncoder().encode(`${head}\r\n${body}`);
}

function plainBody(text: string): [fields: readonly MailField[], body: string] {
  return [[["Content-Type", "text/plain; charset=utf-8"]], withLineEnd(text)];
}

function multipartBody(text: string, attachments: readonly MailAttachment[]): [fields: readonly MailField[], body: string] {
  const parts = [
    `Content-Type: text/plain; charset=utf-8\r\n\r\n${withLineEnd(text)}`,
    ...attachments.map(
      ({ name, bytes }) =>
        `Content-Type: application/octet-stream; name="${name}"\r\n` +
        `Content-Disposition: attachment; filename="${name}"\r\n` +
        `Content-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}`,
    ),
  ];
  const body = `${parts.map((part) => `--${BOUNDARY}\r\n${part}`).join("")}--${BOUNDARY}--\r\n`;
  return [[["Content-Type", `multipart/mixed; boundary="${BOUNDARY}"`]], body];
}

function withLineEnd(text: string): string {
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}

function base64Lines(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("base64");
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += BASE64_LINE) lines.push(text.slice(at, at + BASE64_LINE));
  return `${lines.join("\r\n")}\r\n`;
}
