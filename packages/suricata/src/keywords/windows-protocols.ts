import { type DialectKeyword } from "@sigwright/rule-language/dialect";
import { dcerpcInterface, operationNumbers } from "../arguments/dcerpc.ts";
import { kerberosErrorCode, kerberosMessageType, ticketEncryption } from "../arguments/kerberos.ts";
import { changedForm } from "./version-rows.ts";

/** Keywords on DCERPC and Kerberos beside the sticky buffers. */
export const WINDOWS_KEYWORDS: readonly DialectKeyword[] = [
  ...changedForm({ name: "dcerpc.iface", aliases: ["dce_iface"], protocol: "dcerpc", value: "required", role: { kind: "matches-in", buffer: "dce_generic" }, manual: "dcerpc-keywords.html#dcerpc-iface" }, dcerpcInterface(), dcerpcInterface({ richer: true })),
  { name: "dcerpc.opnum", aliases: ["dce_opnum"], protocol: "dcerpc", value: "required", argument: operationNumbers, role: { kind: "matches-in", buffer: "dce_generic" }, manual: "dcerpc-keywords.html#dcerpc-opnum" },
  { name: "krb5_msg_type", protocol: "krb5", value: "required", argument: kerberosMessageType, role: { kind: "matches-in", buffer: "krb5_msg_type" }, manual: "kerberos-keywords.html#krb5-msg-type" },
  { name: "krb5_err_code", protocol: "krb5", value: "required", argument: kerberosErrorCode, role: { kind: "matches-in", buffer: "krb5_err_code" }, manual: "kerberos-keywords.html#krb5-err-code" },
  { name: "krb5.ticket_encryption", protocol: "krb5", value: "required", argument: ticketEncryption, role: { kind: "matches-in", buffer: "krb5_ticket_encryption" }, manual: "kerberos-keywords.html#krb5-ticket-encryption" },
];
