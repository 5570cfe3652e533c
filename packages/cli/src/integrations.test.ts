import { spawnSync } from "node:child_process";
import { chmod, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourceText } from "@sigwright/core";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { knownNames } from "./configuration/known-names.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { diagnosticCatalogue } from "./diagnostic-catalogue.ts";
import { CI_PLATFORMS, STARTER_CONFIGURATION, workflowFile } from "./starter-files.ts";
import { callCli } from "./testing/call-cli.ts";
import { type ScratchRepository, scratchRepository, writeFiles } from "./testing/scratch-repository.ts";
import { filesIn, temporaryFolder } from "./testing/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const KNOWN = knownNames(diagnosticCatalogue());
const GOOD = 'alert ip any any -> any any (msg:"m"; content:"aaaa"; sid:1; rev:1;)\n';
const BAD = 'alert ip any any -> any any (msg:"m"; conten:"b"; sid:2; rev:1;)\n';
const PATIENCE = 180_000;

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

async function yamlFile<Content>(path: string): Promise<Content> {
  return parse(await readFile(join(ROOT, path), "utf8")) as Content;
}

/** A folder with `sigwright`, run from sources, and a `gh` that writes down what it is called with. */
async function commands(folder: string): Promise<string> {
  await writeFiles(folder, {
    "bin/sigwright": `#!/bin/sh\nexec "${process.execPath}" --conditions=@sigwright/source "${MAIN}" "$@"\n`,
    "bin/gh": `#!/bin/sh\nif [ "$2" = view ]; then printf '%s' "$GH_KNOWN"; else printf '%s\\n' "$@" > "${folder}/gh-called"; fi\n`,
  });
  await chmod(join(folder, "bin/sigwright"), 0o755);
  await chmod(join(folder, "bin/gh"), 0o755);
  return join(folder, "bin");
}

/** Runs the steps of the action as a runner would, as far as that goes without the platform. */
async function runAction(repository: ScratchRepository, given: Readonly<Record<string, string>>, knownComment = ""): Promise<{ readonly exitCode: number; readonly log: string; readonly summary: string; readonly called: string | undefined }> {
  const { inputs, runs } = await yamlFile<Action>("action.yml");
  await using place = await temporaryFolder();
  const bin = await commands(place.path);
  const context = new Map<string, string>([["github.base_ref", "main"], ["github.token", "t"], ["github.event.pull_request.number", "7"], ["github.event_name", "pull_request"]]);
  const filled = (text: string): string => text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, name: string) => context.get(name) ?? "");
  for (const [name, input] of Object.entries(inputs)) context.set(`inputs.${name}`, filled(given[name] ?? input.default));
  await writeFiles(place.path, { summary: "", output: "", path: "" });
  let log = "";
  let exitCode = 0;
  for (const step of runs.steps) {
    if (exitCode !== 0) break;
    if (step.if !== undefined && context.get("inputs.comment") !== "true") continue;
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await writeFile(join(place.path, "output"), "");
    // As the documentation of workflow syntax has it: `bash --noprofile --norc -eo pipefail {0}`.
    const run = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: repository.path,
      encoding: "utf8",
      env: {
        PATH: `${bin}:${process.env["PATH"]}`,
        RUNNER_TEMP: place.path,
        GH_KNOWN: knownComment,
        GITHUB_OUTPUT: join(place.path, "output"),
        GITHUB_STEP_SUMMARY: join(place.path, "summary"),
        GITHUB_PATH: join(place.path, "path"),
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)])),
      },
    });
    log += run.stdout + run.stderr;
    exitCode = run.status ?? 99;
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    for (const line of (await readFile(join(place.path, "output"), "utf8")).split("\n")) {
      const [name, value] = line.split("=", 2);
      if (value !== undefined) context.set(`steps.${step.id}.outputs.${name}`, value);
    }
  }
  const files = await filesIn(place.path);
  return { exitCode, log, summary: files["summary"]!, called: files["gh-called"] };
}

