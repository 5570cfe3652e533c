import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { http2ErrorCode, http2FrameType, http2Setting } from "../arguments/http2.ts";
import { changedForm, numberKeyword } from "./version-rows.ts";

const HTTP2 = { protocol: "http2", value: "required", role: { kind: "matches-in", buffer: "http2" } } as const;

/** Keywords on HTTP/2 frames. */
export const HTTP2_KEYWORDS: readonly DialectKeyword[] = [
  { name: "http2.frametype", ...HTTP2, argument: http2FrameType, manual: "http2-keywords.html#http2-frametype" },
  { name: "http2.errorcode", ...HTTP2, argument: http2ErrorCode, manual: "http2-keywords.html#http2-errorcode" },
  ...numberKeyword({ name: "http2.priority", ...HTTP2, manual: "http2-keywords.html#http2-priority" }, 8),
  ...numberKeyword({ name: "http2.window", ...HTTP2, manual: "http2-keywords.html#http2-window" }, 32),
  ...numberKeyword({ name: "http2.size_update", ...HTTP2, manual: "http2-keywords.html#http2-size-update" }, 64),
  ...changedForm({ name: "http2.settings", ...HTTP2, manual: "http2-keywords.html#http2-settings" }, http2Setting(), http2Setting({ richer: true })),
];
