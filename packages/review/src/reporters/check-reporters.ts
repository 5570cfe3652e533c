import { checkstyleReporter } from "./checkstyle.ts";
import { githubReporter } from "./github.ts";
import { gitlabReporter } from "./gitlab.ts";
import { jsonReporter } from "./json.ts";
import { junitReporter } from "./junit.ts";
import { prettyReporter } from "./pretty.ts";
import { rdjsonReporter } from "./rdjson.ts";
import type { CheckReporter } from "./reporter.ts";
import { sarifReporter } from "./sarif.ts";

/** All the forms a check's report can have. */
export const CHECK_REPORTERS: readonly CheckReporter[] = [
  prettyReporter,
  jsonReporter,
  sarifReporter,
  githubReporter,
  gitlabReporter,
  rdjsonReporter,
  junitReporter,
  checkstyleReporter,
];