describe("the GitHub Action", () => {
  test("annotates what is new, comments, and fails for it", { timeout: PATIENCE }, async () => {
    await using repository = await scratchRepository({ "rules/a.rules": BAD });
    await repository.write({ "rules/a.rules": BAD + GOOD + BAD.replace('"b"; sid:2', '"c"; sid:3') });
    const { exitCode, log, summary, called } = await runAction(repository, { version: "installed", comment: "true", paths: "rules\n\n", "sarif-file": "out.sarif" });
    expect(log).toContain("::error file=rules/a.rules,line=3,");
    expect(log.match(/::error/g)).toHaveLength(1);
    expect([exitCode, summary.split("\n")[0], called?.split("\n").slice(0, 5)]).toEqual([1, "### Review of detection rules", ["pr", "comment", "7", "--body-file", expect.stringContaining("sigwright-comment.md")]]);
    expect((JSON.parse(await readFile(join(repository.path, "out.sarif"), "utf8")) as { runs: { results: unknown[] }[] }).runs[0]!.results).toHaveLength(1);
  });

  test("changes its own comment, writes through no link, and lets no name command the runner", { timeout: PATIENCE }, async () => {
    await using repository = await scratchRepository({ "a.rules": GOOD, "victim.txt": "as it was" });
    await repository.write({ "a.rules": GOOD + BAD });
    await symlink("victim.txt", join(repository.path, "out.sarif"));
    await symlink("/etc/hostname", join(repository.path, "##[stop-commands]x.rules"));
    const { log, called } = await runAction(repository, { version: "installed", comment: "true", "sarif-file": "out.sarif" }, "IC_1");
    expect(called?.split("\n").slice(0, 4)).toEqual(["api", "graphql", "-f", "id=IC_1"]);
    const files = await filesIn(repository.path);
    expect([files["victim.txt"], files["out.sarif"]?.slice(0, 11)]).toEqual(["as it was", '{"$schema":']);
    expect(log).toContain("## [stop-commands]x.rules` is a link");
    expect(log).not.toContain("##[");
  });

  test("inputs are no commands, and no version is taken for a package", { timeout: PATIENCE }, async () => {
    await using repository = await scratchRepository({ "a.rules": GOOD });
    const hostile = await runAction(repository, { version: "installed", base: "$(touch pwned); `touch pwned`", paths: "$(touch pwned)\n; touch pwned" });
    expect(hostile.exitCode).not.toBe(0);
    const paths = await runAction(repository, { version: "installed", base: "", paths: "$(touch pwned)\n; touch pwned\n--config=x" });
    expect([paths.exitCode, paths.log.match(/there is no file/g)]).toEqual([3, ["there is no file", "there is no file", "there is no file"]]);
    expect((await runAction(repository, { version: "0.1.0 evil" })).exitCode).toBe(2);
    expect(Object.keys(await filesIn(repository.path))).not.toContain("pwned");
    const { runs } = await yamlFile<Action>("action.yml");
    for (const { run } of runs.steps) expect(run).not.toContain("${{");
  });
});

test("the GitLab template's script", { timeout: PATIENCE }, async () => {
  const { sigwright } = await yamlFile<{ readonly sigwright: { readonly script: readonly string[]; readonly variables: Readonly<Record<string, string>> } }>("integrations/gitlab/sigwright.gitlab-ci.yml");
  await using repository = await scratchRepository({ "a.rules": GOOD });
  await repository.write({ "a.rules": GOOD + BAD, "victim.txt": "as it was" });
  await symlink("victim.txt", join(repository.path, "gl-code-quality-report.json"));
  repository.git("remote", "add", "origin", repository.path);
  await using place = await temporaryFolder();
  const bin = await commands(place.path);
  const run = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", sigwright.script.join("\n")], {
    cwd: repository.path,
    encoding: "utf8",
    env: { PATH: `${bin}:${process.env["PATH"]}`, ...sigwright.variables, SIGWRIGHT_VERSION: "installed", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" },
  });
  // Where no engine is installed, a note says so.
  expect([run.status, run.stdout, run.stderr.replaceAll(/^note: an engine was not asked: .*\n/gm, "")]).toEqual([1, "", ""]);
  const report = JSON.parse(await readFile(join(repository.path, "gl-code-quality-report.json"), "utf8")) as readonly { readonly location: { readonly path: string } }[];
  expect(report.map(({ location }) => location.path)).toEqual(["a.rules"]);
  expect(await readFile(join(repository.path, "sigwright-review.md"), "utf8")).toContain("1 new finding");
  expect(await readFile(join(repository.path, "victim.txt"), "utf8")).toBe("as it was");
});

