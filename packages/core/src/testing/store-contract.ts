import type { ConformanceCase } from "./conformance-case.ts";
import { changeCases } from "./store-change-cases.ts";
import { createCases } from "./store-create-cases.ts";
import type { StoreFixture } from "./store-fixture.ts";
import { randomCases } from "./store-random-cases.ts";
import { sideFileCases } from "./store-side-file-cases.ts";

/**
 * The suite that every {@link SignatureStore} must pass, free of any test runner. Each case gets a fixture of its own.
 *
 * ```ts
 * describe("the contract of signature stores", () => {
 *   test.each(signatureStoreContract(openFixture))("$name", ({ run }) => run());
 * });
 * ```
 */
export function signatureStoreContract(openFixture: () => Promise<StoreFixture>): readonly ConformanceCase[] {
  const cases = [...createCases(), ...changeCases(), ...sideFileCases(), ...randomCases()];
  return cases.map(({ name, run }) => ({
    name,
    async run() {
      const fixture = await openFixture();
      try {
        await run(fixture);
      } finally {
        await fixture.dispose();
      }
    },
  }));
}
