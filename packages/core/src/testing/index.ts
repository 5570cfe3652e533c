export type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
export { formatConformance } from "./format-conformance.ts";
export { fuzzRuns } from "./fuzz-runs.ts";
export { HOSTILE_TEXTS, HOSTILE_VALUES } from "./hostile-texts.ts";
export { HOSTILE_OBSERVATIONS, SAMPLE_OBSERVATIONS } from "./sample-observations.ts";
export type { IntelDocument } from "./toy-intel.ts";
export { TOY_INTEL_FIXTURES, toyIntel } from "./toy-intel.ts";
export type { PlacesDocument, PlacesTemplate } from "./toy-places.ts";
export { TOY_PLACES_FIXTURES, toyPlaces } from "./toy-places.ts";
