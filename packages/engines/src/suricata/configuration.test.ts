import { describe, expect, test } from "vitest";
import { suricataConfiguration } from "./configuration.ts";

const PATHS = {
  ruleFolder: '/a "b"\n/c',
  ruleFiles: "/r/*.rules",
  dataFolder: "/d",
  classificationFile: "/c1",
  referenceFile: "/c2",
  thresholdFile: "/c3",
  readable: ["/r"],
};

describe("suricataConfiguration", () => {
  test("quotes what it is given", () => {
    expect(suricataConfiguration(PATHS)).toContain(String.raw`default-rule-path: "/a \"b\"\n/c"`);
  });

  test("changes what a sensor may change, and keeps the rest stock", () => {
    const text = suricataConfiguration(PATHS, {
      addressVariables: { HOME_NET: "any", MINE: "[192.0.2.0/24]" },
      responseBodyLimit: 0,
    });
    expect(text).toContain('    HOME_NET: "any"\n');
    expect(text).toContain('    MINE: "[192.0.2.0/24]"\n');
    expect(text).toContain('    HTTP_PORTS: "80"\n');
    expect(text).toContain("          response-body-limit: 0\n          request-body-minimal");
    expect(text).toContain("          request-body-limit: 102400\n");
  });

  test("lets no rule run code, write or be reached from outside", () => {
    const text = suricataConfiguration(PATHS);
    for (const line of ["allow-rules: no", "allow-write: no", "allow-absolute-filenames: no", "unix-command:\n  enabled: no"]) {
      expect(text).toContain(line);
    }
  });

  test("refuses a name that is no variable's", () => {
    expect(() => suricataConfiguration(PATHS, { addressVariables: { "A: b\nx": "any" } })).toThrow(RangeError);
  });

  test.each([0, 256, Number.NaN])("refuses %d alerts per packet, which the engine would not heed", (alertsPerPacket) => {
    expect(() => suricataConfiguration(PATHS, { alertsPerPacket })).toThrow(RangeError);
  });
});
