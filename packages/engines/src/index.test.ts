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
    "mailMessage",
    "mailbox",
    "overTcp",
    "proxyRequest",
    "replay",
    "replayCases",
    "ruleVerdicts",
    "smtpConversation",
    "tlsClientHello",
    "tlsConversation",
    "tlsMessages",
    "yaraVerdicts",
  ]);
});
