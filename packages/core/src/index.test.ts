import { expect, test } from "vitest";
import * as core from "./index.ts";
import * as testing from "./testing/index.ts";

test("exports these names and no others", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "CHANNELS",
    "CUSTOM_INDICATOR_TYPES",
    "DIGEST_KINDS",
    "INDICATOR_DIAGNOSTICS",
    "INDICATOR_FIELDS",
    "INDICATOR_TYPES",
    "LONGEST_VALUE",
    "OBSERVATION_KINDS",
    "SIGNATURE_TYPES",
    "SourceError",
    "SourceText",
    "StoreError",
    "applyEdits",
    "canonicalise",
    "channelsOf",
    "closest",
    "defang",
    "formatDiagnostic",
    "formatDigests",
    "formatFrame",
    "formatUrl",
    "hash128",
    "indicatorType",
    "makeIndicator",
    "observe",
    "parseDigests",
    "parseHostName",
    "parseIpAddress",
    "parseIpNetwork",
    "parseUrl",
    "quoted",
    "refang",
    "scanSlots",
    "securityLabel",
    "strongestDigest",
    "toDiagnostic",
    "toIsoDate",
    "utf8Length",
    "visibleText",
  ]);
});

test("exports these names for tests and no others", () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    "HOSTILE_OBSERVATIONS",
    "HOSTILE_TEXTS",
    "HOSTILE_VALUES",
    "SAMPLE_OBSERVATIONS",
    "TOY_INTEL_FIXTURES",
    "TOY_PLACES_FIXTURES",
    "formatConformance",
    "fuzzRuns",
    "signatureStoreContract",
    "toyIntel",
    "toyPlaces",
    "toyStore",
    "toyStoreState",
  ]);
});
