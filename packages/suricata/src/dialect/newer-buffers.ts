import type { DialectKeyword, FlowDirection, InspectionBuffer } from "@sigwright/rule-language/dialect";

/** A sticky buffer that came with 8.0; buffer and keyword have the same name. */
interface NewerBuffer {
  readonly name: string;
  readonly protocol: string;
  readonly direction: FlowDirection | "both";
  /** Every mention starts a new instance. */
  readonly multiple?: true;
  readonly manual?: string;
}

const SINCE = "8.0";

/**
 * The sticky buffers of 8.0 that 7.0 has not. Protocols, directions and instances were found by offering rules to
 * Suricata 8.0.8.
 */
const ROWS: readonly NewerBuffer[] = [
  { name: "dns.additionals.rrname", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html#dns-additionals-rrname" },
  { name: "dns.answer.name", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html" },
  { name: "dns.answers.rrname", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html#dns-answers-rrname" },
  { name: "dns.authorities.rrname", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html#dns-authorities-rrname" },
  { name: "dns.queries.rrname", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html#dns-queries-rrname" },
  { name: "dns.query.name", protocol: "dns", direction: "both", multiple: true, manual: "dns-keywords.html" },
  { name: "dns.response.rrname", protocol: "dns", direction: "to_client", multiple: true, manual: "dns-keywords.html#dns-response-rrname" },
  { name: "email.cc", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-cc" },
  { name: "email.date", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-date" },
  { name: "email.from", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-from" },
  { name: "email.message_id", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-message-id" },
  { name: "email.received", protocol: "smtp", direction: "to_server", multiple: true, manual: "email-keywords.html#email-received" },
  { name: "email.subject", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-subject" },
  { name: "email.to", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-to" },
  { name: "email.url", protocol: "smtp", direction: "to_server", multiple: true, manual: "email-keywords.html#email-url" },
  { name: "email.x_mailer", protocol: "smtp", direction: "to_server", manual: "email-keywords.html#email-x-mailer" },
  { name: "enip.product_name", protocol: "enip", direction: "both", manual: "enip-keyword.html#enip-product-name" },
  { name: "enip.service_name", protocol: "enip", direction: "both", manual: "enip-keyword.html#enip-service-name" },
  { name: "ftp.command", protocol: "ftp", direction: "to_server", manual: "ftp-keywords.html#ftp-command" },
  { name: "ftp.command_data", protocol: "ftp", direction: "to_server", manual: "ftp-keywords.html#ftp-command-data" },
  { name: "ftp.completion_code", protocol: "ftp", direction: "to_client", manual: "ftp-keywords.html#ftp-completion-code" },
  { name: "ftp.reply", protocol: "ftp", direction: "to_client", manual: "ftp-keywords.html#ftp-reply" },
  { name: "ldap.request.attribute_type", protocol: "ldap", direction: "to_server", multiple: true, manual: "ldap-keywords.html#ldap-request-attribute-type" },
  { name: "ldap.request.dn", protocol: "ldap", direction: "to_server", manual: "ldap-keywords.html#ldap-request-dn" },
  { name: "ldap.responses.attribute_type", protocol: "ldap", direction: "to_client", multiple: true, manual: "ldap-keywords.html#ldap-responses-attribute-type" },
  { name: "ldap.responses.dn", protocol: "ldap", direction: "to_client", multiple: true, manual: "ldap-keywords.html#ldap-responses-dn" },
  { name: "ldap.responses.message", protocol: "ldap", direction: "to_client", multiple: true, manual: "ldap-keywords.html#ldap-responses-message" },
  { name: "mdns.additionals.rrname", protocol: "mdns", direction: "both", multiple: true, manual: "mdns-keywords.html#mdns-additionals-rrname" },
  { name: "mdns.answers.rrname", protocol: "mdns", direction: "both", multiple: true, manual: "mdns-keywords.html#mdns-answers-rrname" },
  { name: "mdns.authorities.rrname", protocol: "mdns", direction: "both", multiple: true, manual: "mdns-keywords.html#mdns-authorities-rrname" },
  { name: "mdns.queries.rrname", protocol: "mdns", direction: "both", multiple: true, manual: "mdns-keywords.html#mdns-queries-rrname" },
  { name: "mdns.response.rrname", protocol: "mdns", direction: "to_server", multiple: true, manual: "mdns-keywords.html#mdns-response-rrname" },
  { name: "mqtt.connect.protocol_string", protocol: "mqtt", direction: "to_server", manual: "mqtt-keywords.html#mqtt-connect-protocol-string" },
  { name: "ntp.reference_id", protocol: "ntp", direction: "both", manual: "ntp-keywords.html#ntp-reference-id" },
  { name: "pgsql.query", protocol: "pgsql", direction: "to_server", manual: "pgsql-keywords.html#pgsql-query" },
  { name: "sdp.attribute", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-attribute" },
  { name: "sdp.bandwidth", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-bandwidth" },
  { name: "sdp.connection_data", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-connection-data" },
  { name: "sdp.email", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-email" },
  { name: "sdp.encryption_key", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-encryption-key" },
  { name: "sdp.media.connection_data", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-media-connection-data" },
  { name: "sdp.media.encryption_key", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-media-encryption-key" },
  { name: "sdp.media.media", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-media-media" },
  { name: "sdp.media.media_info", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html" },
  { name: "sdp.origin", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-origin" },
  { name: "sdp.phone_number", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-phone-number" },
  { name: "sdp.repeat_time", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-repeat-time" },
  { name: "sdp.session_info", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-session-info" },
  { name: "sdp.session_name", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-session-name" },
  { name: "sdp.time", protocol: "sip", direction: "both", multiple: true, manual: "sdp-keywords.html#sdp-time" },
  { name: "sdp.timezone", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-timezone" },
  { name: "sdp.uri", protocol: "sip", direction: "both", manual: "sdp-keywords.html#sdp-uri" },
  { name: "sip.content_length", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-content-length" },
  { name: "sip.content_type", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-content-type" },
  { name: "sip.from", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-from" },
  { name: "sip.to", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-to" },
  { name: "sip.user_agent", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-user-agent" },
  { name: "sip.via", protocol: "sip", direction: "both", multiple: true, manual: "sip-keywords.html#sip-via" },
  { name: "smtp.helo", protocol: "smtp", direction: "to_server", manual: "smtp-keywords.html#smtp-helo" },
  { name: "smtp.mail_from", protocol: "smtp", direction: "to_server", manual: "smtp-keywords.html#smtp-mail-from" },
  { name: "smtp.rcpt_to", protocol: "smtp", direction: "to_server", multiple: true, manual: "smtp-keywords.html#smtp-rcpt-to" },
  { name: "tls.alpn", protocol: "tls", direction: "both", multiple: true, manual: "tls-keywords.html#tls-alpn" },
  { name: "tls.subjectaltname", protocol: "tls", direction: "to_client", multiple: true, manual: "tls-keywords.html#tls-subjectaltname" },
  { name: "websocket.payload", protocol: "websocket", direction: "both", manual: "websocket-keywords.html#websocket-payload" },
];

/** Protocols whose traffic is inspected for a keyword of a protocol beside its own. */
const ALSO_INSPECTED: Readonly<Record<string, readonly string[]>> = { dns: ["doh2"] };

/** The inspection buffers of 8.0 that 7.0 has not. */
export const NEWER_BUFFERS: readonly InspectionBuffer[] = ROWS.map(({ name, protocol, direction, multiple }) => ({
  name,
  keyword: name,
  kind: "transaction",
  since: SINCE,
  fastPattern: true,
  inspections: [protocol, ...(ALSO_INSPECTED[protocol] ?? [])].flatMap((inspected) =>
    directionsOf(direction).map((each) => ({ protocol: inspected, direction: each })),
  ),
  ...(multiple === undefined ? {} : { multiple }),
}));

/** The keywords that select them. */
export const NEWER_STICKY_BUFFERS: readonly DialectKeyword[] = ROWS.map(({ name, protocol, manual }) => ({
  name,
  since: SINCE,
  value: "none",
  protocol,
  role: { kind: "selects", buffer: name },
  ...(manual === undefined ? {} : { manual }),
}));

function directionsOf(direction: NewerBuffer["direction"]): readonly FlowDirection[] {
  return direction === "both" ? ["to_server", "to_client"] : [direction];
}
