import { holdsFor, type VersionRange } from "@sigwright/rule-language/dialect";

/** Events that the parser of one application protocol raises. */
interface EventNames extends VersionRange {
  readonly protocol: string;
  /** The transports whose parser has them; a rule that is for TCP and UDP is looked up under TCP. */
  readonly transports: readonly Transport[];
  /** Whether the engine finds them in any case. */
  readonly ignoresCase?: true;
  /** Names with white space between them. */
  readonly names: string;
}

/** A transport that application protocols are parsed on. */
export type Transport = "tcp" | "udp";

/**
 * The names that `app-layer-event` takes behind a protocol and a dot. Each was offered to Suricata 7.0.10 and 8.0.8 for
 * each protocol, over TCP and over UDP.
 */
const EVENT_NAMES: readonly EventNames[] = [
  { protocol: "bittorrent-dht", transports: ["udp"], names: `
    malformed_packet
  ` },
  { protocol: "dhcp", transports: ["udp"], names: `
    malformed_options truncated_options
  ` },
  { protocol: "dnp3", transports: ["tcp"], ignoresCase: true, names: `
    bad_link_crc bad_transport_crc flooded len_too_small malformed unknown_object
  ` },
  { protocol: "dnp3", transports: ["tcp"], ignoresCase: true, since: "8.0", names: `
    too_long_reassembly too_many_objects too_many_points
  ` },
  { protocol: "dns", transports: ["tcp", "udp"], names: `
    infinite_loop invalid_opcode malformed_data name_too_long not_request not_response too_many_labels z_flag_set
  ` },
  { protocol: "dns", transports: ["tcp", "udp"], since: "8.0", names: `
    invalid_additionals invalid_authorities
  ` },
  { protocol: "doh2", transports: ["tcp"], since: "8.0", names: `
    authority_host_mismatch compression_bomb continuation_without_headers data_stream_zero dns_request_too_long
    dns_response_too_long extra_header_data failed_decompression header_integer_overflow header_table_overflow
    invalid_client_magic invalid_frame_data invalid_frame_header invalid_frame_length invalid_header
    invalid_http1_settings invalid_range long_frame_data reassembly_limit_reached stream_id_reuse
    too_long_repeated_headers too_many_frames too_many_streams userinfo_in_uri
  ` },
  { protocol: "enip", transports: ["tcp", "udp"], since: "8.0", names: `
    invalid_pdu too_many_transactions
  ` },
  { protocol: "ftp", transports: ["tcp"], names: `
    request_command_too_long response_command_too_long
  ` },
  { protocol: "ftp", transports: ["tcp"], since: "8.0", names: `
    file_before_port file_without_name too_many_preliminary_responses too_many_transactions
  ` },
  { protocol: "http1", transports: ["tcp"], ignoresCase: true, names: `
    100_continue_already_seen abnormal_ce_header compression_bomb double_encoded_uri
    duplicate_content_length_field_in_request duplicate_content_length_field_in_response failed_protocol_change
    file_name_too_long gzip_decompression_failed host_header_ambiguous invalid_authority_port
    invalid_content_length_field_in_request invalid_content_length_field_in_response invalid_request_chunk_len
    invalid_request_field_folding invalid_response_chunk_len invalid_response_field_folding
    invalid_server_port_in_request invalid_transfer_encoding_value_in_request
    invalid_transfer_encoding_value_in_response lzma_memlimit_reached method_delim_non_compliant
    missing_host_header multipart_generic_error multipart_invalid_header multipart_no_filedata range_invalid
    request_auth_unrecognized request_body_unexpected request_chunk_extension request_field_missing_colon
    request_field_too_long request_header_host_invalid request_header_invalid request_header_repetition
    request_line_incomplete request_line_invalid request_line_leading_whitespace
    request_server_port_tcp_port_mismatch request_too_many_headers request_uri_host_invalid
    response_abnormal_transfer_encoding response_chunked_old_proto response_field_missing_colon
    response_field_too_long response_header_invalid response_header_repetition response_invalid_protocol
    response_invalid_status response_multipart_byteranges response_too_many_headers too_many_encoding_layers
    too_many_warnings unable_to_match_response_to_request unknown_error uri_delim_non_compliant
  ` },
  { protocol: "http1", transports: ["tcp"], ignoresCase: true, since: "8.0", names: `
    compression_bomb_double_lzma compression_bomb_limit_reached connection_already_open
    content_length_extra_data_end content_length_extra_data_start deformed_eol invalid_content_encoding invalid_gap
    lzma_decompression_disabled missing_inbound_transaction_data missing_outbound_transaction_data
    parser_state_error protocol_contains_extra_data request_body_data_callback_error request_invalid_empty_name
    request_invalid_lws_after_name request_line_missing_protocol request_line_unknown_method
    request_line_unknown_method_invalid_protocol request_line_unknown_method_no_protocol
    request_too_many_lzma_layers response_body_internal_error response_body_unexpected response_chunk_extension
    response_header_name_not_token response_invalid_empty_name response_invalid_lws_after_name
    response_line_invalid_protocol response_line_invalid_response_status response_too_many_lzma_layers
    switching_proto_with_content_length zero_length_data_chunks
  ` },
  { protocol: "http2", transports: ["tcp"], names: `
    authority_host_mismatch extra_header_data failed_decompression header_integer_overflow invalid_client_magic
    invalid_frame_data invalid_frame_header invalid_frame_length invalid_header invalid_http1_settings
    invalid_range long_frame_data reassembly_limit_reached stream_id_reuse too_many_streams userinfo_in_uri
  ` },
  { protocol: "http2", transports: ["tcp"], since: "8.0", names: `
    compression_bomb continuation_without_headers data_stream_zero dns_request_too_long dns_response_too_long
    header_table_overflow too_long_repeated_headers too_many_frames
  ` },
  { protocol: "ike", transports: ["udp"], names: `
    invalid_proposal malformed_data multiple_server_proposal no_encryption payload_extra_data unknown_proposal
    weak_crypto_auth weak_crypto_dh weak_crypto_enc weak_crypto_no_auth weak_crypto_no_dh weak_crypto_prf
  ` },
  { protocol: "krb5", transports: ["tcp", "udp"], names: `
    malformed_data weak_encryption
  ` },
  { protocol: "ldap", transports: ["tcp", "udp"], since: "8.0", names: `
    incomplete_data invalid_data request_not_found too_many_responses too_many_transactions
  ` },
  { protocol: "mdns", transports: ["udp"], since: "8.0", names: `
    infinite_loop invalid_additionals invalid_authorities invalid_opcode malformed_data name_too_long not_request
    not_response too_many_labels z_flag_set
  ` },
  { protocol: "modbus", transports: ["tcp"], names: `
    flooded invalid_exception_code invalid_function_code invalid_length invalid_protocol_id invalid_value
    unsolicited_response value_mismatch
  ` },
  { protocol: "mqtt", transports: ["tcp"], names: `
    double_connect invalid_qos_level malformed_traffic missing_connect missing_msg_id missing_publish
    missing_subscribe missing_unsubscribe too_many_transactions unassigned_msg_type unintroduced_message
  ` },
  { protocol: "mqtt", transports: ["tcp"], since: "8.0", names: `
    too_many_messages too_many_properties
  ` },
  { protocol: "nfs", transports: ["tcp", "udp"], names: `
    malformed_data non_existing_version too_many_transactions unsupported_version
  ` },
  { protocol: "nfs", transports: ["tcp", "udp"], since: "8.0", names: `
    read_queue_cnt_exceeded read_queue_size_exceeded read_response_too_large truncated_file_data
    write_queue_cnt_exceeded write_queue_size_exceeded write_request_too_large
  ` },
  { protocol: "ntp", transports: ["udp"], names: `
    malformed_data unsolicited_response
  ` },
  { protocol: "ntp", transports: ["udp"], until: "8.0", names: `
    not_request not_response
  ` },
  { protocol: "pgsql", transports: ["tcp"], since: "8.0", names: `
    invalid_length malformed_request malformed_response too_many_responses too_many_transactions
  ` },
  { protocol: "pop3", transports: ["tcp"], since: "8.0", names: `
    incorrect_argument_count request_too_long response_too_long too_many_transactions unknown_command
  ` },
  { protocol: "quic", transports: ["udp"], names: `
    crypto_frag_too_long error_on_data error_on_header failed_decrypt
  ` },
  { protocol: "rfb", transports: ["tcp"], names: `
    confused_state malformed_message unimplemented_security_type unknown_security_result
  ` },
  { protocol: "rfb", transports: ["tcp"], since: "8.0", names: `
    too_long_string
  ` },
  { protocol: "sip", transports: ["udp"], until: "8.0", names: `
    incomplete_data invalid_data
  ` },
  { protocol: "sip", transports: ["tcp", "udp"], since: "8.0", names: `
    headers_too_long incomplete_data invalid_data
  ` },
  { protocol: "smb", transports: ["tcp"], names: `
    duplicate_negotiate file_overlap internal_error malformed_data malformed_ntlmssp_request
    malformed_ntlmssp_response negotiate_malformed_dialects negotiate_max_read_size_too_large
    negotiate_max_write_size_too_large read_queue_cnt_exceeded read_queue_size_exceeded read_request_too_large
    read_response_too_large record_overflow request_to_client response_to_server too_many_transactions
    unusual_ntlmssp_order write_queue_cnt_exceeded write_queue_size_exceeded write_request_too_large
  ` },
  { protocol: "smb", transports: ["tcp"], since: "8.0", names: `
    truncated_file_data
  ` },
  { protocol: "smtp", transports: ["tcp"], ignoresCase: true, names: `
    bdat_chunk_len_exceeded data_command_rejected duplicate_fields failed_protocol_change
    invalid_pipelined_sequence invalid_reply max_command_line_len_exceeded max_reply_line_len_exceeded
    mime_invalid_base64 mime_invalid_qp mime_long_boundary mime_long_enc_line mime_long_filename
    mime_long_header_name mime_long_header_value mime_long_line mime_parse_failed no_server_welcome_message
    tls_rejected truncated_line unable_to_match_reply_with_request unparsable_content
  ` },
  { protocol: "smtp", transports: ["tcp"], ignoresCase: true, until: "8.0", names: `
    mime_malformed_msg
  ` },
  { protocol: "smtp", transports: ["tcp"], since: "8.0", names: `
    invalid_bdat
  ` },
  { protocol: "snmp", transports: ["udp"], names: `
    malformed_data unknown_security_model version_mismatch
  ` },
  { protocol: "ssh", transports: ["tcp"], names: `
    invalid_banner invalid_record long_banner long_kex_record
  ` },
  { protocol: "tls", transports: ["tcp"], ignoresCase: true, names: `
    certificate_invalid_algorithmidentifier certificate_invalid_date certificate_invalid_der
    certificate_invalid_extensions certificate_invalid_issuer certificate_invalid_length certificate_invalid_serial
    certificate_invalid_subject certificate_invalid_validity certificate_invalid_version
    certificate_invalid_x509name dataleak_heartbeat_mismatch error_message_encountered handshake_invalid_length
    heartbeat_message invalid_certificate invalid_handshake_message invalid_heartbeat_message invalid_record_length
    invalid_record_type invalid_record_version invalid_sni_length invalid_sni_type invalid_ssl_record
    invalid_sslv2_header invalid_tls_header multiple_sni_extensions overflow_heartbeat_message
    too_many_records_in_packet
  ` },
  { protocol: "tls", transports: ["tcp"], ignoresCase: true, since: "8.0", names: `
    invalid_alert_message too_many_subject_alternative_names
  ` },
  { protocol: "websocket", transports: ["tcp"], since: "8.0", names: `
    reassembly_limit_reached skip_end_of_payload
  ` },
];

