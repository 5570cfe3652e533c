import { formatConformance } from "@sigwright/core/testing";
import { describe, test } from "vitest";
import { suricata } from "./suricata.ts";
import { COMMON_SLOTS, tableRules } from "./testing/proven-rules.ts";

const RULE = "alert dns any any -> any any";

describe("the contract of signature formats", () => {
  const cases = formatConformance(suricata, {
    texts: [
      `${RULE} (msg:"one"; dns.query; content:"bad.example"; sid:1; rev:1;)\n# a comment\n\n# ${RULE} (msg:"off"; sid:2;)\n`,
      `drop tcp [10.0.0.0/8,!10.1.0.0/16] any <> $EXTERNAL_NET [80,443] (msg:"a \\"b\\"\\; c"; content:"|00 01|x"; \\\n  sid:3;)\r\n`,
      "alert tcp any any -> any (content:x sid:4)",
    ],
    sameMeaning: [
      [
        `${RULE} (msg:"a"; dns.query; content:"x"; sid:1; rev:1;)`,
        `${RULE}  ( msg:"a";dns.query;content:"x";metadata:k v;sid:2;rev:7; )`,
      ],
      [
        `${RULE} (msg:"a"; flowbits:isnotset,sigwright.1; flowbits:set,sigwright.1; sid:1;)`,
        `${RULE} (msg:"a"; flowbits:isnotset,sigwright.22; flowbits:set,sigwright.22; sid:22;)`,
      ],
    ],
    otherMeaning: [
      [`${RULE} (content:"x"; sid:1;)`, `${RULE} (content:"X"; sid:1;)`],
      [`${RULE} (content:"x"; sid:1;)`, `alert http any any -> any any (content:"x"; sid:1;)`],
      [`${RULE} (flowbits:set,sigwright.1; sid:1;)`, `${RULE} (flowbits:set,sigwright.1; sid:2;)`],
    ],
    rules: tableRules(),
    slots: COMMON_SLOTS,
  });

  test.each(cases.map(({ name, run }) => ({ name, run })))("$name", async ({ run }) => {
    await run();
  });
});
