import type { Channel, LiteralMatch } from "@sigwright/core";
import { mailbox, type MailField } from "../exchange/mail-message.ts";
import { type SmtpMail, smtpConversation } from "../exchange/smtp-conversation.ts";
import { mixedCase } from "./domain-names.ts";
import { nearTexts, swapCase } from "./literal-values.ts";
import type { Shown, TrafficObservationCase } from "./observation-case.ts";

const ENVELOPE = "envelope of a mail";
const RECIPIENT = "recipient in the envelope of a mail";
const SENDER = "sender of a mail";
const REPLY_TO = "address for replies to a mail";
const ADDRESSEE = "addressee in the header of a mail";
const SUBJECT = "subject of a mail";
const FOLDED_SUBJECT = "folded subject of a mail";
/** Bytes in a segment that cuts commands and fields. */
const SMALL_SEGMENT = 12;

/** Mails from an address or to it, in the envelope or in their header, and mails that only mention it. */
export function emailAddressCases({ text }: LiteralMatch, channel: Channel): readonly TrafficObservationCase[] {
  const add = caseMaker(channel);
  const near = nearAddresses(text);
  if (channel === "smtp.envelope") {
    const from = (sender: string): SmtpMail => ({ sender });
    const to = (recipient: string): SmtpMail => ({ recipients: ["first@good.test", recipient] });
    return [
      add("two mails of one session", ENVELOPE, text, true, from(text), {}, from(text)),
      add("in mixed case, over IPv6", ENVELOPE, text, true, from(mixedCase(text))),
      add("in small segments", ENVELOPE, text, true, from(text)),
      ...near.map(({ relation, address }) => add(relation, ENVELOPE, address, false, from(address))),
      add("two mails of one session", RECIPIENT, text, true, to(text), {}, to(text)),
      add("in mixed case, over IPv6", RECIPIENT, text, true, to(mixedCase(text))),
      add("in small segments", RECIPIENT, text, true, to(text)),
      ...near.map(({ relation, address }) => add(relation, RECIPIENT, address, false, to(address))),
      add("in the text only", ENVELOPE, "", false, { text: mentions(text) }),
    ];
  }
  if (channel !== "mail.header") return [];
  const from = (value: string): SmtpMail => ({ fields: [["From", value]] });
  return [
    add("two mails of one session", SENDER, text, true, from(text), {}, from(text)),
    ...(["angle", "named", "folded"] as const).map((form) => add(`the address ${FORMS[form]}`, SENDER, text, true, from(mailbox(text, form)))),
    add("in mixed case, over IPv6", SENDER, text, true, from(mailbox(mixedCase(text), "named"))),
    add("in small segments", SENDER, text, true, from(mailbox(text, "named"))),
    ...near.map(({ relation, address }) => add(relation, SENDER, address, false, from(mailbox(address, "named")))),
    ...[
      [REPLY_TO, "Reply-To"] as const,
      [ADDRESSEE, "To"] as const,
    ].flatMap(([way, field]) => {
      const withField = (value: string): SmtpMail => ({ fields: [[field, value]] });
      return [
        add("two mails of one session", way, text, true, withField(text), {}, withField(text)),
        add("behind another address, on a folded line", way, text, true, withField(`first@good.test,\r\n ${mailbox(mixedCase(text), "named")}`)),
        ...near.map(({ relation, address }) => add(relation, way, address, false, withField(mailbox(address, "angle")))),
      ];
    }),
    add("in the text only", SENDER, "", false, { text: mentions(text) }),
  ];
}

const FORMS = { angle: "in angle brackets", named: "behind a name", folded: "on a folded line" } as const;

/** Mails with a subject, and mails that only mention it. */
export function emailSubjectCases(match: LiteralMatch): readonly TrafficObservationCase[] {
  const { text } = match;
  const add = caseMaker("mail.header");
  const about = (subject: string, name = "Subject"): SmtpMail => ({ fields: [[name, subject] satisfies MailField] });
  return [
    add("two mails of one session", SUBJECT, text, true, about(text), {}, about(text)),
    add("in small segments", SUBJECT, text, true, about(text)),
    ...(text.includes(" ") ? [add("on two lines", FOLDED_SUBJECT, text, true, about(text.replace(" ", "\r\n ")))] : []),
    add("the field in capitals, over IPv6", SUBJECT, text, true, about(text, "SUBJECT")),
    ...nearTexts(match).map((near) => add(near.relation, SUBJECT, near.text, false, about(near.text))),
    add("in the text only", SUBJECT, "", false, { text: `Subject: ${text}\r\n${text}\r\n` }),
    add("in another field only", SUBJECT, "", false, { fields: [["X-Subject", text]] }),
  ];
}

function caseMaker(channel: Channel) {
  return (name: string, way: string, shown: string, fires: boolean, ...mails: readonly SmtpMail[]): TrafficObservationCase => {
    const conversation = smtpConversation({
      mails,
      ...(name.endsWith("over IPv6") ? { family: 6 } : {}),
      ...(name.startsWith("in small segments") ? { segmentSize: SMALL_SEGMENT } : {}),
    });
    const shows: readonly Shown[] = shown === "" ? [] : [{ kind: "text", key: shown }];
    return { name: `${way}: ${name}`, channel, way, fires, conversations: [conversation], shows };
  };
}

/** Addresses that are near to one, and not meant. */
export function nearAddresses(address: string): readonly { readonly relation: string; readonly address: string }[] {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return [
    { relation: "letters in front", address: `x${address}` },
    { relation: "a suffix behind", address: `${address}.test` },
    { relation: "another name", address: `${local}x@${domain}` },
    { relation: "a sub-domain", address: `${local}@mail.${domain}` },
  ];
}

function mentions(address: string): string {
  return `From: ${address}\r\n\r\n> MAIL FROM:<${address}>\r\nFrom: <${swapCase(address)}>\r\n`;
}
