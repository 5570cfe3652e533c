import { describe, expect, test } from "vitest";
import { addressDetection, type MailVariant, subjectDetection } from "./mail.ts";

const ADDRESS = "bad+x@evil.example";

/** The expression of some detection options, as one of this language. */
function expressionOf(options: string): RegExp {
  const [, source = "", flags = ""] = /pcre:"\/(.*)\/(i?)"/.exec(options) ?? [];
  // Possessive quantifiers are not known here and change nothing but time; `(?i:)` is spelled out.
  return new RegExp(source.replaceAll(/([*+])\+/g, "$1").replace("(?i:Subject)", "[Ss][Uu][Bb][Jj][Ee][Cc][Tt]"), flags);
}

describe("in 8.0 the envelope and From have keywords", () => {
  test.each<[MailVariant, string]>([
    ["mail-from", 'smtp.mail_from; bsize:20; content:"<bad+x@evil.example>"; nocase;'],
    ["rcpt-to", 'smtp.rcpt_to; bsize:20; content:"<bad+x@evil.example>"; nocase;'],
  ])("%s", (variant, options) => {
    expect(addressDetection(ADDRESS, variant, "8.0")).toBe(options);
  });

  test("from", () => {
    expect(addressDetection(ADDRESS, "from", "8.0")).toMatch(/^email\.from; content:"bad\+x@evil\.example"; nocase; fast_pattern; pcre:/);
  });
});

test("an address longer than one content goes on in the next", () => {
  const options = addressDetection(`${"l".repeat(64)}@${"d".repeat(250)}`, "reply-to", "7.0");
  expect(options).toMatch(/^content:"[^"]{255}"; nocase; fast_pattern; content:"d{60}"; nocase; distance:0; within:60; pcre:/);
});

describe("in 7.0 the stream is looked at", () => {
  test.each<[MailVariant, boolean, string]>([
    ["mail-from", true, "EHLO x\r\nMAIL FROM:<bad+x@evil.example>\r\n"],
    ["mail-from", true, "EHLO x\r\nAUTH LOGIN\r\ndXNlcg==\r\nmail from: <BAD+x@evil.example> SIZE=1\r\n"],
    ["mail-from", true, "a line of text\r\n.\r\nMAIL FROM:<bad+x@evil.example>\r\n"],
    ["mail-from", false, "a\r\na line of text\r\nMAIL FROM:<bad+x@evil.example>\r\n"],
    ["mail-from", false, "EHLO x\r\nMAIL FROM:<xbad+x@evil.example>\r\n"],
    ["rcpt-to", true, "MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nRCPT TO:<bad+x@evil.example>\r\n"],
    ["rcpt-to", false, "MAIL FROM:<bad+x@evil.example>\r\n"],
    ["from", true, "DATA\r\nReceived: from a\r\n\tby b\r\nFrom: <bad+x@evil.example>\r\n"],
    ["from", true, 'o: half a line\r\nFrom: "Some One"\r\n <bad+x@evil.example>\r\n'],
    ["from", true, "FROM:bad+x@evil.example\r\n"],
    ["from", false, "To: a\r\n\r\nFrom: bad+x@evil.example\r\n"],
    ["from", false, "a\r\nHe wrote this.\r\nFrom: bad+x@evil.example\r\n"],
    ["from", false, "From: a\r\nTo: bad+x@evil.example\r\n"],
    ["from", false, "X-From: bad+x@evil.example\r\n"],
    ["from", false, "From: bad+x@evil.example.org\r\n"],
    ["from", false, "From: badAx@evil.example\r\n"],
    ["reply-to", true, "From: a\r\nReply-To: bad+x@evil.example\r\n"],
    ["reply-to", true, "Sender: bad+x@evil.example\r\n"],
    ["to", true, "Subject: x\r\nCc: a@b.c, bad+x@evil.example\r\n"],
  ])("%s: %s of %j", (variant, expected, stream) => {
    expect(expressionOf(addressDetection(ADDRESS, variant, "7.0")).test(stream)).toBe(expected);
  });
});

describe("a subject", () => {
  test.each<[boolean, string]>([
    [true, "Subject: Your invoice 1\r\nTo: a\r\n"],
    [true, "subject:Your\r\n invoice 1 \r\n"],
    [true, "Subject:\r\n Your invoice\r\n\t1\r\n"],
    [false, "Subject: your invoice 1\r\n"],
    [false, "Subject: Your invoice 1\r\n 2\r\n"],
    [false, "Subject: Your invoice 12\r\n"],
    [false, "Subject: Re: Your invoice 1\r\n"],
    [false, "To: a\r\n\r\nSubject: Your invoice 1\r\n"],
  ])("%s for %j", (expected, stream) => {
    expect(expressionOf(subjectDetection("Your invoice 1")).test(stream)).toBe(expected);
  });

  test("of short words only is found by the name of the field first", () => {
    expect(subjectDetection("Hi to me")).toMatch(/^content:"subject"; nocase; fast_pattern; pcre:/);
    expect(subjectDetection("Your invoice")).toMatch(/^content:"invoice"; fast_pattern; pcre:/);
  });
});
