import { observe, SourceText, type Observation } from "@sigwright/core";
import { expect, test } from "vitest";
import { suricata } from "./suricata.ts";
import { renderAll } from "./testing/proven-rules.ts";

function observation(type: string, value: string): Observation {
  const observed = observe({ type, value });
  if (observed.status !== "observed") throw new Error(observed.reason);
  return observed.observations[0]!;
}

test.each([
  [
    "Host",
    "bad.example",
    'alert dns any any -> any any (msg:"a message"; dns.query; bsize:11; content:"bad.example"; nocase; flowbits:isnotset,sigwright.1; flowbits:set,sigwright.1; classtype:trojan-activity; priority:2; reference:url,platform.invalid/1; metadata:confidence 80; sid:1; rev:1;)',
  ],
  [
    "Address",
    "203.0.113.7",
    'alert ip 203.0.113.7 any <> any any (msg:"a message"; threshold:type limit,track by_both,count 1,seconds 3600; classtype:trojan-activity; priority:2; reference:url,platform.invalid/1; metadata:confidence 80; sid:1; rev:1;)',
  ],
  [
    "URL",
    "http://bad.example:8080/x",
    'alert http any any -> any 8080 (msg:"a message"; flow:established,to_server; http.host; to_lowercase; bsize:11; content:"bad.example"; fast_pattern; http.uri.raw; bsize:2; content:"/x"; flowbits:isnotset,sigwright.1; flowbits:set,sigwright.1; classtype:trojan-activity; priority:2; reference:url,platform.invalid/1; metadata:confidence 80; sid:1; rev:1;)',
  ],
])("%s %s", (type, value, text) => {
  expect(renderAll(observation(type, value), 1)[0]?.result).toMatchObject({ status: "rendered", text });
});

test("a rule that is read again has the fingerprint it was rendered with", () => {
  for (const [type, value] of [["Host", "bad.example"], ["CIDR", "203.0.113.0/24"], ["URL", "http://bad.example/x"]] as const) {
    for (const { result } of renderAll(observation(type, value), 4711)) {
      if (result.status === "unsupported") throw new Error(result.reason);
      const [view] = suricata.rules(suricata.parse(SourceText.fromString(result.text)).document);
      expect(view).toMatchObject({ fingerprint: result.fingerprint, enabled: true, rev: 1 });
    }
  }
});
