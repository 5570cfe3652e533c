import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { callCli, type CliCall } from "./testing/call-cli.ts";
import { type TemporaryFolder, temporaryFolder } from "./testing/temporary-folder.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/pull-requests/", import.meta.url));
const NAMES = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
/** Commits of one content and one time have one name. */
const WHEN = "2026-01-02T03:04:05Z";
const GIT_ENVIRONMENT = { GIT_AUTHOR_DATE: WHEN, GIT_COMMITTER_DATE: WHEN, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };

/** A repository with `main`, and the pull request's branch checked out. */
async function repository(name: string): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false", ...args], { cwd: folder.path, stdio: "pipe", env: { ...process.env, ...GIT_ENVIRONMENT } });
  };
  const commit = (side: string): void => {
    for (const entry of readdirSync(folder.path)) if (entry !== ".git") rmSync(join(folder.path, entry), { recursive: true });
    cpSync(join(FIXTURES, name, side), folder.path, { recursive: true });
    git("add", "--all");
    git("commit", "--quiet", "-m", side);
  };
  git("init", "--quiet", "--initial-branch=main", "--object-format=sha1");
  if (existsSync(join(FIXTURES, name, "history"))) commit("history");
  commit("base");
  git("switch", "--quiet", "-c", "pull-request");
  commit("change");
  return folder;
}

/** What a run printed on both streams, with what goes by the version or by how busy the machine is taken out. */
function output({ stdout, stderr, exitCode }: CliCall): string {
  return `${stdout}${stderr === "" ? "" : `--- standard error\n${stderr}`}--- exit code ${exitCode}\n`.replaceAll(/ in \d+(?:\.\d+)? m?s\b/g, " in no time");
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly unknown[];
}

/** Results as they are; of the rules only which they are, for what is said of them is the catalogue's. */
function sarif({ stdout }: CliCall): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema is another test's
  const { runs } = JSON.parse(stdout) as { readonly runs: readonly SarifRun[] };
  return `${JSON.stringify(runs.map(({ tool, results }) => ({ rules: tool.driver.rules.map(({ id }) => id), results })), undefined, 2)}\n`;
}

describe.each(NAMES)("pull request %s", (name) => {
  test("comment, annotations and SARIF are as expected", { timeout: 120_000 }, async () => {
    await using folder: TemporaryFolder = await repository(name);
    const expected = (file: string): string => join(FIXTURES, name, "expected", file);
    const call = (...args: readonly string[]): Promise<CliCall> => callCli(args, { cwd: folder.path });
    const review = await call("review", "--base", "main");
    const annotations = await call("check", "--since", "main", "--reporter", "github", ".");
    const report = await call("check", "--since", "main", "--reporter", "sarif", ".");
    await expect(output(review)).toMatchFileSnapshot(expected("comment.md"));
    await expect(output(annotations)).toMatchFileSnapshot(expected("annotations.txt"));
    await expect(sarif(report)).toMatchFileSnapshot(expected("findings.sarif.json"));
  });
});