/** Events of packets, raised while the protocol is being detected: names without a protocol, in any case. */
const PACKET_EVENT_NAMES: readonly string[] = [
  "applayer_mismatch_protocol_both_directions",
  "applayer_wrong_direction_first_data",
  "applayer_detect_protocol_only_one_direction",
  "applayer_proto_detection_skipped",
  "applayer_no_tls_after_starttls",
  "applayer_unexpected_protocol",
];

/** Events that were taken once and that both versions refuse to look for. */
const OUTDATED_EVENTS: ReadonlySet<string> = new Set([
  "tls.certificate_missing_element",
  "tls.certificate_unknown_element",
  "tls.certificate_invalid_string",
]);

/** The events of one version of the engine, ready for look-ups. */
export interface EventTable {
  isPacketEvent(name: string): boolean;
  readonly packetEvents: readonly string[];
  /** Events that the protocol's parser over a transport raises. */
  eventsOf(protocol: string, transport: Transport): readonly string[];
  isEvent(protocol: string, transport: Transport, name: string): boolean;
  isOutdated(name: string): boolean;
}

/** The events of a version. */
export function eventTable(version: string): EventTable {
  const known = new Map<string, { readonly ignoresCase: boolean; readonly names: Set<string> }>();
  for (const { protocol, transports, ignoresCase = false, names, ...range } of EVENT_NAMES) {
    if (!holdsFor(range, version)) continue;
    for (const transport of transports) {
      const key = `${protocol}/${transport}`;
      const events = known.get(key) ?? { ignoresCase, names: new Set() };
      for (const name of names.trim().split(/\s+/)) events.names.add(name);
      known.set(key, events);
    }
  }
  return {
    isPacketEvent: (name) => PACKET_EVENT_NAMES.includes(name.toLowerCase()),
    packetEvents: PACKET_EVENT_NAMES,
    eventsOf: (protocol, transport) => [...(known.get(`${protocol}/${transport}`)?.names ?? [])],
    isEvent: (protocol, transport, name) => {
      const events = known.get(`${protocol}/${transport}`);
      return events !== undefined && events.names.has(events.ignoresCase ? name.toLowerCase() : name);
    },
    isOutdated: (name) => OUTDATED_EVENTS.has(name),
  };
}
