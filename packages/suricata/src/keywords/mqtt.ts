import { type ArgumentForm, type DialectKeyword, integer, oneOf } from "@sigwright/rule-language/dialect";
import { bitFlags, flagList, numberOrName } from "../arguments/number-or-name.ts";
import { changedForm, numberKeyword, richNumber } from "./version-rows.ts";

const MESSAGE_TYPES = `
  unassigned connect connack publish puback pubrec pubrel pubcomp subscribe suback unsubscribe unsuback pingreq pingresp
  disconnect auth
`.trim().split(/\s+/);

const MESSAGE_TYPE: ArgumentForm = oneOf(MESSAGE_TYPES);

const CONNECT_FLAGS = ["username", "password", "will", "will_retain", "clean_session"];
const HEADER_FLAGS = ["dup", "retain"];

const MQTT = { protocol: "mqtt", value: "required" } as const;

/** Keywords on MQTT messages beside the sticky buffers. */
export const MQTT_KEYWORDS: readonly DialectKeyword[] = [
  ...changedForm(
    { name: "mqtt.type", ...MQTT, role: { kind: "matches-in", buffer: "mqtt.type" }, manual: "mqtt-keywords.html#mqtt-type" },
    MESSAGE_TYPE,
    numberOrName(richNumber(8), MESSAGE_TYPES, { negatable: true }),
  ),
  ...numberKeyword({ name: "mqtt.protocol_version", ...MQTT, role: { kind: "matches-in", buffer: "mqtt.protocol_version" }, manual: "mqtt-keywords.html#mqtt-protocol-version" }, 8),
  ...changedForm({ name: "mqtt.flags", ...MQTT, role: { kind: "matches-in", buffer: "mqtt.flags" }, manual: "mqtt-keywords.html#mqtt-flags" }, flagList(HEADER_FLAGS), bitFlags(HEADER_FLAGS)),
  { name: "mqtt.qos", ...MQTT, argument: integer({ max: 2 }), role: { kind: "matches-in", buffer: "mqtt.qos" }, manual: "mqtt-keywords.html#mqtt-qos" },
  ...changedForm({ name: "mqtt.reason_code", aliases: ["mqtt.connack.return_code"], ...MQTT, role: { kind: "matches-in", buffer: "mqtt.reason_code" }, manual: "mqtt-keywords.html#mqtt-reason-code" }, integer({ max: 255 }), richNumber(8)),
  ...changedForm(
    { name: "mqtt.connack.session_present", ...MQTT, role: { kind: "matches-in", buffer: "mqtt.connack.session_present" }, manual: "mqtt-keywords.html#mqtt-connack-session-present" },
    oneOf(["yes", "true", "no", "false"], { caseMatters: true }),
    integer({ max: 2 }),
  ),
  ...changedForm({ name: "mqtt.connect.flags", ...MQTT, role: { kind: "matches-in", buffer: "mqtt.connect.flags" }, manual: "mqtt-keywords.html#mqtt-connect-flags" }, flagList(CONNECT_FLAGS), bitFlags(CONNECT_FLAGS)),
];
