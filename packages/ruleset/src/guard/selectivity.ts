import type { ObservationKind } from "@sigwright/core";
import type { GuardTarget } from "./guard-target.ts";
import type { Selectivity } from "./guard.ts";

/** What is wrong with a value that does not mean one thing: what people call the fault, and the fault in words. */
export interface SelectivityFault {
  readonly entry: string;
  readonly what: string;
}

interface Limits {
  /** Below these lengths a text stands in harmless traffic, too. In UTF-16 code units. */
  readonly shortest: Readonly<Partial<Record<ObservationKind, number>>>;
  /** Prefixes of the widest networks that mean one thing. */
  readonly widest: { readonly ipv4: number; readonly ipv6: number };
}

/** IPv4 has 2^24 addresses in a /8, a provider of IPv6 has a /19. */
const USUAL: Limits = {
  shortest: {
    "host": 4,
    "email-subject": 6,
    "user-agent": 6,
    "mutex": 5,
    "registry-key": 8,
    "certificate-subject": 6,
    "certificate-serial": 8,
  },
  widest: { ipv4: 8, ipv6: 19 },
};

/** For rules that block: what they hit by mistake is gone. A customer has a /24, or a /48. */
const STRICT: Limits = {
  shortest: {
    "host": 6,
    "email-subject": 16,
    "user-agent": 16,
    "mutex": 8,
    "registry-key": 24,
    "certificate-subject": 12,
    "certificate-serial": 16,
  },
  widest: { ipv4: 24, ipv6: 48 },
};

/** Subjects that everybody writes, without what mail programs put before them. */
const EVERYDAY_SUBJECTS: ReadonlySet<string> = new Set(
  `account update, action required, agreement, attached, attachment, confirmation, contract, delivery, delivery notification,
  document, documents, fax, good morning, good news, hello, important, inquiry, invitation, invoice, invoice attached, meeting,
  message, new message, new order, newsletter, no subject, (no subject), notification, order, order confirmation,
  password reset, payment, payment advice, payment confirmation, photo, photos, please review, proposal, purchase order,
  question, quotation, receipt, reminder, remittance, report, request, request for quotation, scan, security alert, shipment,
  shipping, statement, test, test mail, thank you, thanks, update, urgent, voice message, voicemail, welcome, your invoice,
  your order, your receipt`
    .split(",")
    .map((subject) => subject.trim().replaceAll(/\s+/g, " ")),
);

/** Keys that programs of every sort write to. Source: Microsoft's documentation of the Run keys and of services. */
const EVERYDAY_KEYS: ReadonlySet<string> = new Set(
  ["hkey_local_machine", "hkey_current_user", "hklm", "hkcu"].flatMap((hive) =>
    [
      String.raw`software\microsoft\windows\currentversion\run`,
      String.raw`software\microsoft\windows\currentversion\runonce`,
      String.raw`software\microsoft\windows\currentversion\policies\explorer\run`,
      String.raw`software\microsoft\windows\currentversion\uninstall`,
      String.raw`software\microsoft\windows\currentversion\internet settings`,
      String.raw`software\microsoft\windows nt\currentversion\winlogon`,
      String.raw`system\currentcontrolset\services`,
      String.raw`software\classes`,
    ].map((key) => `${hive}\\${key}`),
  ),
);

/** Subjects that tools give a certificate when nobody says another. Source: the defaults of OpenSSL and of web servers. */
const EVERYDAY_CERTIFICATES: ReadonlySet<string> = new Set([
  "cn=localhost",
  "cn=example.com",
  "c=au, st=some-state, o=internet widgits pty ltd",
  "o=internet widgits pty ltd, st=some-state, c=au",
  "o=acme co",
]);

/** Says why a value does not mean one thing; `undefined` when it does. */
export function selectivityFault(target: GuardTarget, selectivity: Selectivity): SelectivityFault | undefined {
  const { kind, domain, addresses, prefix, literal, digests, shown } = target;
  const { shortest, widest } = selectivity === "strict" ? STRICT : USUAL;
  if (kind === "host" && domain !== undefined && !domain.includes(".")) {
    return { entry: "one label", what: `\`${shown}\` has one label only, so it means another host in each network` };
  }
  const text = kind === "host" ? domain : (literal ?? digests[0]);
  const least = shortest[kind];
  if (text !== undefined && least !== undefined && text.length < least) {
    return { entry: `shorter than ${least}`, what: `\`${shown}\` has ${text.length} characters, less than ${least}` };
  }
  const everyday = literal === undefined ? undefined : everydayFault(kind, literal);
  if (everyday !== undefined) return { entry: everyday, what: `\`${shown}\` is ${everyday}` };
  if (prefix === undefined || addresses === undefined) return undefined;
  const most = addresses.first.startsWith("4") ? widest.ipv4 : widest.ipv6;
  return prefix >= most ? undefined : { entry: `wider than /${most}`, what: `\`${shown}\` is wider than /${most}` };
}

function everydayFault(kind: ObservationKind, text: string): string | undefined {
  const lower = text.toLowerCase().trim();
  if (kind === "email-subject" && EVERYDAY_SUBJECTS.has(withoutReply(lower))) return "an everyday subject";
  if (kind === "registry-key" && EVERYDAY_KEYS.has(lower.replace(/\\+$/, ""))) return "a key that every program may write to";
  if (kind === "certificate-subject" && EVERYDAY_CERTIFICATES.has(lower.replaceAll(/ *, */g, ", "))) return "a subject that tools give by default";
  return undefined;
}

const REPLIES: readonly string[] = ["re:", "fw:", "fwd:", "aw:", "wg:"];

/** A subject without the marks of answers and forwards, and without what is at its end. */
function withoutReply(subject: string): string {
  let rest = subject;
  for (;;) {
    const mark = REPLIES.find((candidate) => rest.startsWith(candidate));
    if (mark === undefined) return rest.replace(/[!.?]$/, "");
    rest = rest.slice(mark.length).trimStart();
  }
}
