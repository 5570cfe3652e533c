import type { EncodingDescription } from "@sigwright/rule-language/template";
import { RULE_ENDING } from "./rule-ending.ts";

const MAIL = "alert smtp any any -> any any";
const MESSAGE = `flow:established,to_server; {{match}} {{once}} ${RULE_ENDING}`;
const SLOTS = ["match", "once", "text", "text.bytes"];

const STARTTLS = "Mail behind STARTTLS is encrypted, and mail that is fetched (IMAP, POP3) is not looked at.";
const LETTERS = "Letters beyond ASCII are matched in lower case only.";
const PIECES = "The engine looks at a stream in pieces of 2,560 bytes: what lies across the border of two is not matched.";
const QUOTED_COMMAND = "A message whose text quotes such a command may alert when one of these pieces begins right before it.";
const QUOTED_FIELD = "A message whose text quotes such a header may alert when one of these pieces begins within that header.";
const ENCODED = "Encoded words (`=?utf-8?…?=`) are not decoded: a subject is matched as it is written in the message.";

function address(variant: string, note: string, row: Pick<EncodingDescription, "summary" | "channels" | "limits"> & { readonly targets?: readonly string[] }): EncodingDescription {
  return {
    observation: "email-address",
    variant,
    slots: SLOTS,
    rule: `${MAIL} (msg:"{{message}} (${note})"; ${MESSAGE}`,
    requires: [],
    ...row,
  };
}

function command(variant: "mail-from" | "rcpt-to", note: string, summary: string): readonly EncodingDescription[] {
  const row = { summary, channels: ["smtp.envelope"] as const };
  return [
    address(variant, note, { ...row, targets: ["7.0"], limits: [STARTTLS, LETTERS, PIECES, QUOTED_COMMAND] }),
    address(variant, note, { ...row, targets: ["8.0"], limits: [STARTTLS, LETTERS] }),
  ];
}

const FROM = {
  summary: "A message names the address in its `From` header, alone, in angle brackets or behind a name, folded or not, in any case.",
  channels: ["mail.header"],
} as const;

/** Mail, as SMTP sends it: seen on any port, by what the client says. */
export const MAIL_ENCODINGS: readonly EncodingDescription[] = [
  ...command("mail-from", "mail from", "A message is sent from the address: the `MAIL FROM` of SMTP, in any case."),
  ...command("rcpt-to", "mail to", "A message is sent to the address: a `RCPT TO` of SMTP, in any case."),
  address("from", "From header", { ...FROM, targets: ["7.0"], limits: [STARTTLS, LETTERS, PIECES, QUOTED_FIELD] }),
  address("from", "From header", {
    ...FROM,
    targets: ["8.0"],
    limits: [STARTTLS, LETTERS, "A header of more than 2,000 bytes is cut (`header-value-depth`), and of one that is repeated nothing is seen."],
  }),
  address("reply-to", "Reply-To header", {
    summary: "A message names the address in its `Reply-To` or `Sender` header, folded or not, in any case.",
    channels: ["mail.header"],
    limits: [STARTTLS, LETTERS, PIECES, QUOTED_FIELD],
  }),
  address("to", "To header", {
    summary: "A message names the address in its `To`, `Cc` or `Bcc` header, folded or not, in any case.",
    channels: ["mail.header"],
    limits: [STARTTLS, LETTERS, PIECES, QUOTED_FIELD],
  }),
  {
    observation: "email-subject",
    summary: "A message has exactly this subject, folded or not.",
    channels: ["mail.header"],
    slots: SLOTS,
    rule: `${MAIL} (msg:"{{message}}"; ${MESSAGE}`,
    requires: [],
    limits: [STARTTLS, ENCODED, PIECES, QUOTED_FIELD],
  },
];