test("the pre-commit hooks' commands", { timeout: PATIENCE }, async () => {
  const hooks = await yamlFile<readonly { readonly id: string; readonly entry: string; readonly files: string; readonly require_serial?: boolean }[]>(".pre-commit-hooks.yaml");
  // Else pre-commit shares the files of one set out among processes.
  expect(hooks[0]!.require_serial).toBe(true);
  await using place = await temporaryFolder();
  const bin = await commands(place.path);
  await writeFiles(place.path, { "a.rules": BAD, "b.yar": "rule a { condition: true }\n" });
  const status = ({ entry, files }: (typeof hooks)[number]): number | null => {
    const names = ["a.rules", "b.yar"].filter((name) => new RegExp(files).test(name));
    return spawnSync("bash", ["--noprofile", "--norc", "-c", `exec ${entry} "$@"`, "hook", ...names], { cwd: place.path, env: { PATH: `${bin}:${process.env["PATH"]}` } }).status;
  };
  expect(hooks.map((hook) => `${hook.id} ${status(hook)}`)).toEqual(["sigwright-check 1", "sigwright-fmt 0"]);
});

/** Whether pre-commit itself is here. */
const hasPreCommit = spawnSync("pre-commit", ["--version"]).status === 0;
if (!hasPreCommit) process.stderr.write("the hooks are not run by pre-commit, which is not installed\n");

test.skipIf(!hasPreCommit)("pre-commit runs the hooks, one after the other", { timeout: PATIENCE }, async () => {
  await using hooks = await scratchRepository({ ".pre-commit-hooks.yaml": await readFile(join(ROOT, ".pre-commit-hooks.yaml"), "utf8") });
  const revision = hooks.git("rev-parse", "HEAD").trim();
  await using repository = await scratchRepository({
    ".pre-commit-config.yaml": `repos:\n  - repo: ${hooks.path}\n    rev: ${revision}\n    hooks: [{ id: sigwright-check }, { id: sigwright-fmt }]\n`,
    "rules/a b.rules": GOOD,
    "c.yar": "rule a { condition: true }\n",
  });
  await using place = await temporaryFolder();
  const bin = await commands(place.path);
  const run = (): { readonly status: number | null; readonly stdout: string } =>
    spawnSync("pre-commit", ["run", "--all-files", "--color", "never"], { cwd: repository.path, encoding: "utf8", env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, PRE_COMMIT_HOME: join(place.path, "home") } });
  const first = run();
  expect([first.status, first.stdout]).toEqual([1, expect.stringMatching(/check detection rules\.+Passed\nlay detection rules out\.+Failed[^]*files were modified by this hook/) as string]);
  await repository.write({ "rules/a b.rules": GOOD + BAD });
  const second = run();
  expect([second.status, second.stdout]).toEqual([1, expect.stringMatching(/check detection rules\.+Failed[^]*a b\.rules:2:\d+: error: [^]*lay detection rules out\.+Passed/) as string]);
});

describe("what `init` writes", () => {
  test("a configuration that says nothing, and whose examples are in order", () => {
    const read = (text: string): ReturnType<typeof readConfiguration> => readConfiguration(SourceText.fromString(text), KNOWN);
    expect(read(STARTER_CONFIGURATION).diagnostics).toEqual([]);
    const examples = STARTER_CONFIGURATION.replaceAll(/^# (?=[a-z-]+:(?:$| [[a-z])| )/gm, "");
    expect(read(examples).diagnostics).toEqual([]);
    expect(read(examples).configuration).toMatchObject({ sids: [{ team: "network" }], classtypes: ["our-own"], files: [{}, {}] });
  });

  test.each(CI_PLATFORMS)("a workflow for %s that is YAML and has the version of the command", async (platform) => {
    await using folder = await temporaryFolder();
    expect(await callCli(["init", folder.path, "--ci", platform, "--quiet"])).toMatchObject({ exitCode: 0 });
    const { path, content } = workflowFile(platform, "0.1.0");
    expect((await filesIn(folder.path))[path]).toBe(content);
    expect(parse(content)).toBeTypeOf("object");
    expect(content).toContain("0.1.0");
  });
});
