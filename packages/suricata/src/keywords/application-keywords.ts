import type { DialectKeyword } from "@sigwright/rule-language/dialect";
import { NEWER_STICKY_BUFFERS } from "../dialect/newer-buffers.ts";
import { appLayerProtocolKeyword } from "./app-layer-protocol.ts";
import { APP_LAYER_STATE } from "./app-layer-state.ts";
import { eventKeywords } from "./events.ts";
import { EXAMPLE_KEYWORDS } from "./examples.ts";
import { FILE_KEYWORDS } from "./files.ts";
import { frameKeyword } from "./frame.ts";
import { HTTP2_KEYWORDS } from "./http2.ts";
import { INDUSTRIAL_KEYWORDS } from "./industrial.ts";
import { MQTT_KEYWORDS } from "./mqtt.ts";
import { NETWORK_SERVICE_KEYWORDS } from "./network-services.ts";
import { NEWER_KEYWORDS } from "./newer-keywords.ts";
import { NEWER_TRANSFORMS } from "./newer-transforms.ts";
import { SSH_KEYWORDS } from "./ssh.ts";
import { TLS_KEYWORDS } from "./tls.ts";
import { inEachSeries } from "./version-rows.ts";
import { WINDOWS_KEYWORDS } from "./windows-protocols.ts";

/** Keywords on application protocols and files beside the sticky buffers of 7.0. */
export const APPLICATION_KEYWORDS: readonly DialectKeyword[] = [
  ...inEachSeries((version) => [...eventKeywords(version), frameKeyword(version), appLayerProtocolKeyword(version)]),
  ...FILE_KEYWORDS,
  ...TLS_KEYWORDS,
  ...SSH_KEYWORDS,
  ...HTTP2_KEYWORDS,
  ...MQTT_KEYWORDS,
  ...INDUSTRIAL_KEYWORDS,
  ...WINDOWS_KEYWORDS,
  ...NETWORK_SERVICE_KEYWORDS,
  ...NEWER_STICKY_BUFFERS,
  ...NEWER_KEYWORDS,
  ...EXAMPLE_KEYWORDS,
  ...NEWER_TRANSFORMS,
  APP_LAYER_STATE,
];
