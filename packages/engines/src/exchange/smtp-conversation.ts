import type { Endpoint, Message, Side, TcpConversation } from "../packet/conversation.ts";
import { type MailMessage, mailMessage } from "./mail-message.ts";

/** A message with its envelope (RFC 5321). */
export interface SmtpMail extends MailMessage {
  /** Address of MAIL FROM. Default `sender@good.test`. */
  readonly sender?: string;
  /** Addresses of RCPT TO. Default `recipient@good.test`. */
  readonly recipients?: readonly string[];
}

/** Messages sent over one connection, one after the other. */
export interface SmtpSession {
  readonly mails: readonly SmtpMail[];
  readonly family?: 4 | 6;
  readonly client?: Endpoint;
  /** Default port 25. */
  readonly server?: Endpoint;
  /** See `TcpConversation.segmentSize`. */
  readonly segmentSize?: number;
}

const PORT = 25;
const SENDER = "sender@good.test";
const RECIPIENTS = ["recipient@good.test"];

/** An SMTP session in the clear: greeting, EHLO, the mails with MAIL, RCPT and DATA, QUIT. */
export function smtpConversation(session: SmtpSession): TcpConversation {
  const messages: Message[] = [
    line("server", "220 mx.test ESMTP"),
    line("client", "EHLO client.test"),
    line("server", "250-mx.test\r\n250-SIZE 33554432\r\n250 8BITMIME"),
  ];
  for (const mail of session.mails) {
    messages.push(line("client", `MAIL FROM:<${mail.sender ?? SENDER}>`), line("server", "250 2.1.0 Ok"));
    for (const recipient of mail.recipients ?? RECIPIENTS) {
      messages.push(line("client", `RCPT TO:<${recipient}>`), line("server", "250 2.1.5 Ok"));
    }
    messages.push(
      line("client", "DATA"),
      line("server", "354 End data with <CR><LF>.<CR><LF>"),
      { from: "client", bytes: mailData(mailMessage(mail)) },
      line("server", "250 2.0.0 Ok: queued"),
    );
  }
  messages.push(line("client", "QUIT"), line("server", "221 2.0.0 Bye"));
  return {
    transport: "tcp",
    messages,
    server: { port: PORT, ...session.server },
    ...(session.family === undefined ? {} : { family: session.family }),
    ...(session.client === undefined ? {} : { client: session.client }),
    ...(session.segmentSize === undefined ? {} : { segmentSize: session.segmentSize }),
  };
}

function line(from: Side, text: string): Message {
  return { from, bytes: new TextEncoder().encode(`${text}\r\n`) };
}

/** A message as DATA sends it: a dot more where a line begins with one (RFC 5321 section 4.5.2), and the dot that ends it. */
function mailData(message: Uint8Array): Uint8Array {
  // Latin-1 keeps bytes as they are.
  const text = Buffer.from(message).toString("latin1");
  return new Uint8Array(Buffer.from(`${text.replaceAll(/(^|\n)\./g, "$1..")}.\r\n`, "latin1"));
}
