import type { UserWorkspaceConfig } from "vitest/config";

const conditions = ["@sigwright/source", "module", "node", "development|production"];

/** The test configuration every package shares: workspace imports resolve to sources, nothing needs a build. */
export function shared(name: string): UserWorkspaceConfig {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { name, include: ["**/*.test.ts"], testTimeout: 30_000 },
  };
}
