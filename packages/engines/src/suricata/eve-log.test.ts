import { expect, test } from "vitest";
import { readEveLog } from "./eve-log.ts";

test("reads alerts and anomalies, passes over other events, counts what is no JSON", () => {
  const flow = { src_ip: "10.0.0.1", src_port: 1, dest_ip: "10.0.0.2", dest_port: 2 };
  const alert = { gid: 1, signature_id: 7, rev: 2, signature: "a \u001b b" };
  const context = { key: { value: "x" } };
  const timestamp = "2026-01-01T00:00:00.004000+0000";
  const text = [
    JSON.stringify({ event_type: "alert", timestamp, proto: "TCP", ...flow, alert }),
    JSON.stringify({ event_type: "alert", timestamp, proto: "TCP", ...flow, alert: { ...alert, context } }),
    JSON.stringify({ event_type: "anomaly", ...flow, anomaly: { event: "tcp.pkt_too_small" } }),
    JSON.stringify({ event_type: "flow" }),
    "null",
    "{",
    "",
  ].join("\n");
  const source = { address: "10.0.0.1", port: 1 };
  const destination = { address: "10.0.0.2", port: 2 };
  const read = { gid: 1, sid: 7, rev: 2, message: String.raw`a \x1b b`, timestamp, protocol: "TCP", source, destination };
  expect(readEveLog(text)).toEqual({
    alerts: [read, { ...read, context }],
    anomalies: [{ event: "tcp.pkt_too_small", source, destination }],
    malformed: 2,
  });
});
