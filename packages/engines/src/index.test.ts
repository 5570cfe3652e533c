import { expect, test } from "vitest";
import * as engines from "./index.ts";

test("exports", () => {
  expect(Object.keys(engines).toSorted()).toEqual([
    "ENGINE_DIAGNOSTICS",
    "EngineError",
    "captureCases",
    "connectRequest",
    "directRequest",
    "disagreement",
    "dnsConversation",
    "dnsQuery",
    "dnsResponse",
    "findSuricata",
    "findYara",
    "findYaraX",
    "httpConversation",
    "httpRequest",
    "httpResponse",
    "loadTest",
    "overTcp",
    "proxyRequest",
    "replay",
    "replayCases",
    "ruleVerdicts",
    "tlsClientHello",
    "tlsConversation",
    "tlsMessages",
    "yaraVerdicts",
  ]);
});
