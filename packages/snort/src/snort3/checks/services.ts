import { closest } from "@sigwright/core";
import type { OptionCheck, ParameterValues } from "@sigwright/rule-language/dialect";
import { KNOWN_SERVICES } from "../configuration/known-services.ts";

/** The engine takes any name for a service, and the rule then waits for one that never comes. */
export const knownServices: OptionCheck<ParameterValues> = {
  summary: "services are ones the engine finds",
  check: ({ value, report }) => {
    const seen = new Set<string>();
    for (const service of value) {
      const { text } = service;
      if (seen.has(text)) report.warn("service-repeated", service, `the service \`${text}\` stands here already`, { help: "take one of them out" });
      else if (!KNOWN_SERVICES.has(text)) {
        const near = closest(text.toLowerCase(), [...KNOWN_SERVICES]);
        report.warn("unknown-service", service, `the engine finds no service \`${text}\`, so the rule may never be looked at`, near === undefined ? { help: "use the name of a service that the engine finds" } : { help: `did you mean \`${near}\`?`, expected: [near] });
      }
      seen.add(text);
    }
  },
};
