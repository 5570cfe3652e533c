import type { FlowDirection, Inspection, InspectionBuffer } from "@sigwright/rule-language/dialect";
import { SURICATA_PROTOCOLS } from "./protocols.ts";

const BOTH_WAYS: readonly FlowDirection[] = ["to_server", "to_client"];

/** Files of mail go to the server only; the other protocols carry them both ways. */
const FILE_INSPECTIONS: readonly Inspection[] = [
  { protocol: "smtp", direction: "to_server" },
  ...["http1", "http2", "doh2", "ftp-data", "nfs", "smb"].flatMap((protocol) => BOTH_WAYS.map((direction) => ({ protocol, direction }))),
];

const ALL_INSPECTIONS: readonly Inspection[] = SURICATA_PROTOCOLS.flatMap(({ name }) => BOTH_WAYS.map((direction) => ({ protocol: name, direction })));

/** What is inspected in many protocols: files, and events of their parsers. */
export const SHARED_BUFFERS: readonly InspectionBuffer[] = [
  { name: "file_data", keyword: "file.data", kind: "transaction", inspections: FILE_INSPECTIONS, multiple: true, fastPattern: true },
  { name: "file.name", keyword: "file.name", kind: "transaction", inspections: FILE_INSPECTIONS, multiple: true, fastPattern: true },
  { name: "file.magic", keyword: "file.magic", kind: "transaction", inspections: FILE_INSPECTIONS, multiple: true, fastPattern: true },
  { name: "files", keyword: "filesize", kind: "transaction", inspections: FILE_INSPECTIONS },
  { name: "app-layer-state", since: "8.0", keyword: "app-layer-state", kind: "transaction", inspections: ALL_INSPECTIONS },
  { name: "app-layer-events", keyword: "app-layer-event", kind: "transaction", inspections: ALL_INSPECTIONS },
];
