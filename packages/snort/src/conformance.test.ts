import type { SignatureFormat } from "@sigwright/core";
import { formatConformance } from "@sigwright/core/testing";
import { describe, test } from "vitest";
import { SNORT2_ENCODINGS } from "./snort2/emission.ts";
import { snort2 } from "./snort2/snort2.ts";
import { SNORT3_ENCODINGS } from "./snort3/emission.ts";
import { snort3 } from "./snort3/snort3.ts";
import { COMMON_SLOTS } from "./testing/emitted-rules.ts";

const RULE = "alert tcp any any -> any any";

const SAME: readonly [string, string][] = [[`${RULE} (msg:"a"; flowbits:isnotset,sigwright.1; flowbits:set,sigwright.1; sid:1;)`, `${RULE} (msg:"a"; flowbits:isnotset,sigwright.22; flowbits:set,sigwright.22; sid:22;)`]];

describe.each([
  {
    format: snort2 as SignatureFormat,
    encodings: SNORT2_ENCODINGS,
    texts: [
      `${RULE} (msg:"one"; content:"a"; nocase; sid:1; rev:1;)\n# a comment\n\n# ${RULE} (msg:"off"; sid:2;)\nipvar HOME_NET any\n`,
      `drop tcp [10.0.0.0/8,!10.1.0.0/16] any <> $EXTERNAL_NET [80,443] (msg:"a \\"b\\"\\; c"; content:"|00 01|x"; \\\n  sid:3;)\r\n`,
      "alert tcp any any -> any (content:x sid:4)",
    ],
    same: [[`${RULE} (msg:"a"; content:"x"; sid:1; rev:1;)`, `${RULE}  ( msg:"a";content:"x";metadata:k v;sid:2;rev:7; )`], ...SAME],
  },
  {
    format: snort3 as SignatureFormat,
    encodings: SNORT3_ENCODINGS,
    texts: [
      `${RULE} (msg:"one"; content:"a",nocase; sid:1; rev:1;)\n# a comment\n\n# ${RULE} (msg:"off"; sid:2;)\n`,
      'alert http (\n  msg:"a; b"; /* why */\n  http_uri; content:"|00 01|x",fast_pattern;\n  sid:3;\n)\r\n',
      "alert tcp any any -> any (content:x sid:4)",
    ],
    same: [[`${RULE} (msg:"a"; content:"x"; sid:1; rev:1;)`, `${RULE}  (\n msg:"a";content:"x";metadata:k v;sid:2;rev:7; )`], ...SAME],
  },
] as const)("the contract of signature formats, $format.id", ({ format, encodings, texts, same }) => {
  const cases = formatConformance(format, {
    texts,
    sameMeaning: same,
    otherMeaning: [
      [`${RULE} (content:"x"; sid:1;)`, `${RULE} (content:"X"; sid:1;)`],
      [`${RULE} (content:"x"; sid:1;)`, 'alert udp any any -> any any (content:"x"; sid:1;)'],
      [`${RULE} (flowbits:set,sigwright.1; sid:1;)`, `${RULE} (flowbits:set,sigwright.1; sid:2;)`],
    ],
    rules: encodings.map(({ observation, variant, rule: text }) => ({ id: variant === undefined ? observation : `${observation}-${variant}`, observation, text, ...(variant === undefined ? {} : { variant }) })),
    slots: COMMON_SLOTS,
  });

  test.each(cases.map(({ name, run }) => ({ name, run })))("$name", async ({ run }) => {
    await run();
  });
});
