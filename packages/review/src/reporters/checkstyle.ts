import type { CheckReport } from "../checked-file.ts";
import { groupByPath } from "./file-findings.ts";
import { findingText } from "./finding-text.ts";
import { placeOf, repositoryPath } from "./place.ts";
import type { CheckReporter } from "./reporter.ts";
import { xmlText } from "./xml-text.ts";

/** Checkstyle's XML, which most build servers read. */
export const checkstyleReporter: CheckReporter = Object.freeze({
  id: "checkstyle",
  summary: "Checkstyle's XML, for build servers",
  write: checkstyleText,
});

function* checkstyleText(report: CheckReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n';
  for (const { path, findings } of groupByPath(report.files)) {
    yield `<file name="${xmlText(repositoryPath(path))}">\n`;
    for (const { located } of findings) {
      const { line, column } = placeOf(located);
      const { severity, code } = located.diagnostic;
      const message = xmlText(findingText(located.diagnostic));
      yield `<error line="${line}" column="${column}" severity="${severity}" message="${message}" source="${xmlText(code)}"/>\n`;
    }
    yield "</file>\n";
  }
  yield "</checkstyle>\n";
}
