import type { SignatureFormat } from "../signature-format.ts";
import { assembleCases, listCases } from "./assemble-conformance.ts";
import { changeCases } from "./change-conformance.ts";
import type { ConformanceCase, FormatFixtures } from "./conformance-case.ts";
import { contractCases } from "./contract-conformance.ts";
import { encodeCases, templateCases } from "./encode-conformance.ts";
import { layoutCases } from "./layout-conformance.ts";
import { parseCases } from "./parse-conformance.ts";

/**
 * The suite that every signature format must pass, free of any test runner. What a format leaves out is not format.
 *
 * ```ts
 * describe("conformance", () => {
 *   test.each(formatConformance(zeek, { texts: [...] }))("$name", ({ run }) => run());
 * });
 * ```
 */
export function formatConformance(format: SignatureFormat, fixtures: FormatFixtures): readonly ConformanceCase[] {
  return [
    ...contractCases(format),
    ...parseCases(format, fixtures),
    ...changeCases(format, fixtures),
    ...layoutCases(format, fixtures),
    ...templateCases(format, fixtures),
    ...encodeCases(format, fixtures),
    ...listCases(format, fixtures),
    ...assembleCases(format, fixtures),
  ];
}
