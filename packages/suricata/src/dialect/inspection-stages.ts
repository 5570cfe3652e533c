/** The stages of a transaction at which buffers are inspected; rules hooked to another stage can't use them. */
interface InspectionStage {
  readonly protocol: string;
  /** The hooks that rules with the buffers can have, with blanks between them. */
  readonly hooks: string;
  /** Names of buffers and lists with white space between them. */
  readonly buffers: string;
}

/** Each keyword was offered to Suricata 8.0.8 behind each hook of its protocol. */
const STAGES: readonly InspectionStage[] = [
  { protocol: "dcerpc", hooks: "request_started response_started", buffers: `dce_generic dce_stub_data` },
  { protocol: "dhcp", hooks: "request_started response_started", buffers: `
    dhcp.leasetime dhcp.rebinding-time dhcp.renewal-time
  ` },
  { protocol: "dnp3", hooks: "request_started response_started", buffers: `dnp3 dnp3_data` },
  { protocol: "dns", hooks: "request_complete", buffers: `dns_query` },
  { protocol: "dns", hooks: "request_complete response_complete", buffers: `
    dns.additionals.rrname dns.answer.name dns.answers.rrname dns.authorities.rrname dns.queries.rrname
    dns.query.name
  ` },
  { protocol: "dns", hooks: "request_started response_started", buffers: `dns.opcode dns.rcode dns.rrtype` },
  { protocol: "dns", hooks: "response_complete", buffers: `dns.response.rrname` },
  { protocol: "doh2", hooks: "", buffers: `
    dns.additionals.rrname dns.answer.name dns.answers.rrname dns.authorities.rrname dns.queries.rrname
    dns.query.name dns.response.rrname dns_query file.magic file.name file_data files http.location http.server
    http2_header_name http_accept http_accept_enc http_accept_lang http_client_body http_connection http_content_len
    http_content_type http_cookie http_header http_header_names http_host http_method http_protocol http_raw_host
    http_raw_uri http_referer http_request_header http_request_line http_response_header http_response_line
    http_stat_code http_stat_msg http_uri http_user_agent
  ` },
  { protocol: "doh2", hooks: "request_started response_started", buffers: `dns.opcode dns.rcode dns.rrtype http2` },
  { protocol: "enip", hooks: "request_started response_started", buffers: `
    cip enip enip.capabilities enip.cip_attribute enip.cip_class enip.cip_extendedstatus enip.cip_instance
    enip.cip_status enip.device_type enip.identity_status enip.product_code enip.product_name enip.protocol_version
    enip.revision enip.serial enip.service_name enip.state enip.status enip.vendor_id
  ` },
  { protocol: "ftp-data", hooks: "request_started response_started", buffers: `
    file.magic file.name file_data files ftpdata_command
  ` },
  { protocol: "ftp", hooks: "request_complete", buffers: `ftp.command ftp.command_data ftp_request` },
  { protocol: "ftp", hooks: "request_complete response_complete", buffers: `ftp.dynamic_port ftp.mode` },
  { protocol: "ftp", hooks: "response_complete", buffers: `ftp.completion_code ftp.reply` },
  { protocol: "ftp", hooks: "response_started", buffers: `ftp.reply_received` },
  { protocol: "http1", hooks: "request_body", buffers: `http_client_body` },
  { protocol: "http1", hooks: "request_body response_body", buffers: `file.magic file.name file_data files` },
  { protocol: "http1", hooks: "request_headers", buffers: `
    http_accept http_accept_enc http_accept_lang http_host http_raw_host http_referer http_request_header
    http_user_agent
  ` },
  { protocol: "http1", hooks: "request_headers response_headers", buffers: `
    http_connection http_content_len http_content_type http_cookie http_header http_header_names http_start
  ` },
  { protocol: "http1", hooks: "request_line", buffers: `http_method http_raw_uri http_request_line http_uri` },
  { protocol: "http1", hooks: "request_line response_line", buffers: `http_protocol` },
  { protocol: "http1", hooks: "response_headers", buffers: `http.location http.server http_response_header` },
  { protocol: "http1", hooks: "response_line", buffers: `http_response_line http_stat_code http_stat_msg` },
  { protocol: "http2", hooks: "", buffers: `
    file.magic file_data files http.location http.server http2_header_name http_accept http_accept_enc
    http_accept_lang http_client_body http_connection http_content_len http_content_type http_cookie http_header
    http_header_names http_host http_method http_protocol http_raw_host http_raw_uri http_referer
    http_request_header http_request_line http_response_header http_response_line http_stat_code http_stat_msg
    http_uri http_user_agent
  ` },
  { protocol: "http2", hooks: "request_started response_started", buffers: `http2` },
  { protocol: "http", hooks: "", buffers: `http2_header_name http_start` },
  { protocol: "ike", hooks: "request_complete", buffers: `ike.init_spi ike.vendor` },
  { protocol: "ike", hooks: "request_complete response_complete", buffers: `
    ike.exchtype ike.key_exchange_payload ike.key_exchange_payload_length ike.nonce_payload ike.nonce_payload_length
  ` },
  { protocol: "ike", hooks: "response_complete", buffers: `ike.chosen_sa_attribute ike.resp_spi` },
  { protocol: "krb5", hooks: "request_started response_started", buffers: `krb5_err_code krb5_msg_type` },
  { protocol: "krb5", hooks: "response_complete", buffers: `krb5_cname krb5_sname` },
  { protocol: "krb5", hooks: "response_started", buffers: `krb5_ticket_encryption` },
  { protocol: "ldap", hooks: "request_started", buffers: `
    ldap.request.attribute_type ldap.request.dn ldap.request.operation
  ` },
  { protocol: "ldap", hooks: "response_started", buffers: `
    ldap.responses.attribute_type ldap.responses.count ldap.responses.dn ldap.responses.message
    ldap.responses.operation ldap.responses.result_code
  ` },
  { protocol: "mdns", hooks: "request_complete", buffers: `mdns.response.rrname` },
  { protocol: "mdns", hooks: "request_complete response_complete", buffers: `
    mdns.additionals.rrname mdns.answers.rrname mdns.authorities.rrname mdns.queries.rrname
  ` },
  { protocol: "modbus", hooks: "request_started", buffers: `modbus` },
  { protocol: "mqtt", hooks: "request_started", buffers: `
    mqtt.connect.clientid mqtt.connect.flags mqtt.connect.password mqtt.connect.protocol_string
    mqtt.connect.username mqtt.connect.willmessage mqtt.connect.willtopic mqtt.flags mqtt.protocol_version mqtt.qos
    mqtt.subscribe.topic mqtt.unsubscribe.topic
  ` },
  { protocol: "mqtt", hooks: "request_started response_started", buffers: `
    mqtt.publish.message mqtt.publish.topic mqtt.reason_code mqtt.type
  ` },
  { protocol: "mqtt", hooks: "response_started", buffers: `mqtt.connack.session_present` },
  { protocol: "nfs", hooks: "request_started", buffers: `nfs_request` },
  { protocol: "nfs", hooks: "request_started response_started", buffers: `file.magic file.name file_data files` },
  { protocol: "ntp", hooks: "request_complete response_complete", buffers: `
    ntp.mode ntp.reference_id ntp.stratum ntp.version
  ` },
  { protocol: "pgsql", hooks: "request_started", buffers: `pgsql.query` },
  { protocol: "quic", hooks: "request_complete", buffers: `
    ja3.hash ja3.string ja4.hash quic.cyu.hash quic.cyu.string quic_sni quic_ua
  ` },
  { protocol: "quic", hooks: "request_complete response_complete", buffers: `quic_version` },
  { protocol: "quic", hooks: "response_complete", buffers: `ja3s.hash ja3s.string` },
  { protocol: "rfb", hooks: "request_started", buffers: `rfb.sectype` },
  { protocol: "rfb", hooks: "response_started", buffers: `rfb.name rfb.secresult` },
  { protocol: "sip", hooks: "request_started", buffers: `sip.method sip.request_line sip.uri` },
  { protocol: "sip", hooks: "request_started response_started", buffers: `
    sdp.attribute sdp.bandwidth sdp.connection_data sdp.email sdp.encryption_key sdp.media.connection_data
    sdp.media.encryption_key sdp.media.media sdp.media.media_info sdp.origin sdp.phone_number sdp.repeat_time
    sdp.session_info sdp.session_name sdp.time sdp.timezone sdp.uri sip.content_length sip.content_type sip.from
    sip.protocol sip.to sip.user_agent sip.via
  ` },
  { protocol: "sip", hooks: "response_started", buffers: `sip.response_line sip.stat_code sip.stat_msg` },
  { protocol: "smb", hooks: "request_started", buffers: `
    smb_named_pipe smb_ntlmssp_user smb_ntlmssp_domain smb_share
  ` },
  { protocol: "smb", hooks: "request_started response_started", buffers: `
    dce_generic dce_stub_data file.magic file.name file_data files smb.version
  ` },
  { protocol: "smtp", hooks: "request_data", buffers: `
    email.cc email.date email.from email.message_id email.received email.subject email.to email.url email.x_mailer
    file.magic file.name file_data files
  ` },
  { protocol: "smtp", hooks: "request_started", buffers: `smtp.helo smtp.mail_from smtp.rcpt_to` },
  { protocol: "snmp", hooks: "request_complete response_complete", buffers: `
    snmp.community snmp.pdu_type snmp.trap_type snmp.usm snmp.version
  ` },
  { protocol: "ssh", hooks: "request_banner_done", buffers: `ssh.hassh ssh.hassh.string` },
  { protocol: "ssh", hooks: "request_banner_done response_banner_done", buffers: `ssh.proto ssh_software` },
  { protocol: "ssh", hooks: "response_banner_done", buffers: `ssh.hassh.server ssh.hassh.server.string` },
  { protocol: "tls", hooks: "client_cert_done server_cert_done", buffers: `
    tls.cert_fingerprint tls.cert_issuer tls.cert_serial tls.cert_subject tls.certs tls_cert
  ` },
  { protocol: "tls", hooks: "client_hello_done", buffers: `ja3.hash ja3.string ja4.hash tls.sni` },
  { protocol: "tls", hooks: "client_hello_done server_hello", buffers: `tls.alpn tls.random_bytes tls.random_time` },
  { protocol: "tls", hooks: "request_started client_in_progress response_started server_in_progress", buffers: `
    tls.random tls_generic
  ` },
  { protocol: "tls", hooks: "server_cert_done", buffers: `tls.subjectaltname tls_validity` },
  { protocol: "tls", hooks: "server_hello", buffers: `ja3s.hash ja3s.string` },
  { protocol: "websocket", hooks: "request_started response_started", buffers: `
    websocket.flags websocket.mask websocket.opcode websocket.payload
  ` },
];

/** The hooks at which a buffer is inspected, by protocol and buffer; a buffer that is missing goes with every hook. */
export function inspectionStages(): ReadonlyMap<string, readonly string[]> {
  const stages = new Map<string, readonly string[]>();
  for (const { protocol, hooks, buffers } of STAGES) {
    const known = hooks === "" ? [] : hooks.split(" ");
    for (const buffer of buffers.trim().split(/\s+/)) stages.set(stageKey(protocol, buffer), known);
  }
  return stages;
}

/** Key of a buffer of a protocol in {@link inspectionStages}. */
export function stageKey(protocol: string, buffer: string): string {
  return `${protocol}/${buffer}`;
}
