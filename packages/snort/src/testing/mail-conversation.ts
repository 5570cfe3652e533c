import type { Conversation } from "@sigwright/engines";

/** A message as it is sent over SMTP. */
export interface MailMessage {
  /** Address of the envelope. */
  readonly from?: string;
  readonly to?: string;
  /** Lines of the header, each with its line end; `Received` and `To` stand before them. */
  readonly headers?: string;
  readonly body?: string;
}

const ENCODER = new TextEncoder();

/** One SMTP session that sends messages one after another. */
export function smtpConversation(messages: readonly MailMessage[], segmentSize?: number): Conversation {
  const said: [side: "client" | "server", text: string][] = [["server", "220 mx.test ESMTP\r\n"], ["client", "EHLO a.test\r\n"], ["server", "250 mx.test\r\n"]];
  for (const { from = "a@good.test", to = "me@good.test", headers = "", body = "hello" } of messages) {
    said.push(
      ["client", `MAIL FROM:<${from}>\r\n`],
      ["server", "250 ok\r\n"],
      ["client", `RCPT TO:<${to}>\r\n`],
      ["server", "250 ok\r\n"],
      ["client", "DATA\r\n"],
      ["server", "354 go on\r\n"],
      ["client", `Received: by a.test\r\n\tfor b.test\r\nTo: me@good.test\r\n${headers}\r\n${body}\r\n.\r\n`],
      ["server", "250 ok\r\n"],
    );
  }
  said.push(["client", "QUIT\r\n"], ["server", "221 bye\r\n"]);
  return conversation(said, 25, segmentSize);
}

/** A message that is fetched over POP3. */
export function pop3Conversation({ headers = "", body = "hello" }: MailMessage): Conversation {
  return conversation(
    [
      ["server", "+OK ready\r\n"],
      ["client", "RETR 1\r\n"],
      ["server", `+OK 120 octets\r\nReceived: by a.test\r\n${headers}\r\n${body}\r\n.\r\n`],
      ["client", "QUIT\r\n"],
      ["server", "+OK bye\r\n"],
    ],
    110,
  );
}

function conversation(said: readonly (readonly [side: "client" | "server", text: string])[], port: number, segmentSize?: number): Conversation {
  return {
    transport: "tcp",
    server: { port },
    messages: said.map(([from, text]) => ({ from, bytes: ENCODER.encode(text) })),
    ...(segmentSize === undefined ? {} : { segmentSize }),
  };
}
